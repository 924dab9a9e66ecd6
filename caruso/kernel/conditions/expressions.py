"""What conditions need from SQL beyond Django: folded text and values inside JSON, alike on both databases."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Expression, F, Func
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex

from caruso.kernel.fields import Field

_SAFE_KEY = re.compile(r"^[\w-]+$")
#: Decimal places that totals and averages are compared with: SQLite adds in binary fractions.
PLACES = 4


class Fold(Func):
    """Text as `text.fold` makes it; ordered byte by byte, so an index on it serves prefixes too."""

    function = "caruso_fold"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # A database that another program keeps has not our function, but says what comes near it.
        template = getattr(connection, "fold_template", "") or '%(function)s(%(expressions)s) COLLATE "C"'
        return super().as_sql(compiler, connection, template=template, **context)

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template=connection.fold_template, **context)


class SortKey(Func):
    """Text as `text.sort_key` makes it, in whose order byte by byte people look names up."""

    function = "caruso_sort_key"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template='%(function)s(%(expressions)s) COLLATE "C"', **context)


class Rank(Func):
    """The place of a choice among those on offer; nothing for what was never offered.

    The values stand in the statement itself, so that an index on the same expression serves.
    """

    output_field = models.IntegerField()

    def __init__(self, source: Combinable, values: Sequence[str]) -> None:
        if not all(map(_SAFE_KEY.match, values)):
            raise FieldError(f"{values!r} are not all choices")
        self.values = tuple(values)
        super().__init__(source)

    @property
    def template(self) -> str:  # type: ignore[override]
        places = "".join(f" WHEN '{value}' THEN {place}" for place, value in enumerate(self.values))
        return f"(CASE %(expressions)s{places} END)"


class Place(StrIndex):
    """Where a text stands in a folded one, from 1; 0 where it does not."""

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # INSTR compares letter by letter, whatever the collation counts as the same; LIKE does not.
        text, needle = self.get_source_expressions()
        sql, params = compiler.compile(text)
        escaped = re.sub(r"([%_\\])", r"\\\1", str(needle.value))
        return f"({sql} LIKE %s)", (*params, f"%{escaped}%")


class InJson(Func):
    """The value under a key of a JSON object, as SQL text, number or truth by the kind of the field.

    Dates are text in ISO 8601 and date-times text in UTC, whose order is that of time.
    """

    arity = 1

    def __init__(self, source: Combinable, key: str, family: str) -> None:
        if not _SAFE_KEY.match(key):
            raise FieldError(f"{key!r} is not a key")
        self.key = key
        self.family = "number" if family == "link" else family
        output: models.Field[Any, Any] = models.TextField()
        if self.family == "number":
            output = models.DecimalField(max_digits=30, decimal_places=10)
        elif self.family == "yes_no":
            output = models.BooleanField()
        super().__init__(source, output_field=output)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        value = f"JSON_EXTRACT(%(expressions)s, '$.\"{self.key}\"')"
        template = f"CAST({value} AS NUMERIC)" if self.family == "number" else value
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        text = f"(%(expressions)s ->> '{self.key}')"
        template = {
            # What is no number (the field was of another kind once) is nothing, not an error.
            "number": f"CASE WHEN {text} ~ '^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$' THEN {text}::numeric END",
            "yes_no": f"((%(expressions)s -> '{self.key}') = 'true'::jsonb)",
        }.get(self.family, f'({text} COLLATE "C")')
        sources, params = compiler.compile(self.get_source_expressions()[0])
        return template % {"expressions": sources}, tuple(params) * template.count("%(expressions)s")


class JsonList(Func):
    """The JSON list under a key of a JSON object."""

    output_field = models.JSONField()

    def __init__(self, source: Combinable, key: str) -> None:
        if not _SAFE_KEY.match(key):
            raise FieldError(f"{key!r} is not a key")
        self.key = key
        super().__init__(source)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"JSON_EXTRACT(%(expressions)s, '$.\"{self.key}\"')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"(%(expressions)s -> '{self.key}')", **context)


class Entry(Expression):
    """One element of the list that the surrounding `AnyEntry` goes through."""

    output_field = models.JSONField()

    def __init__(self, *, as_text: bool = False) -> None:
        super().__init__(output_field=models.TextField() if as_text else models.JSONField())
        self.as_text = as_text

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        if self.as_text and connection.vendor == "postgresql":
            return "(entry.value #>> '{}')", ()
        return "entry.value", ()


class AnyEntry(Func):
    """Whether a test of `Entry()` holds for any element of a JSON list; without a list it does not."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, entries: Combinable, test: Any) -> None:
        super().__init__(entries, test)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._exists(compiler, "SELECT 1 FROM json_each({entries}) AS entry WHERE {test}")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._exists(
            compiler,
            "SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof({entries}) WHEN 'array' "
            "THEN {entries} ELSE '[]'::jsonb END) AS entry(value) WHERE {test}",
        )

    def _exists(self, compiler: Any, select: str) -> tuple[str, tuple[Any, ...]]:
        entries, test = self.get_source_expressions()
        entries_sql, entries_params = compiler.compile(entries)
        test_sql, test_params = compiler.compile(test)
        params = tuple(entries_params) * select.count("{entries}") + tuple(test_params)
        return f"EXISTS({select.format(entries=entries_sql, test=test_sql)})", params


def value_expression(field: Field) -> Combinable:
    """The SQL value of a field of one record: a column, or typed from the JSON of the custom fields.

    An amount of money is compared in the firm's currency where the record keeps it so.
    """
    if field.computed is not None:
        return cast(Combinable, field.computed.expression())
    if field.expression is not None:
        return cast(Combinable, field.expression)
    if not field.custom:
        return F(field.base_column or field.column)
    if field.kind.family in ("choices", "links", "records", "entries"):
        return JsonList(F("custom"), field.name)
    return InJson(F("custom"), field.name, field.kind.family)


def part_expression(part: Field) -> Combinable:
    """The SQL value of one part of the entry at hand."""
    return InJson(Entry(), part.name, part.kind.family)
