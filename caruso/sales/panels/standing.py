"""What an account owes, what it may owe, and how punctually it pays."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import show_money
from caruso.sales.credit import standing_of
from caruso.sales.models import CreditTerms, Invoice, Order
from caruso.sales.models.invoice import InvoiceKind, InvoiceState
from caruso.sales.rules.punctuality import LOOKED_BACK, Paid, hue, punctuality
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see
from caruso.screens.veil import veiled

MOST_JUDGED = 500
MOST_ORDERS = 4


class StandingPanel(Panel):
    """Sums over the whole account, for those who may see its invoices in whatever scope, and what they come to."""

    template = "sales/orders/standing.html"
    label, icon = _("Balance of the account"), "scale"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("sales.invoice", "view"):
            return None
        if not may_see(screen_of(Invoice), user, ("balance", "gross_total", "due_on", "account")):
            return None
        sees_ordered = may_see(screen_of(Order), user, ("gross_total", "account"))
        own = current_organisation().currency
        standing, score = standing_of(record.pk), score_of(record.pk)
        terms = CreditTerms.objects.visible_to(user).filter(account=record).first()
        screen = screen_of(CreditTerms)
        sees_limit = sees_ordered and may_see(screen, user, ("credit_limit",))
        may_agree = user.access.may(screen.key, "create" if terms is None else "edit")
        orders = Order.objects.visible_to(user).filter(account=record).order_by("-ordered_on", "-pk")
        used = round(100 * standing.exposure / terms.credit_limit_base) if terms and terms.credit_limit_base else 0
        return {
            "account": record,
            "balance": show_money(standing.balance, own),
            "overdue": show_money(standing.overdue, own) if standing.overdue else "",
            "ordered": show_money(standing.ordered, own) if standing.ordered and sees_ordered else "",
            "score": score,
            "score_hue": hue(score) if score is not None else "",
            "days_to_pay": terms.payment_days if terms and may_see(screen, user, ("payment_days",)) else None,
            "limit": show_money(terms.credit_limit, terms.currency, cents=False)
            if terms and terms.credit_limit and sees_limit
            else "",
            "used": max(min(used, 100), 0),
            "over": used > 100 and sees_limit,
            "agree": _agree(screen, terms, record) if may_agree else "",
            "orders": veiled(list(orders[:MOST_ORDERS]), user),
            "sees_state": may_see(screen_of(Order), user, ("state",)),
            "order_screen": screen_of(Order),
            "invoice_screen": screen_of(Invoice),
        }


def score_of(account: int) -> int | None:
    """The score of punctuality over all invoices of the account."""
    today = timezone.localdate()
    issued = Invoice.objects.live().filter(
        account=account, kind=InvoiceKind.INVOICE, due_on__gte=today - LOOKED_BACK, gross_base__isnull=False
    )
    judged = issued.exclude(state=InvoiceState.DRAFT).exclude(state=InvoiceState.CREDITED, paid_on=None)
    rows = judged.order_by("-due_on")
    found = rows.values_list("gross_base", "due_on", "paid_on")[:MOST_JUDGED]
    return punctuality([Paid(*row) for row in found], today)


def _agree(screen: Any, terms: CreditTerms | None, account: Any) -> str:
    return screen.url("edit", terms.pk) if terms else f"{screen.url('new')}?account={account.pk}"
