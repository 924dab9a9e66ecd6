"""Columns as formulas take them: what is no value of the kind is nothing in SQL too, as `columns` has it in memory."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from caruso.kernel.fields import Field
from caruso.objects.formulas.sql import COLUMNS, Template
from caruso.objects.formulas.values import DATE, DATETIME, NUMBER, TEXT, YES_NO, type_of

_NO = "NOT IN ('0', '', 'f', 'false', 'n', 'N')"
#: SQLite keeps any text in a column of dates, and MariaDB days that no calendar has.
_DAY_MYSQL = "CASE WHEN YEAR({0}) > 0 AND MONTH({0}) > 0 AND DAYOFMONTH({0}) > 0 THEN CAST({0} AS %s) END"
_DAY_SQLITE = "SUBSTR({0}, 1, 10)"
#: What was said with its zone is put on the clock of the firm, which Django has told the process, and it SQLite.
_OFFSET = "'*[-+][0-9][0-9]:[0-9][0-9]'"
_FRACTION = " || REPLACE(SUBSTR(strftime('%%f', {0}), 3) || '000', '.000000', '')"
_TEXTS: dict[str, dict[str, str]] = {
    NUMBER: {
        "postgresql": "CASE WHEN ({0})::text NOT IN ('NaN', 'Infinity', '-Infinity') THEN ({0})::numeric END",
        "sqlite": "CASE WHEN typeof({0}) IN ('integer', 'real') THEN {0} END",
        "mysql": "({0} + 0)",
    },
    TEXT: {
        "postgresql": "({0})::text",
        "sqlite": "CAST({0} AS TEXT)",
        "mysql": "CONVERT({0} USING utf8mb4)",
    },
    DATE: {
        "postgresql": "CASE WHEN ({0})::date BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN ({0})::date END",
        # Only where it reckons does SQLite see that there is no 30 February.
        "sqlite": f"CASE WHEN date({_DAY_SQLITE}, '+0 days') = {_DAY_SQLITE} AND {{0}} >= '0001' THEN {_DAY_SQLITE} END",
        "mysql": _DAY_MYSQL % "DATE",
    },
    DATETIME: {
        "postgresql": "CASE WHEN {0} BETWEEN '0001-01-02' AND '9999-12-30' THEN ({0})::timestamptz END",
        "sqlite": f"CASE WHEN typeof({{0}}) <> 'text' THEN NULL WHEN {{0}} GLOB '*[Zz]' OR {{0}} GLOB {_OFFSET} "
        f"THEN datetime({{0}}, 'localtime'){_FRACTION} ELSE datetime({{0}}){_FRACTION} END",
        "mysql": _DAY_MYSQL % "DATETIME(6)",
    },
    YES_NO: {
        "postgresql": f"({{0}})::text {_NO}",
        "sqlite": f"CAST({{0}} AS TEXT) {_NO}",
        "mysql": "({0} <> 0)",
    },
}


def cleaned(field: Field, described: Mapping[str, Any]) -> Any:
    """The column in SQL for formulas; None for a field that none reckons with."""
    type = type_of(field)
    if type is None:
        return None
    texts = dict(_TEXTS[type])
    if type == NUMBER and described.get("type") == "BooleanField":
        texts["postgresql"] = "({0})::int"
    if field.kind.name == "integer":
        texts["sqlite"] = "CASE WHEN typeof({0}) IN ('integer', 'real') THEN CAST({0} AS INTEGER) END"
    value = F(field.column) if field.expression is None else field.expression
    return Template(value, **texts, output_field=COLUMNS[type])
