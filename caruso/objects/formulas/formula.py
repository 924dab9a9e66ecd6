"""Fields of the kind `formula`."""

import logging
from dataclasses import replace
from typing import Any

from django.utils import timezone

from caruso.kernel.conditions import ConditionProblem
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.labels import later
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.objects import business_object
from caruso.objects.formulas import memory, sql
from caruso.objects.formulas.amounts import is_amount
from caruso.objects.formulas.bound import Bound
from caruso.objects.formulas.checking import check_formula, weight
from caruso.objects.formulas.values import RESULTS, USUAL_RESULT, finished, loaded, nothing

log = logging.getLogger(__name__)


def system_view() -> Viewpoint:
    """A formula comes to the same for everybody: today is the firm's, and every record counts."""
    return Viewpoint(None, timezone.now())


class Formula:
    """Works out one formula. It is read when it is first needed: fields may speak of fields that are described later."""

    def __init__(self, object: str, text: str, result: str) -> None:
        self.object, self.text = object, text
        self.result = RESULTS.get(result) or RESULTS["text"]
        self._bound: Bound | None = None
        self._weight = 0
        self._reading = False

    @property
    def bound(self) -> Bound | None:
        """The formula, None where it cannot be used (any more): it then gives nothing, and no page breaks."""
        if self._bound is None and not self._reading:
            self._reading = True
            try:
                self._bound = check_formula(self.text, business_object(self.object))
            except (ConditionProblem, KeyError) as problem:
                log.warning("A formula of %s cannot be used: %s", self.object, problem)
                return None
            finally:
                self._reading = False
        return self._bound if self._bound is not None and self._bound.type == self.result.type else None

    @property
    def weight(self) -> int:
        if self._weight == 0:
            self._weight = 1 if self.bound is None else 1 + weight(self.bound)
        return self._weight

    def expression(self) -> Any:
        if self.bound is None:
            return sql.finishing(sql.constant(self.result.type, nothing(self.result.type)), self.result)
        return sql.finishing(sql.expression(self.bound, system_view()), self.result)

    def value(self, subject: Any) -> Any:
        if self.bound is None:
            return nothing(self.result.type)
        return finished(memory.value_of(self.bound, subject, system_view()), self.result)

    def load(self, value: Any) -> Any:
        return loaded(value, self.result)

    def test(self, field: Field, comparison: Any) -> Any:
        return None


def formula_field(row: CustomField) -> Field:
    """The description of a field that a formula gives the value of."""
    formula = Formula(row.object, row.options.get("formula", ""), row.options.get("result", ""))
    return replace(described(row), kind=kind_named(formula.result.kind), computed=formula)


def described(row: CustomField) -> Field:
    """What fields that are worked out have in common."""
    return Field(
        name=row.name,
        label=later(row.labels),
        kind=kind_named("text"),
        editable=False,
        help=row.help_shown,
        visible_when=row.options.get("visible_when", ""),
    )


def usual_result(bound: Bound) -> str:
    """The kind of value that the formula would give if nobody said: an amount where it is worked out of amounts."""
    return "money" if is_amount(bound) else USUAL_RESULT[bound.type]
