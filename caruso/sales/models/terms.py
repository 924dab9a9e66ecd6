"""For whom and when a price list or a promotion holds."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions import CheckedCondition, ConditionProblem, check, parse
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object

ACCOUNT = "customers.account"


def check_terms(values: Mapping[str, Any]) -> None:
    """Raises ValidationError for a condition that makes no sense, and for a time that ends before it begins."""
    if customers := (values.get("customers") or "").strip():
        try:
            check(parse(customers), business_object(ACCOUNT), None)
        except ConditionProblem as problem:
            raise ValidationError({"customers": str(problem)}) from None
    start, end = values.get("from_day"), values.get("until_day")
    if start and end and end < start:
        raise ValidationError({"until_day": _("This is before it begins.")})


def in_force(day: date) -> Q:
    """Those in use on a day."""
    begun, not_over = Q(from_day=None) | Q(from_day__lte=day), Q(until_day=None) | Q(until_day__gte=day)
    return Q(active=True, binned_at=None) & begun & not_over


def holds_for(customers: str, account: Any, day: date) -> bool:
    """Whether the condition is true of the account; one that nobody understands any more is true of none."""
    if not customers.strip():
        return True
    checked = _checked(current_organisation().schema_version, customers, day)
    return account is not None and checked is not None and checked.matches(account)


@lru_cache(maxsize=256)
def _checked(version: int, customers: str, day: date) -> CheckedCondition | None:
    """Read once a day and version of the firm's schema, because the fields may be others tomorrow."""
    try:
        return check(parse(customers), business_object(ACCOUNT), None)
    except ConditionProblem:
        return None
