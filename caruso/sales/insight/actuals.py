"""What has been reached of targets: counted live, and only from what the viewer may see."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DecimalField, ExpressionWrapper, F, Q, Sum, When

from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import Invoice, InvoiceLine, Opportunity, Order, OrderLine, Target
from caruso.sales.models.invoice import InvoiceKind, InvoiceState
from caruso.sales.models.order import OrderState
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.models.target import Measure

NOTHING = Decimal(0)
MONEY = DecimalField(max_digits=30, decimal_places=10)
#: What each measure is counted from: business object and fields that must not be hidden.
SOURCES = {
    Measure.WON: ("sales.opportunity", ("amount", "outcome", "closed_at")),
    Measure.DEALS: ("sales.opportunity", ("outcome", "closed_at")),
    Measure.ORDERED: ("sales.order", ("net_total", "state", "ordered_on")),
    Measure.INVOICED: ("sales.invoice", ("net_total", "kind", "issued_on")),
    Measure.ACTIVITIES: ("customers.activity", ("done_at",)),
}


#: The net of a line, less the discount on its whole document, in the firm's currency.
_SHARE = ExpressionWrapper(
    F("net") * (100 - F("document__discount_percent")) * F("document__net_base") / F("document__net_total") / 100,
    output_field=MONEY,
)


def may_count(measure: str, user: User) -> bool:
    """Whether the figures behind this measure are for this person."""
    object, fields = SOURCES[Measure(measure)]
    return user.access.may(object, "view") and all(user.access.field(object, name) != "hidden" for name in fields)


def actuals(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[int, Decimal]:
    """By number of the target; one query for each measure however many targets there are. What may not be counted
    is left out."""
    found: dict[int, Decimal] = {}
    for measure, count in _COUNTS:
        mine = [target for target in targets if measure(target)]
        if mine and may_count(mine[0].measure, user):
            values = count(mine, user, teams)
            found |= {target.pk: Decimal(values.get(f"target_{target.pk}") or 0) for target in mine}
    return found


def _whose(target: Target, teams: TeamTree, account: str, prefix: str = "") -> Q:
    """The part of the records that the target is about."""
    about = Q()
    if target.owner_id:
        about = Q(**{f"{prefix}owner": target.owner_id})
    elif target.team_id:
        about = Q(**{f"{prefix}team__in": teams.below(target.team_id)})
    return about & Q(**{f"{account}country__in": target.territories}) if target.territories else about


def _moments(target: Target, column: str) -> Q:
    zone = ZoneInfo(current_organisation().time_zone)
    begin = datetime.combine(target.first_day, time(), zone)
    end = datetime.combine((target.last_day or target.first_day) + timedelta(days=1), time(), zone)
    return Q(**{f"{column}__gte": begin, f"{column}__lt": end})


def _any(conditions: Iterable[Q]) -> Q:
    either = Q(pk__in=[])
    for one in conditions:
        either |= one
    return either


def _deals(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    deals = Opportunity.objects.visible_to(user).filter(outcome=StageOutcome.WON)
    parts = {t.pk: _moments(t, "closed_at") & _whose(t, teams, "account__") for t in targets}
    sums: dict[str, Any] = {}
    for target in targets:
        sums[f"target_{target.pk}"] = (
            Count("pk", filter=parts[target.pk])
            if target.measure == Measure.DEALS
            else Sum("amount_base", filter=parts[target.pk])
        )
    return deals.filter(_any(_moments(t, "closed_at") for t in targets)).aggregate(**sums)


def _days(target: Target, prefix: str = "", day: str = "issued_on") -> Q:
    return Q(**{f"{prefix}{day}__gte": target.first_day, f"{prefix}{day}__lte": target.last_day})


def _signed(amount: Any, kind: str) -> Any:
    """What is given back counts against what was invoiced."""
    return Case(When(**{kind: InvoiceKind.CREDIT_NOTE}, then=-amount), default=amount, output_field=MONEY)


def _invoices(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    issued = Invoice.objects.visible_to(user).exclude(state=InvoiceState.DRAFT)
    net = _signed(F("net_base"), "kind")
    sums = {f"target_{t.pk}": Sum(net, filter=_days(t) & _whose(t, teams, "account__")) for t in targets}
    return issued.filter(_any(_days(t) for t in targets)).aggregate(**sums)


def _placed(user: User) -> Any:
    """Orders that count: those that were confirmed and not cancelled since."""
    return Order.objects.visible_to(user).exclude(state__in=(OrderState.HELD, OrderState.CANCELLED))


def _orders(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    days = {t.pk: _days(t, day="ordered_on") for t in targets}
    sums = {f"target_{t.pk}": Sum("net_base", filter=days[t.pk] & _whose(t, teams, "account__")) for t in targets}
    return _placed(user).filter(_any(days.values())).aggregate(**sums)


def _ordered_lines(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    placed = _placed(user).exclude(net_total=0)
    return _of_categories(targets, teams, OrderLine.objects.filter(document__in=placed), _SHARE, "ordered_on")


def _lines(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    issued = Invoice.objects.visible_to(user).exclude(state=InvoiceState.DRAFT).exclude(net_total=0)
    lines = InvoiceLine.objects.filter(document__in=issued)
    return _of_categories(targets, teams, lines, _signed(_SHARE, "document__kind"), "issued_on")


def _of_categories(targets: Sequence[Target], teams: TeamTree, lines: Any, net: Any, day: str) -> dict[str, Any]:
    """What the lines of each target's category come to."""
    parts = {
        t.pk: _days(t, "document__", day) & _whose(t, teams, "document__account__", "document__")
        & Q(product__category=t.category_id)
        for t in targets
    }  # fmt: skip
    mine = lines.filter(product__category__in=[t.category_id for t in targets])
    return mine.aggregate(**{f"target_{pk}": Sum(net, filter=part) for pk, part in parts.items()})


def _activities(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    done = Activity.objects.visible_to(user).exclude(kind=ActivityKind.NOTE)
    parts = {t.pk: _moments(t, "done_at") & _whose(t, teams, "account__") for t in targets}
    counts = {f"target_{pk}": Count("pk", filter=part) for pk, part in parts.items()}
    return done.filter(_any(_moments(t, "done_at") for t in targets)).aggregate(**counts)


_COUNTS = (
    (lambda target: target.measure == Measure.WON, _deals),
    (lambda target: target.measure == Measure.DEALS, _deals),
    (lambda target: target.measure == Measure.ORDERED and not target.category_id, _orders),
    (lambda target: target.measure == Measure.ORDERED and bool(target.category_id), _ordered_lines),
    (lambda target: target.measure == Measure.INVOICED and not target.category_id, _invoices),
    (lambda target: target.measure == Measure.INVOICED and bool(target.category_id), _lines),
    (lambda target: target.measure == Measure.ACTIVITIES, _activities),
)
