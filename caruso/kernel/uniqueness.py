"""Fields of which no two live records may have the same value.

An index says so in the database, for two people at the same time too; writing asks before, so that the answer stands
beside the field. Text is the same whatever its case and accents, as conditions find it; an e-mail address whatever its
case, because no letter box tells `Anna@` from `anna@`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.db.models import Count
from django.db.models.functions import Lower
from django.db.models.lookups import In
from django.db.models.sql import Query
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions.bound import Comparison
from caruso.kernel.conditions.expressions import Fold, value_expression
from caruso.kernel.conditions.operators import EXACT
from caruso.kernel.conditions.sql import compared
from caruso.kernel.fields import Field
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import BusinessObject, business_object
from caruso.kernel.text import fold

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record

#: How many values that occur twice are named.
_MOST_NAMED = 3
#: Kinds whose columns hold an empty text where nothing is said.
_EMPTY_TEXT = ("text", "choice")


def keep_index(row: CustomField) -> None:
    """Have the database guard a field that is unique, and only such a one. Raises ValidationError where it cannot."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Checks put off to the end of the transaction would forbid an index on the table they are about.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP INDEX IF EXISTS {quote(f'unique_{row.pk}')}")
    if not row.is_unique or row.archived_at:
        return
    described = business_object(row.object)
    field = described.field(row.name)
    _refuse_twins(described.model, field)
    expression = _compiled(_compared_by(field), described.model)
    filled = f"{expression} <> ''" if field.kind.family in _EMPTY_TEXT else f"{expression} IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE UNIQUE INDEX {quote(field.unique)} ON {quote(described.model._meta.db_table)} (({expression}))"
            f" WHERE {quote('binned_at')} IS NULL AND {filled}"
        )


def refuse_taken(records: "Sequence[Record]", changes: Sequence[Mapping[str, Any] | None]) -> None:
    """Raises ValidationError by field where one of these records would have what another has.

    `changes` stands beside `records`: the fields that differ; None for all of them.
    """
    described = records[0].described
    for field in unique_fields(described):
        touched = [record for record, one in zip(records, changes, strict=True) if one is None or field.name in one]
        wanted: dict[Any, Any] = {}
        for record in touched:
            value = _value(record, field)
            if value in (None, ""):
                continue
            if (key := _key(field, value)) in wanted:
                raise _taken(field, value)
            wanted[key] = value
        if wanted and (value := _first_taken(described.model, field, wanted, touched)) is not None:
            raise _taken(field, value)


def unique_fields(described: BusinessObject) -> list[Field]:
    return [field for field in described.fields.values() if field.unique]


@contextmanager
def told_by_field(described: BusinessObject) -> Iterator[None]:
    """What the database refuses because of somebody else at the same moment is said as it would have been before."""
    try:
        yield
    except IntegrityError as problem:
        text = str(problem)
        for field in unique_fields(described):
            if _is_about(text, described, field):
                message = _("Another record has this already, and no two may be alike here.")
                raise ValidationError({field.name: [message]}) from problem
        raise


def _is_about(text: str, described: BusinessObject, field: Field) -> bool:
    """PostgreSQL and SQLite name the index, SQLite of a bare column the column."""
    if field.unique in text.replace('"', "'").split("'"):
        return True
    table = described.model._meta.db_table
    return not field.custom and text.endswith(f"{table}.{described.model._meta.get_field(field.name).column}")  # type: ignore[union-attr]


def _first_taken(model: Any, field: Field, wanted: Mapping[Any, Any], besides: "Sequence[Record]") -> Any:
    """One of the wanted values that a live record has which is not among those written."""
    others = model.objects.filter(_same(field, wanted), binned_at=None)
    numbers = [record.pk for record in besides if record.pk is not None]
    other = (others.exclude(pk__in=numbers) if numbers else others).first()
    return None if other is None else wanted.get(_key(field, _value(other, field)), _value(other, field))


def _same(field: Field, wanted: Mapping[Any, Any]) -> models.Q:
    """What finds those that have one of the wanted values, as the index has them."""
    if field.kind.name == "email":
        return models.Q(In(_compared_by(field), list(wanted)))
    return compared(value_expression(field), field, Comparison("in", tuple(wanted.values())), field.custom)


def _taken(field: Field, value: Any) -> ValidationError:
    if field.kind.family == "link":
        return ValidationError({field.name: [_("Another record has this already, and no two may be alike here.")]})
    message = _("Another record has “%(value)s” already, and no two may be alike here.") % {
        "value": field.as_text(value)[:80]
    }
    return ValidationError({field.name: [message]})


def _value(record: Any, field: Field) -> Any:
    if field.kind.family != "link":
        return field.value_of(record)
    return record.custom.get(field.name) if field.custom else getattr(record, f"{field.name}_id")


def _key(field: Field, value: Any) -> Any:
    if field.kind.name == "email":
        return value.lower()
    return fold(value) if _is_folded(field) else value


def _is_folded(field: Field) -> bool:
    return field.kind.family == "text" and field.kind.name not in EXACT


def _compared_by(field: Field) -> Any:
    if field.kind.name == "email":
        return Lower(value_expression(field))
    return Fold(value_expression(field)) if _is_folded(field) else value_expression(field)


def _compiled(expression: Any, model: type[models.Model]) -> str:
    query = Query(model, alias_cols=False)
    text: str
    text, _params = query.get_compiler(connection=connection).compile(expression.resolve_expression(query))
    return text


def _refuse_twins(model: Any, field: Field) -> None:
    """Raises ValidationError, under the name of the option, where records are alike already."""
    live = model.objects.filter(binned_at=None).annotate(_value=_compared_by(field)).exclude(_value=None)
    filled = live.exclude(_value="") if field.kind.family in _EMPTY_TEXT else live
    twins = filled.order_by().values("_value").annotate(_times=Count("pk")).filter(_times__gt=1)
    if found := [str(one["_value"]) for one in twins[:_MOST_NAMED]]:
        message = _("There are records that are alike already: %(values)s.") % {"values": ", ".join(found)[:200]}
        raise ValidationError({"unique": [message]})
