"""Formulas as SQL: one expression of each record, alike in every database that may keep it."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import DecimalField, Func, OuterRef, Subquery, Value
from django.db.models.functions import TruncDate

from caruso.kernel.conditions.bound import Hop
from caruso.kernel.conditions.expressions import Fold, InJson, value_expression
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field
from caruso.objects.formulas.bound import Applied, Behind, Bound, Constant, Moment, Own
from caruso.objects.formulas.checking import DAY_OF
from caruso.objects.formulas.templates import MYSQL_NUMBER, rounding, rounding_mysql
from caruso.objects.formulas.values import (
    DATE,
    DATETIME,
    HAIR,
    LARGEST,
    MOST_TEXT,
    NUMBER,
    TEXT,
    YES_NO,
    Result,
    type_of,
)

_PLACE = re.compile(r"\{(\d+)\}")
_NUMERIC = DecimalField(max_digits=30, decimal_places=10)
COLUMNS: dict[str, Any] = {
    NUMBER: _NUMERIC,
    TEXT: models.TextField(),
    DATE: models.DateField(),
    DATETIME: models.DateTimeField(),
    YES_NO: models.BooleanField(),
}
#: How PostgreSQL and MariaDB are told of which type a constant is.
_CASTS = {NUMBER: ("numeric", MYSQL_NUMBER), DATE: ("date", "DATE"), DATETIME: ("timestamptz", "DATETIME(6)")}
_BYTE_BY_BYTE = "COLLATE utf8mb4_bin"
_VALUE = "formula_value"


class Template(Func):
    """SQL written for each database; `{0}` is the first expression. A constant of the code, never of people.

    What is written for PostgreSQL serves where nothing else is said; `foreign` is for one that another program keeps.
    """

    def __init__(
        self,
        *expressions: Any,
        postgresql: str,
        sqlite: str = "",
        mysql: str = "",
        foreign: str = "",
        output_field: Any,
    ) -> None:
        self.postgresql = postgresql
        self.texts = {"sqlite": sqlite, "mysql": mysql, "foreign": foreign}
        super().__init__(*expressions, output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any, *_how: Any, **context: Any) -> Any:
        compiled = [compiler.compile(expression) for expression in self.get_source_expressions()]
        text, params = [], []
        for index, piece in enumerate(_PLACE.split(self._text(connection))):
            if index % 2:
                sql, values = compiled[int(piece)]
                text.append(sql)
                params.extend(values)
            else:
                text.append(piece)
        return "".join(text), tuple(params)

    def _text(self, connection: Any) -> str:
        is_foreign = connection.vendor == "postgresql" and getattr(connection, "fold_template", "")
        return self.texts.get("foreign" if is_foreign else connection.vendor) or self.postgresql


class _Day(TruncDate):
    """The day of a moment, on the firm's clock; MariaDB knows the zones of others only where somebody loaded them."""

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.lhs)
        return f"DATE({sql})", params


def expression(bound: Bound, view: Viewpoint) -> Any:
    """The formula in SQL, for records of the object that it was held against; of its type, not yet rounded."""
    match bound:
        case Constant(type, value):
            return constant(type, value)
        case Moment(type):
            return constant(type, view.today if type == DATE else view.now)
        case Own(type, _object, field):
            return typed(field)
        case Behind(type, _object, hop, inner):
            return _behind(type, hop, inner, view)
        case Applied(type, function, arguments):
            given = [expression(argument, view) for argument in arguments]
            if function is DAY_OF:
                return _Day(given[0], tzinfo=view.zone)
            given = [Fold(one) for one in given] if function.folds else given
            return Template(*given, **function.texts(len(given)), output_field=COLUMNS[type])


def finishing(value: Any, result: Result, *, added_up: bool = False) -> Any:
    """The value of a formula as a field of the kind has it; a number that no field could hold is nothing."""
    if result.type == TEXT:
        cut = f"SUBSTR({{0}}, 1, {MOST_TEXT})"
        return Template(value, postgresql=cut, mysql=f"({cut} {_BYTE_BY_BYTE})", output_field=COLUMNS[TEXT])
    if result.type != NUMBER:
        return value
    if result.kind == "percent":
        value = Template(value, postgresql="({0} * 100)", output_field=_NUMERIC)
    if added_up:
        # An aggregate must stand where its rows are; it is short enough to be written several times.
        rounded = f"ROUND({{0}} + SIGN({{0}}) * {HAIR:f}, {result.places})"
        return Template(
            value, postgresql=f"(CASE WHEN ABS({{0}}) < {LARGEST} THEN {rounded} END)", output_field=_NUMERIC
        )
    within = f"(SELECT CASE WHEN ABS(w.n) < {LARGEST} THEN {rounding(result.places).replace('{0}', 'w.n')} END"
    return Template(
        value,
        postgresql=f"{within} FROM (SELECT {{0}} AS n) w)",
        mysql=f"(CASE WHEN ABS({{0}}) < {LARGEST} THEN {rounding_mysql(result.places)} END)",
        output_field=_NUMERIC,
    )


def typed(field: Field) -> Any:
    """The value of a field as formulas have it: text and truth never NULL, a percentage as a fraction."""
    value, type = value_expression(field) if field.cleaned is None else field.cleaned, type_of(field) or TEXT
    match type:
        case "number":
            divided = " / 100.0" if field.kind.name == "percent" else ""
            return Template(
                value,
                postgresql=f"(({{0}})::numeric{divided})",
                sqlite=f"({{0}}{divided})",
                mysql=f"(CAST({{0}} AS {MYSQL_NUMBER}){divided})",
                output_field=_NUMERIC,
            )
        case "text":
            return _text(value)
        case "yes_no":
            return Template(value, postgresql="COALESCE({0}, FALSE)", output_field=COLUMNS[YES_NO])
    return _time(value, type) if field.custom else Template(value, postgresql="{0}", output_field=COLUMNS[type])


def _text(value: Any) -> Any:
    return Template(
        value,
        postgresql="(COALESCE({0}, '') COLLATE \"C\")",
        sqlite="COALESCE({0}, '')",
        mysql=f"(COALESCE({{0}}, '') {_BYTE_BY_BYTE})",
        output_field=COLUMNS[TEXT],
    )


def _time(value: Any, type: str) -> Any:
    """A date or moment that is kept as ISO 8601 in JSON; what is none (the field was another once) is nothing."""
    shape = r"^\d\d\d\d-\d\d-\d\d" + (r"T\d\d:\d\d" if type == DATETIME else "$")
    cast = "timestamptz" if type == DATETIME else "date"
    return Template(
        value,
        postgresql=f"(SELECT CASE WHEN v.t ~ '{shape}' THEN v.t::{cast} END FROM (SELECT {{0}} AS t) v)",
        sqlite="REPLACE(REPLACE({0}, 'T', ' '), '+00:00', '')" if type == DATETIME else "{0}",
        output_field=COLUMNS[type],
    )


def _behind(type: str, hop: Hop, inner: Bound, view: Viewpoint) -> Any:
    link: Any = OuterRef(hop.field.column)
    if hop.field.custom:
        link = InJson(OuterRef("custom"), hop.field.name, hop.field.kind.family)
    records = view.reachable(hop.object).filter(pk=link).order_by()
    value = Subquery(
        records.annotate(**{_VALUE: expression(inner, view)}).values(_VALUE)[:1], output_field=COLUMNS[type]
    )
    if type == TEXT:
        return _text(value)
    return (
        Template(value, postgresql="COALESCE({0}, FALSE)", output_field=value.output_field) if type == YES_NO else value
    )


def constant(type: str, value: Any) -> Any:
    """A constant with its type said, so that PostgreSQL need not guess."""
    if value is None:
        cast, mysql = _CASTS[type]
        return Template(
            postgresql=f"NULL::{cast}", sqlite="NULL", mysql=f"CAST(NULL AS {mysql})", output_field=COLUMNS[type]
        )
    if type == YES_NO:
        return Template(postgresql="TRUE" if value else "FALSE", output_field=COLUMNS[YES_NO])
    constant = Value(value, output_field=COLUMNS[type])
    if type == NUMBER:
        assert isinstance(value, Decimal)
        # Digits and a point, made by Decimal itself: no parameter, whose type one database would take for text.
        return Template(
            postgresql=f"({value:f})::numeric",
            sqlite=f"{value:f}",
            mysql=f"CAST({value:f} AS {MYSQL_NUMBER})",
            output_field=_NUMERIC,
        )
    if type == TEXT:
        return Template(
            constant,
            postgresql='({0}::text COLLATE "C")',
            sqlite="{0}",
            mysql=f"(CONVERT({{0}} USING utf8mb4) {_BYTE_BY_BYTE})",
            output_field=COLUMNS[TEXT],
        )
    assert type != DATETIME or isinstance(value, datetime)
    return Template(
        constant,
        postgresql=f"{{0}}::{_CASTS[type][0]}",
        sqlite="{0}",
        mysql=f"CAST({{0}} AS {_CASTS[type][1]})",
        output_field=COLUMNS[type],
    )
