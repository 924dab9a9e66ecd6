"""What has been reached of targets: counted live, and only from what the viewer may see."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind
from caruso.kernel.models import User
from caruso.sales.insight.category_lines import category_sums, issued, placed, signed
from caruso.sales.insight.parts import in_days, in_moments, part_of
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import Opportunity, Target
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.models.target import Measure

#: What each measure is counted from: business object and fields that must not be hidden.
SOURCES = {
    Measure.WON: ("sales.opportunity", ("amount", "outcome", "closed_at")),
    Measure.DEALS: ("sales.opportunity", ("outcome", "closed_at")),
    Measure.ORDERED: ("sales.order", ("net_total", "state", "ordered_on")),
    Measure.INVOICED: ("sales.invoice", ("net_total", "kind", "issued_on")),
    Measure.ACTIVITIES: ("customers.activity", ("done_at",)),
}
#: Beside those, what tells which products were won.
OF_WON_PRODUCTS = ("sales.quote", ("net_total", "state"))


def may_count(target: Target, user: User) -> bool:
    """Whether the figures behind this target are for this person."""
    of_products = target.measure == Measure.WON and target.category_id is not None
    sources = [SOURCES[Measure(target.measure)], *([OF_WON_PRODUCTS] if of_products else [])]
    return all(_sees(user, object, fields) for object, fields in sources)


def _sees(user: User, object: str, fields: tuple[str, ...]) -> bool:
    return user.access.may(object, "view") and all(user.access.field(object, name) != "hidden" for name in fields)


def actuals(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[int, Decimal]:
    """By number of the target; one query for each measure however many targets there are. What may not be counted
    is left out."""
    found: dict[int, Decimal] = {}
    for measure, count in _COUNTS.items():
        mine = [target for target in targets if (target.measure, target.category_id is not None) == measure]
        if mine and may_count(mine[0], user):
            values = count(mine, user, teams)
            found |= {target.pk: Decimal(values.get(f"target_{target.pk}") or 0) for target in mine}
    return found


def _any(conditions: Iterable[Q]) -> Q:
    either = Q(pk__in=[])
    for one in conditions:
        either |= one
    return either


def _deals(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    deals = Opportunity.objects.visible_to(user).filter(outcome=StageOutcome.WON)
    parts = {t.pk: in_moments(t, "closed_at") & part_of(t, teams, "account__") for t in targets}
    sums: dict[str, Any] = {}
    for target in targets:
        sums[f"target_{target.pk}"] = (
            Count("pk", filter=parts[target.pk])
            if target.measure == Measure.DEALS
            else Sum("amount_base", filter=parts[target.pk])
        )
    return deals.filter(_any(in_moments(t, "closed_at") for t in targets)).aggregate(**sums)


def _invoices(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    days = {t.pk: in_days(t, "issued_on") for t in targets}
    net = signed(F("net_base"), "kind")
    sums = {f"target_{t.pk}": Sum(net, filter=days[t.pk] & part_of(t, teams, "account__")) for t in targets}
    return issued(user).filter(_any(days.values())).aggregate(**sums)


def _orders(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    days = {t.pk: in_days(t, "ordered_on") for t in targets}
    sums = {f"target_{t.pk}": Sum("net_base", filter=days[t.pk] & part_of(t, teams, "account__")) for t in targets}
    return placed(user).filter(_any(days.values())).aggregate(**sums)


def _activities(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    done = Activity.objects.visible_to(user).exclude(kind=ActivityKind.NOTE)
    parts = {t.pk: in_moments(t, "done_at") & part_of(t, teams, "account__") for t in targets}
    counts = {f"target_{pk}": Count("pk", filter=part) for pk, part in parts.items()}
    return done.filter(_any(in_moments(t, "done_at") for t in targets)).aggregate(**counts)


#: By what is measured, and whether of a product category.
_COUNTS = {
    (Measure.WON, False): _deals,
    (Measure.WON, True): category_sums,
    (Measure.DEALS, False): _deals,
    (Measure.ORDERED, False): _orders,
    (Measure.ORDERED, True): category_sums,
    (Measure.INVOICED, False): _invoices,
    (Measure.INVOICED, True): category_sums,
    (Measure.ACTIVITIES, False): _activities,
}
