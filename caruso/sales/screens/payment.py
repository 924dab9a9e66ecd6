"""Payments as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Payment
from caruso.sales.panels.fulfilment import SettlesPanel
from caruso.screens.description import Action, Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


def _is_open(payment: Payment) -> bool:
    return payment.open_amount != 0


def _is_credit(payment: Payment) -> bool:
    return payment.is_open


def _settles(payment: Payment) -> bool:
    return bool(payment.allocations.exists())


@describe(Payment)
class PaymentScreen(Screen):
    slug = "payments"
    icon = "banknote"
    colour = "green"
    group = "back_office"
    position = 25
    title = "number"
    columns = ("number", "account", "amount", "received_on", "method", "reference", "updated_at")
    subtitle = ("account", "amount")
    search = ("number", "reference")
    quick = ("account", "amount", "received_on", "method", "reference")
    form = (
        Section(
            _("Payment"), "account", "amount", "currency", "received_on", "method", "reference", "note", "external_id"
        ),
    )
    facts = (
        Section(
            _("Payment"),
            "account",
            "amount",
            "open_amount",
            "received_on",
            "method",
            "reference",
            "gives_back",
            "note",
            "external_id",
        ),
    )
    views = (StandardView("credit", _("Not allocated"), "open_amount > 0"),)
    panels = (SettlesPanel(), FilesPanel())
    actions = (
        Action("allocate", _("Settle by hand"), "link", shown=_is_open, dialog="sales:allocate"),
        Action("allocate", _("Settle the oldest"), "wand-sparkles", shown=_is_open),
        Action("take_back_allocations", _("Undo the settlement"), "unlink", shown=_settles),
        Action("give_back_rest", _("Give back"), "undo-2", shown=_is_credit, dialog="sales:give_back"),
    )
    mergeable = False
