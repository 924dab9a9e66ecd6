"""What an account owes, and what happens when that is more than it may."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import show_money
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.sales.models.billing import OverLimit, billing
from caruso.sales.models.credit_terms import terms_of
from caruso.sales.models.invoice import OPEN, Invoice, InvoiceKind
from caruso.sales.models.money import in_base
from caruso.sales.models.order import UNDER_WAY, Order, OrderState
from caruso.sales.models.payment import Payment

NOTHING = Decimal(0)
OVER_LIMIT = notification_kind("over_limit", gettext_lazy("“%(title)s” takes its customer over the credit limit"))


@dataclass(frozen=True)
class Standing:
    """What an account owes in the firm's currency: invoiced and open, of it overdue, ordered and not invoiced, its credit."""

    open: Decimal
    overdue: Decimal
    ordered: Decimal
    credit: Decimal

    @property
    def balance(self) -> Decimal:
        return self.open - self.credit

    @property
    def exposure(self) -> Decimal:
        """What the firm stands to lose: owed and ordered, less what is paid ahead."""
        return self.open + self.ordered - self.credit


def standing_of(account: int) -> Standing:
    """Counted over everything of the account, whoever's it is."""
    owed = Invoice.objects.live().filter(account=account, state__in=OPEN)
    invoices = owed.filter(kind=InvoiceKind.INVOICE)
    notes = owed.filter(kind=InvoiceKind.CREDIT_NOTE)
    paid_ahead = Payment.objects.live().filter(account=account).exclude(open_amount=0)
    return Standing(
        _sum(invoices, "balance_base"),
        _sum(invoices.filter(due_on__lt=timezone.localdate()), "balance_base"),
        _ordered(account),
        _sum(notes, "balance_base") + _credit(paid_ahead),
    )


def hold_over_limit(order: Order, *, by: Any) -> None:
    """Put an order on hold, or tell its owner, where it takes the account over its credit limit."""
    over = over_limit(order)
    if not over or order.state != OrderState.CONFIRMED:
        return
    if billing().over_limit == OverLimit.HOLD:
        order.change({"state": OrderState.HELD, "hold_reason": over}, by=by, kind="held")
    notify([one for one in (order.owner, order.account.owner) if one], OVER_LIMIT, record=order)


def held_by_credit(order: Order) -> str:
    """Why the order is to wait for somebody who decides about credit; empty where it is not."""
    return over_limit(order) if billing().over_limit == OverLimit.HOLD else ""


def over_limit(order: Order) -> str:
    """Why the order is too much for its account; empty where it is not."""
    terms = terms_of(order.account_id) if order.gross_total > 0 else None
    if terms is None or terms.credit_limit_base is None:
        return ""
    exposure = standing_of(order.account_id).exposure
    if order.is_held:
        exposure += order.gross_base or NOTHING
    if exposure <= terms.credit_limit_base:
        return ""
    own = current_organisation().currency
    return _("With this order %(owed)s would be owed; the credit limit is %(limit)s.") % {
        "owed": show_money(exposure, own),
        "limit": show_money(terms.credit_limit_base, own),
    }


def _ordered(account: int) -> Decimal:
    """Ordered and not invoiced, with tax as the whole order has it."""
    orders = Order.objects.live().filter(account=account, state__in=UNDER_WAY).exclude(net_base=0)
    rows = orders.values_list("gross_base", "net_total", "invoiced_total")
    return sum(
        (max(gross * (net - invoiced) / net, NOTHING) for gross, net, invoiced in rows if gross and net),
        NOTHING,
    )


def _credit(payments: Any) -> Decimal:
    own = current_organisation().currency
    sums: Sequence[tuple[str, Decimal]] = payments.order_by().values_list("currency").annotate(Sum("open_amount"))
    return sum(
        (in_base(amount, currency) or NOTHING if currency != own else amount for currency, amount in sums), NOTHING
    )


def _sum(records: Any, column: str) -> Decimal:
    nothing = Value(NOTHING, output_field=DecimalField(max_digits=18, decimal_places=2))
    total: Decimal = records.order_by().aggregate(sum=Coalesce(Sum(F(column)), nothing))["sum"]
    return total
