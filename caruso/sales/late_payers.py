"""Late payers are visible wherever their name stands, and overdue invoices wherever theirs does."""

from datetime import date

from django.db import models
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.kernel.models import User
from caruso.sales.models.invoice import OPEN, Invoice, InvoiceKind
from caruso.screens.marks import Mark, marks_records


@marks_records("customers.account")
def late_payers(numbers: set[int], user: User) -> dict[int, Mark]:
    """Accounts with an invoice overdue, for everybody who works with invoices: it concerns all who deal with them."""
    if not user.access.may("sales.invoice", "view"):
        return {}
    oldest = _overdue().filter(account__in=numbers).order_by().values_list("account").annotate(Min("due_on"))
    return {number: Mark(_("pays late"), "red", _since(day)) for number, day in oldest}


@marks_records("sales.invoice")
def overdue_invoices(numbers: set[int], user: User) -> dict[int, Mark]:
    return {
        number: Mark(_("overdue"), "red", _since(day))
        for number, day in _overdue().filter(pk__in=numbers).values_list("pk", "due_on")
        if day is not None
    }


def _overdue() -> models.QuerySet[Invoice]:
    today = timezone.localdate()
    found: models.QuerySet[Invoice] = Invoice.objects.live().filter(
        state__in=OPEN, kind=InvoiceKind.INVOICE, due_on__lt=today
    )
    return found


def _since(day: date) -> str:
    days = (timezone.localdate() - day).days
    return ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days}
