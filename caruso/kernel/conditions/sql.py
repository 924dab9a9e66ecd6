"""Conditions as SQL: one Q, true or false and never unknown, that multiplies no rows.

Whatever may be NULL is asked for beside its comparison, so a denial includes what is empty, as in memory.
"""

from decimal import Decimal
from typing import Any as AnyValue
from typing import cast

from django.db.models import Avg, Count, DecimalField, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Right, Round
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, In, IsNull, LessThan, LessThanOrEqual

from caruso.kernel.conditions.bound import COUNT, Bound, BoundAggregate, BoundTest, Comparison, Hop, Period
from caruso.kernel.conditions.expressions import PLACES, AnyEntry, Entry, Fold, Place, part_expression, value_expression
from caruso.kernel.conditions.operators import EXACT
from caruso.kernel.conditions.tree import All, Any, Not
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field
from caruso.kernel.link_tables import LeadsTo
from caruso.kernel.objects import BusinessObject, Collection, business_object
from caruso.kernel.text import fold

_AGGREGATES = {"sum": Sum, "min": Min, "max": Max, "avg": Avg}
_ALWAYS = Q(pk__isnull=False)
_NEVER = Q(pk__isnull=True)


def to_q(bound: Bound, view: Viewpoint) -> Q:
    """The condition as a Q over the records of the object that it was bound to."""
    match bound:
        case All(items):
            return _joined([to_q(item, view) for item in items], Q.AND)
        case Any(items):
            return _joined([to_q(item, view) for item in items], Q.OR)
        case Not(item):
            return ~to_q(item, view)
        case BoundTest(object, hops, field, part, comparison):
            return _behind(hops, _test(hops[-1].object if hops else object, field, part, comparison), view)
        case BoundAggregate():
            return _behind(bound.hops, _aggregate(bound, view), view)


def _joined(parts: list[Q], connector: str) -> Q:
    if not parts:
        return _ALWAYS if connector == Q.AND else _NEVER
    return Q(*parts, _connector=connector)


def _behind(hops: tuple[Hop, ...], test: Q, view: Viewpoint) -> Q:
    """A test of the record at the end of the hops, asked of the one at their beginning.

    `IN (SELECT …)` rather than EXISTS: the database may begin at either end of the link.
    """
    for hop in reversed(hops):
        link = value_expression(hop.field)
        found = view.reachable(hop.object).filter(test).order_by().values("pk")
        test = Q(In(link, found)) & Q(IsNull(link, False))
    return test


def _test(object: BusinessObject, field: Field, part: Field | None, comparison: Comparison) -> Q:
    if part is not None:
        return Q(AnyEntry(value_expression(field), compared(part_expression(part), part, comparison, True)))
    if field.kind.family == "records":
        return _records_test(field, comparison)
    if field.kind.family in ("choices", "links", "entries"):
        return _list_test(object, field, comparison)
    if field.computed is not None and (quicker := field.computed.test(field, comparison)) is not None:
        return cast(Q, quicker)
    return compared(value_expression(field), field, comparison, field.custom)


def compared(expression: AnyValue, field: Field, comparison: Comparison, in_json: bool) -> Q:
    """A single value compared; `in_json` tells that times are kept as ISO 8601."""
    known = Q(IsNull(expression, False))
    value = comparison.value
    match comparison.operator:
        case "is not empty":
            is_text = field.kind.family in ("text", "choice")
            return Q(GreaterThan(expression, Value(""))) & known if is_text else known
        case "within":
            return _within(expression, value, field, in_json) & known
        case "returns":
            return cast(Q, value.as_q(expression, is_text=in_json) & known)
        case "between":
            low, high = (_literal(bound) for bound in value)
            return Q(GreaterThanOrEqual(expression, low), LessThanOrEqual(expression, high)) & known
        case "<" | "<=" | ">" | ">=":
            return Q(_LOOKUPS[comparison.operator](expression, _literal(value))) & known
        case "in":
            return _one_of(expression, field, value) & known
        case _:
            return _part_of_text(Fold(expression), comparison.operator, fold(value)) & known


_LOOKUPS = {"<": LessThan, "<=": LessThanOrEqual, ">": GreaterThan, ">=": GreaterThanOrEqual}


def _literal(value: AnyValue) -> Value:
    if isinstance(value, Decimal):
        return Value(value, output_field=DecimalField(max_digits=30, decimal_places=10))
    return Value(value)


def _one_of(expression: AnyValue, field: Field, values: tuple[AnyValue, ...]) -> Q:
    if not values:
        return _NEVER
    if field.kind.family == "number":
        return _joined([Q(Exact(expression, _literal(value))) for value in values], Q.OR)
    if field.kind.family == "text":
        if field.kind.name in EXACT:
            return Q(In(expression, sorted({form for value in values for form in (value, value.lower())})))
        return Q(In(Fold(expression), sorted({fold(value) for value in values})))
    return Q(In(expression, list(values)))


def _within(expression: AnyValue, period: Period, field: Field, in_json: bool) -> Q:
    start, end = (
        field.kind.dump(moment) if in_json and moment is not None else moment for moment in (period.start, period.end)
    )
    reached = Q() if start is None else Q(GreaterThanOrEqual(expression, Value(start)))
    return reached if end is None else reached & Q(LessThan(expression, Value(end)))


def _part_of_text(folded: Fold, operator: str, needle: str) -> Q:
    match operator:
        case "starts with":
            # A range, so that an index on the folded column serves.
            reached = Q(GreaterThanOrEqual(folded, Value(needle)))
            end = _start_behind(needle)
            return reached if end is None else reached & Q(LessThan(folded, Value(end)))
        case "ends with":
            return Q(Exact(Right(folded, len(needle)), Value(needle)))
        case _:
            return Q(GreaterThan(Place(folded, Value(needle)), 0))


def _list_test(object: BusinessObject, field: Field, comparison: Comparison) -> Q:
    """Tags through their index; other lists element by element."""
    entries = value_expression(field)
    if comparison.operator == "is not empty":
        return Q(AnyEntry(entries, Q(Exact(Value(1), Value(1)))))
    if field.kind.family == "links" and not field.custom:
        return _joined(_tagged(object, comparison), Q.AND)
    entry = Entry(as_text=True)
    element: AnyValue
    if field.kind.family == "links":
        element, values = Fold(entry), [fold(value) for value in comparison.value]
    else:
        element, values = entry, list(comparison.value)
    if comparison.operator == "has any":
        return Q(AnyEntry(entries, Q(In(element, values))))
    return _joined([Q(AnyEntry(entries, Q(Exact(element, Value(value))))) for value in values], Q.AND)


def _records_test(field: Field, comparison: Comparison) -> Q:
    """Links to several records, by their table."""
    if comparison.operator == "is not empty":
        return Q(LeadsTo(field.links, F("pk")))
    wanted = [Value(number) for number in comparison.value]
    if comparison.operator == "has any":
        return Q(LeadsTo(field.links, F("pk"), *wanted))
    return _joined([Q(LeadsTo(field.links, F("pk"), one)) for one in wanted], Q.AND)


def _tagged(object: BusinessObject, comparison: Comparison) -> list[Q]:
    from caruso.kernel.models.tag import Tagging

    folded = sorted({fold(name) for name in comparison.value})
    groups = [folded] if comparison.operator == "has any" else [[name] for name in folded]
    return [
        Q(pk__in=Tagging.objects.filter(object=object.key, tag__folded__in=names).values("record")) for names in groups
    ]


def _aggregate(asked: BoundAggregate, view: Viewpoint) -> Q:
    target = business_object(asked.collection.target)
    rows = view.reachable(target).filter(asked.collection.leading_to(OuterRef("pk"))).order_by()
    if asked.where is not None:
        rows = rows.filter(to_q(asked.where, view))
    if asked.function == "any":
        return Q(Exists(rows))
    assert asked.comparison is not None
    if asked.function == "count":
        total = Coalesce(Subquery(together(asked.collection, rows).annotate(_total=Count("pk")).values("_total")), 0)
        return compared(total, COUNT, asked.comparison, False)
    assert asked.field is not None
    return _compared_total(asked, rows, asked.field)


def together(collection: Collection, rows: AnyValue) -> AnyValue:
    """The rows as one group: they all belong to the same record."""
    if collection.links:
        return rows.annotate(_group=Value(1)).values("_group")
    return rows.values(collection.link)


def _compared_total(asked: BoundAggregate, rows: AnyValue, field: Field) -> Q:
    total: AnyValue = _AGGREGATES[asked.function](value_expression(field))
    result: AnyValue = Subquery(together(asked.collection, rows).annotate(_total=total).values("_total"))
    in_json = field.custom
    if asked.function in ("sum", "avg"):
        # What nothing adds up to is 0; the average of nothing is nothing.
        whole = Coalesce(result, _literal(Decimal(0)), output_field=_TOTAL) if asked.function == "sum" else result
        result, in_json = Round(whole, PLACES, output_field=_TOTAL), False
    assert asked.comparison is not None
    return compared(result, field, asked.comparison, in_json)


def _start_behind(prefix: str) -> str | None:
    """The first text behind all those that begin with the prefix; None for the last character there is."""
    following = ord(prefix[-1]) + 1
    if 0xD800 <= following <= 0xDFFF:
        following = 0xE000
    return prefix[:-1] + chr(following) if following < 0x110000 else None


_TOTAL = DecimalField(max_digits=30, decimal_places=10)
