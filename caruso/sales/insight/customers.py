"""Who brings the revenue, and who has not bought for longer than usual.

*Best customers*: accounts by what was invoiced net in twelve months, less credit notes; the share of the best fifth of
those who bought anything (V. Pareto's observation). *Overdue*: accounts whose next order, by the median of the days
between their orders, lies in the past.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from django.db.models import Case, F, Sum, When
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Invoice, Order, Rhythm
from caruso.sales.models.invoice import InvoiceKind, InvoiceState
from caruso.sales.models.order import OrderState
from caruso.sales.rules.rhythm import Habit, habit

BEST = 5
YEAR = timedelta(days=365)
MOST_SHOWN = 25
AT_ONCE = 100


@dataclass(frozen=True)
class Customer:
    account: Account
    revenue: Decimal
    #: Of all revenue, that of this and of all better ones.
    share: float


@dataclass(frozen=True)
class BestCustomers:
    customers: list[Customer]
    #: (share of customers, share of revenue) along the curve, the best first.
    curve: list[tuple[float, float]]
    count: int
    best_count: int
    best_share: float
    revenue: Decimal


def best_customers(user: User, today: date) -> BestCustomers:
    """Of the last twelve months, from the invoices that the viewer may see; in two questions."""
    issued = Invoice.objects.visible_to(user).exclude(state=InvoiceState.DRAFT)
    net = Sum(Case(When(kind=InvoiceKind.CREDIT_NOTE, then=-F("net_base")), default=F("net_base")))
    rows = issued.filter(issued_on__gt=today - YEAR, issued_on__lte=today)
    sums = [(row["account"], row["net"]) for row in rows.values("account").annotate(net=net).order_by() if row["net"]]
    ranked = sorted(((account, net) for account, net in sums if net > 0), key=lambda one: (-one[1], one[0]))
    total = sum((net for _account, net in ranked), Decimal(0))
    shares = cumulated([net for _account, net in ranked])
    best = ceil(len(ranked) / BEST)
    shown = Account.objects.visible_to(user).in_bulk([account for account, _net in ranked[:MOST_SHOWN]])
    customers = [
        Customer(shown[account], net, shares[place])
        for place, (account, net) in enumerate(ranked[:MOST_SHOWN])
        if account in shown
    ]
    return BestCustomers(customers, curve(shares), len(ranked), best, shares[best - 1] if shares else 0.0, total)


def invoices_behind(account: int, today: date) -> str:
    """The condition of the invoices that make up an account's revenue."""
    first = today - YEAR + timedelta(days=1)
    return f'account = {account} and state != "draft" and issued_on between {first} and {today}'


def cumulated(amounts: list[Decimal]) -> list[float]:
    """The part of the whole up to each amount."""
    total, so_far, found = sum(amounts, Decimal(0)), Decimal(0), []
    for amount in amounts:
        so_far += amount
        found.append(float(so_far / total) if total else 0.0)
    return found


def curve(shares: list[float], points: int = 10) -> list[tuple[float, float]]:
    """Revenue share of the best tenth, two tenths, …"""
    count = len(shares)
    return [(n / points, shares[ceil(count * n / points) - 1]) for n in range(1, points + 1)] if count else []


@dataclass(frozen=True)
class Overdue:
    account: Account
    habit: Habit
    late: int


def overdue(user: User, today: date, most: int = 50, among: Collection[int] | None = None) -> list[Overdue]:
    """Visible accounts that should have ordered, the longest overdue by their own measure first.

    Whoever does not see all orders is told by the visible ones alone. `among` are the accounts asked about, if not all.
    """
    accounts = Account.objects.visible_to(user)
    if among is not None:
        accounts = accounts.filter(pk__in=among)
    kept = Rhythm.objects.filter(next_on__lt=today, account__in=accounts).order_by("-next_on")[:AT_ONCE]
    candidates = list(kept.select_related("account"))
    if user.access.scope("sales.order", "view") == "all":
        habits: dict[int, Any] = {one.account_id: Habit(one.orders, one.days, one.last_on) for one in candidates}
    else:
        habits = _seen_habits(user, [one.account_id for one in candidates])
    found = [
        Overdue(one.account, known, (today - known.next_on).days)
        for one in candidates
        if (known := habits.get(one.account_id)) and known.next_on < today
    ]
    return sorted(found, key=lambda one: -one.late / one.habit.days)[:most]


def _seen_habits(user: User, accounts: list[int]) -> dict[int, Habit | None]:
    orders = Order.objects.visible_to(user).filter(account__in=accounts).exclude(state=OrderState.CANCELLED)
    days: dict[int, list[date]] = {}
    for account, day, created in orders.values_list("account", "ordered_on", "created_at"):
        days.setdefault(account, []).append(day or timezone.localdate(created))
    return {account: habit(ordered) for account, ordered in days.items()}
