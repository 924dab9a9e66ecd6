"""Conditions on one record, or on a mapping of field names to values, without asking SQL for the answer.

The meaning is that of `sql.py`, to which a property test holds it. A mapping may nest: a link's name leads to a
mapping, a record or a number, a collection's name to a list of mappings or records.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any as AnyValue

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from caruso.kernel.conditions.bound import COUNT, Bound, BoundAggregate, BoundTest, Comparison, Hop, Period
from caruso.kernel.conditions.expressions import PLACES
from caruso.kernel.conditions.operators import EXACT
from caruso.kernel.conditions.tree import All, Any, Not
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field
from caruso.kernel.objects import Held, business_object
from caruso.kernel.text import fold

_READ_FROM_TEXT = ("number", "date", "datetime", "yes_no")


def matches(bound: Bound, subject: AnyValue, view: Viewpoint) -> bool:
    """Whether the record or mapping meets the condition."""
    match bound:
        case All(items):
            return all(matches(item, subject, view) for item in items)
        case Any(items):
            return any(matches(item, subject, view) for item in items)
        case Not(item):
            return not matches(item, subject, view)
        case BoundTest():
            reached = _behind(bound.hops, subject, view)
            return reached is not None and _test(bound, reached)
        case BoundAggregate():
            reached = _behind(bound.hops, subject, view)
            return reached is not None and _aggregate(bound, reached, view)


def _behind(hops: tuple[Hop, ...], subject: AnyValue, view: Viewpoint) -> AnyValue:
    """The record at the end of the hops; None where a link is empty or leads to what does not count."""
    for hop in hops:
        subject = follow(hop, subject, view)
        if subject is None:
            return None
    return subject


def follow(hop: Hop, subject: AnyValue, view: Viewpoint) -> AnyValue:
    if isinstance(subject, Mapping):
        linked = subject.get(hop.field.name)
        if not isinstance(linked, int):
            return linked if linked and _is_live(linked) else None
        number: int | None = linked
    else:
        number = value_in(subject, hop.field)
        if number and view.sees_all(hop.object) and not hop.field.custom:
            try:
                linked = getattr(subject, hop.field.name)
            except ObjectDoesNotExist:
                # Other programs may have taken away what a row still names.
                return None
            return linked if _is_live(linked) else None
    return view.reachable(hop.object).filter(pk=number).first() if number else None


def _is_live(subject: AnyValue) -> bool:
    binned_at = subject.get("binned_at") if isinstance(subject, Mapping) else subject.binned_at
    return not binned_at


def value_in(subject: AnyValue, field: Field) -> AnyValue:
    """The value of a field; of a link its number."""
    if isinstance(subject, Mapping):
        if field.computed is not None and field.name not in subject:
            return field.computed.value(subject)
        value = subject.get(field.base_column or field.name)
        if value is None and field.custom:
            value = (subject.get("custom") or {}).get(field.name)
        if field.kind.family == "link":
            value = value.get("id") if isinstance(value, Mapping) else getattr(value, "pk", value)
        return _typed(value, field)
    if field.kind.family == "link" and not field.custom:
        return getattr(subject, f"{field.name}_id")
    return getattr(subject, field.base_column) if field.base_column else field.value_of(subject)


def _typed(value: AnyValue, field: Field) -> AnyValue:
    """Values of a mapping may come as JSON keeps them; what cannot be read is nothing."""
    if not isinstance(value, str) or field.kind.family not in _READ_FROM_TEXT:
        return value
    try:
        return field.kind.parse(value, field)
    except ValidationError:
        return None


def _test(bound: BoundTest, subject: AnyValue) -> bool:
    value, field, comparison = value_in(subject, bound.field), bound.field, bound.comparison
    if bound.part is not None:
        part = bound.part
        return any(compare(part.kind.load(entry.get(part.name)), part, comparison) for entry in value or ())
    if field.kind.family in ("choices", "links", "records", "entries"):
        return _compare_list(value or [], field, comparison)
    return compare(value, field, comparison)


def _compare_list(values: Iterable[AnyValue], field: Field, comparison: Comparison) -> bool:
    if comparison.operator == "is not empty":
        return bool(values)
    form = fold if field.kind.family == "links" else str
    held, wanted = {form(value) for value in values}, {form(value) for value in comparison.value}
    return wanted <= held if comparison.operator == "has all" else not wanted.isdisjoint(held)


def compare(value: AnyValue, field: Field, comparison: Comparison) -> bool:
    """A single value compared; nothing compares with nothing."""
    if value is None or value == "":
        return False
    wanted = comparison.value
    match comparison.operator:
        case "is not empty":
            return True
        case "within":
            return _within(value, wanted)
        case "returns":
            return bool(wanted.has(value))
        case "between":
            low, high = wanted
            return bool(low <= value <= high)
        case "<":
            return bool(value < wanted)
        case "<=":
            return bool(value <= wanted)
        case ">":
            return bool(value > wanted)
        case ">=":
            return bool(value >= wanted)
        case "in":
            return _is_one_of(value, field, wanted)
        case "contains":
            return fold(wanted) in fold(str(value))
        case "starts with":
            return fold(str(value)).startswith(fold(wanted))
        case _:
            return fold(str(value)).endswith(fold(wanted))


def _within(value: AnyValue, period: Period) -> bool:
    return (period.start is None or value >= period.start) and (period.end is None or value < period.end)


def _is_one_of(value: AnyValue, field: Field, wanted: tuple[AnyValue, ...]) -> bool:
    if field.kind.family != "text":
        return value in wanted
    if field.kind.name in EXACT:
        return any(value in (one, one.lower()) for one in wanted)
    return fold(str(value)) in {fold(one) for one in wanted}


def _aggregate(asked: BoundAggregate, subject: AnyValue, view: Viewpoint) -> bool:
    rows: Iterable[AnyValue] = _collected(asked, subject, view)
    if asked.where is not None:
        where = asked.where
        rows = (row for row in rows if matches(where, row, view))
    if asked.function == "any":
        return any(True for _row in rows)
    assert asked.comparison is not None
    if asked.field is None:
        return compare(sum(1 for _row in rows), COUNT, asked.comparison)
    field = asked.field
    values = [value for row in rows if (value := value_in(row, field)) is not None]
    return compare(_result(asked.function, values), field, asked.comparison)


def _result(function: str, values: list[AnyValue]) -> AnyValue:
    """What nothing adds up to is 0; the least, greatest and mean of nothing are nothing."""
    match function:
        case "min":
            return min(values, default=None)
        case "max":
            return max(values, default=None)
    total = Decimal(sum(values))
    if function == "avg":
        if not values:
            return None
        total /= len(values)
    return total.quantize(_FINEST, ROUND_HALF_UP)


_FINEST = Decimal(1).scaleb(-PLACES)


def _collected(asked: BoundAggregate, subject: AnyValue, view: Viewpoint) -> Iterable[AnyValue]:
    """The live records of the collection that the viewer sees; those of a mapping are taken as given."""
    if isinstance(asked.collection, Held):
        return _held(asked.collection, subject, view)
    if isinstance(subject, Mapping):
        return (row for row in subject.get(asked.collection.name) or () if _is_live(row))
    if subject.pk is None:
        return ()
    target = business_object(asked.collection.target)
    records: Iterable[AnyValue] = view.reachable(target).filter(asked.collection.leading_to(subject.pk))
    return records


def _held(held: Held, subject: AnyValue, view: Viewpoint) -> Iterable[AnyValue]:
    """Where a link to several leads, as the subject says it now, stored or not; a mapping may give the records too."""
    given = value_in(subject, business_object(held.holder).field(held.link)) or ()
    yield from (one for one in given if not isinstance(one, int) and _is_live(one))
    numbers = [one for one in given if isinstance(one, int)]
    if numbers:
        yield from view.reachable(business_object(held.target)).filter(pk__in=numbers)
