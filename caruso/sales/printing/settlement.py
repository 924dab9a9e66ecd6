"""What has become of an invoice or a credit note so far, and what is still to come, as its reader is told."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caruso.sales.models import Invoice
from caruso.sales.printing import figures


@dataclass(frozen=True)
class Settlement:
    """Sentences; `still` is empty where nothing is open."""

    so_far: list[str]
    still: str


def settlement_of(invoice: Invoice) -> Settlement:
    """In the language that is spoken at the moment."""
    if invoice.is_credit_note:
        still, paid = _("We give back to you: %(amount)s"), _("Given back so far: %(amount)s")
        credited = _("Set off against what was to be paid: %(amount)s")
    else:
        still, paid = _("To pay: %(amount)s"), _("Paid so far: %(amount)s")
        credited = _("Credited so far: %(amount)s")
    sums = [(credited, invoice.credited_total), (paid, invoice.paid_total)]
    said = {"amount": _amount(invoice, invoice.balance)}
    return Settlement(
        [words % {"amount": _amount(invoice, amount)} for words, amount in sums if amount],
        still % said if invoice.balance > 0 else "",
    )


def _amount(invoice: Invoice, amount: Decimal) -> str:
    return f"{figures.amount(amount, invoice.currency)} {invoice.currency}"
