"""Fields of the kind `roll_up`: what the records of a collection come to together.

Every live record counts, whoever looks: the value is a fact of the record, like a stored number. Who shall not know
it gets a role that hides the field.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, IntegerField, Max, Min, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _

from caruso.kernel.conditions import Aggregate, ConditionProblem, check, parse
from caruso.kernel.conditions.bound import Bound as BoundCondition
from caruso.kernel.conditions.bound import BoundAggregate, Comparison
from caruso.kernel.conditions.checking import COMPARED, SUMMED
from caruso.kernel.conditions.memory import compare, matches, value_in
from caruso.kernel.conditions.sql import compared, to_q, together
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import BusinessObject, Collection, business_object
from caruso.objects.formulas import sql
from caruso.objects.formulas.formula import described, system_view
from caruso.objects.formulas.values import NUMBER, RESULTS, Result, as_type, finished, loaded, type_of

log = logging.getLogger(__name__)
ROLL_UPS: Mapping[str, Any] = {"count": Count, "sum": Sum, "min": Min, "max": Max, "avg": Avg}
#: As a condition about related records, because it reads as many.
WEIGHT = 20


@dataclass(frozen=True)
class RollUp:
    """A roll-up held against its object, of which the records of the `target` are a `collection`."""

    target: BusinessObject
    collection: Collection
    function: str
    field: Field | None
    where: "BoundCondition | None"

    @property
    def result(self) -> Result:
        if self.field is None:
            return RESULTS["integer"]
        kind = self.field.kind.name
        return RESULTS["decimal"] if self.function == "avg" and kind == "integer" else RESULTS[kind]


def check_roll_up(asked: Mapping[str, Any], object: BusinessObject) -> RollUp:
    """The roll-up with names resolved. Raises ConditionProblem."""
    function = str(asked.get("function", ""))
    if function not in ROLL_UPS:
        raise ConditionProblem(_("Please choose from the list."), place="function")
    name = str(asked.get("collection", ""))
    if name not in object.gathered:
        raise ConditionProblem(_("Please choose from the list."), place="collection")
    text = str(asked.get("where", "") or "")
    tree = Aggregate("any", name, parse(text) if text.strip() else None)
    bound = check(tree, object, None).bound
    assert isinstance(bound, BoundAggregate)
    target = business_object(bound.collection.target)
    field = None if function == "count" else _summed(target, str(asked.get("field", "")), function)
    return RollUp(target, bound.collection, function, field, bound.where)


def rolled_up_fields(target: BusinessObject, function: str) -> list[Field]:
    """The fields of which this can be worked out; a count needs none."""
    return [] if function == "count" else [one for one in target.fields.values() if _fits(one, function)]


def _fits(field: Field, function: str) -> bool:
    families = ("number",) if function in SUMMED else COMPARED
    return field.kind.family in families and field.kind.name in RESULTS


def _summed(target: BusinessObject, name: str, function: str) -> Field:
    field = target.fields.get(name)
    if field is None:
        raise ConditionProblem(_("Please choose from the list."), place="field")
    if not _fits(field, function):
        said = _("Choose a field with a number; for the least or the greatest, one with a date will do too.")
        raise ConditionProblem(said, place="field")
    return field


class RolledUp:
    """Works out one roll-up field, as `Formula` does a formula."""

    weight = WEIGHT

    def __init__(self, object: str, asked: Mapping[str, Any], result: str) -> None:
        self.object, self.asked = object, asked
        self.result = RESULTS.get(result) or RESULTS["integer"]
        self._bound: RollUp | None = None
        self._reading = False

    @property
    def bound(self) -> RollUp | None:
        if self._bound is None and not self._reading:
            self._reading = True
            try:
                self._bound = check_roll_up(self.asked, business_object(self.object))
            except (ConditionProblem, KeyError) as problem:
                log.warning("A roll-up of %s cannot be used: %s", self.object, problem)
            finally:
                self._reading = False
        return self._bound if self._bound is not None and self._bound.result.type == self.result.type else None

    def expression(self) -> Any:
        bound = self.bound
        if bound is None:
            return sql.finishing(sql.constant(self.result.type, None), self.result)
        rows = together(bound.collection, self._rows(bound).filter(bound.collection.leading_to(OuterRef("pk"))))
        total = self._total(bound)
        found = Subquery(rows.annotate(total=total).values("total"), output_field=total.output_field)
        return self._finished(found, bound, added_up=False)

    def _rows(self, bound: RollUp) -> Any:
        view = system_view()
        rows = view.reachable(bound.target).order_by()
        return rows if bound.where is None else rows.filter(to_q(bound.where, view))

    def _total(self, bound: RollUp) -> Any:
        if bound.field is None:
            return Count("pk", output_field=IntegerField())
        value = sql.typed(bound.field)
        return ROLL_UPS[bound.function](value, output_field=value.output_field)

    def _finished(self, total: Any, bound: RollUp, *, added_up: bool) -> Any:
        """What nothing adds up to is 0; the least, greatest and mean of nothing are nothing."""
        if bound.function in ("count", "sum"):
            total = sql.Template(
                total,
                postgresql="COALESCE({0}, 0)::numeric",
                sqlite="COALESCE({0}, 0)",
                output_field=total.output_field,
            )
        return sql.finishing(total, self.result, added_up=added_up)

    def value(self, subject: Any) -> Any:
        bound = self.bound
        if bound is None:
            return None
        values = [self._value(row, bound) for row in self._collected(subject, bound)]
        values = [value for value in values if value is not None]
        total = _ADDED_UP[bound.function](values)
        return finished(total, self.result) if self.result.type == NUMBER else total

    def _collected(self, subject: Any, bound: RollUp) -> Any:
        if not isinstance(subject, Mapping):
            return self._rows(bound).filter(bound.collection.leading_to(subject.pk)) if subject.pk else ()
        view = system_view()
        rows = subject.get(self.asked["collection"]) or ()
        return [row for row in rows if bound.where is None or matches(bound.where, row, view)]

    def _value(self, row: Any, bound: RollUp) -> Any:
        if bound.field is None:
            return Decimal(1)
        value = as_type(value_in(row, bound.field), type_of(bound.field) or NUMBER)
        return value / 100 if value is not None and bound.field.kind.name == "percent" else value

    def load(self, value: Any) -> Any:
        return loaded(value, self.result)

    def test(self, field: Field, comparison: Comparison) -> Any:
        """Asked of many records: the collection is added up once, not once for each of them.

        Where nothing meets the comparison too, those that do not meet it are left out instead. Links in a table of
        their own have an index to add up each record by.
        """
        bound = self.bound
        if bound is None or bound.collection.links:
            return None
        link = bound.collection.link
        rows = self._rows(bound).filter(**{f"{link}__isnull": False}).values(link)
        asked = compared(self._finished(self._total(bound), bound, added_up=True), field, comparison, False)
        empty = 0 if bound.function in ("count", "sum") else None
        if compare(empty, field, comparison):
            return ~Q(pk__in=rows.annotate(total=self._total(bound)).filter(~asked).values(link))
        return Q(pk__in=rows.annotate(total=self._total(bound)).filter(asked).values(link))


def _mean(values: list[Any]) -> Any:
    return sum(values) / len(values) if values else None


_ADDED_UP: dict[str, Callable[[list[Any]], Any]] = {
    "count": lambda values: Decimal(len(values)),
    "sum": lambda values: sum(values, Decimal(0)),
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "avg": _mean,
}


def roll_up_field(row: CustomField) -> Field:
    """The description of a roll-up field; what kind of value it gives was written down when it was made."""
    computed = RolledUp(row.object, row.options.get("roll_up", {}), row.options.get("result", ""))
    return replace(described(row), kind=kind_named(computed.result.kind), computed=computed)
