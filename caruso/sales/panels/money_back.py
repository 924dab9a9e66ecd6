"""What is paid back for goods that came back: the credit notes, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.from_return import to_credit
from caruso.sales.models import Invoice, Order, Return
from caruso.sales.models.returned import ReturnOutcome, ReturnState
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see


@dataclass(frozen=True)
class Refund:
    """A return with the credit notes that settle it; `next` is `write`, `issue`, `pay`, or nothing."""

    returned: Return
    notes: list[Invoice]
    may_write: bool
    may_pay: bool

    @property
    def to_issue(self) -> Invoice | None:
        return next((note for note in self.notes if note.is_draft), None)

    @property
    def to_pay(self) -> Invoice | None:
        """What is left after the note has settled its invoice: the customer had paid."""
        return next((one for one in self.notes if self.may_pay and not one.is_draft and one.balance > 0), None)

    @property
    def has_next(self) -> bool:
        return bool(self.may_write or self.to_issue or self.to_pay)


def refunds_of(order: Order, user: Any, *, only: Return | None = None) -> list[Refund]:
    """Of the order's received returns for which the customer gets money; of `only` this one."""
    if not user.access.may("sales.invoice", "view"):
        return []
    back = order.returns.live().filter(state=ReturnState.RECEIVED, outcome=ReturnOutcome.REFUND).order_by("pk")
    returns = list(back.filter(pk=only.pk) if only else back)
    if not returns:
        return []
    notes = list(Invoice.objects.visible_to(user).filter(returned__in=returns).order_by("pk"))
    may_write = user.access.may("sales.invoice", "create") and reaches(order, user, "edit")
    may_pay = user.access.may("sales.payment", "create") and may_see(screen_of(Invoice), user, ("balance",))
    return [
        Refund(
            one,
            [note for note in notes if note.returned_id == one.pk],
            may_write and next(to_credit(one), None) is not None,
            may_pay,
        )
        for one in returns
    ]


class MoneyBackPanel(Panel):
    """On the page of a return: the credit note that settles it, or the way to write one."""

    template = "sales/orders/money_back.html"
    label, icon = _("Money back"), "undo-2"
    position = "middle"

    def context(self, record: Return, user: Any) -> dict[str, Any] | None:
        found = refunds_of(record.order, user, only=record)
        if not found:
            return None
        return {
            "refund": found[0],
            "sees_amounts": may_see(screen_of(Invoice), user, ("gross_total",)),
            "invoice_screen": screen_of(Invoice),
            "title": _("Money back"),
        }
