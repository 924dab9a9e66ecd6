"""Orders as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.customers.panels import ComposerPanel, NextActivityPanel, PlannedPanel
from caruso.sales.approval_panel import ApprovalPanel
from caruso.sales.lines.nested import Lines
from caruso.sales.lines.panel import LinesPanel
from caruso.sales.models import Order
from caruso.sales.models.order import OrderState
from caruso.sales.panels.fulfilment import FulfilmentPanel
from caruso.sales.sending.panel import MailsPanel
from caruso.screens.description import Action, Related, Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


def _is_held(order: Order) -> bool:
    return order.is_held


def _can_be_closed(order: Order) -> bool:
    return order.is_under_way and order.state != OrderState.CONFIRMED


def _can_be_cancelled(order: Order) -> bool:
    return order.can_be_cancelled


def _is_over(order: Order) -> bool:
    return order.is_final


@describe(Order)
class OrderScreen(Screen):
    slug = "orders"
    icon = "shopping-cart"
    colour = "indigo"
    group = "sales"
    position = 23
    title = "number"
    columns = ("number", "account", "state", "gross_total", "ordered_on", "owner", "updated_at")
    subtitle = ("account", "state")
    search = ("number", "customer_reference")
    form = (
        Section(_("Order"), "account", "contact", "opportunity", "ordered_on", "wanted_on", "currency", "language"),
        Section(_("Text"), "intro", "terms"),
        Section(_("Addresses"), "billing_address", "delivery_address", "customer_reference", closed=True),
        Section(_("Background"), "owner", "team", "discount_percent", "rounding", "billing_until", closed=True),
    )
    views = (
        StandardView("open", _("Under way"), 'state in ("held", "confirmed", "partly", "shipped")'),
        StandardView("held", _("On hold"), 'state = "held"'),
    )
    facts = (
        Section(
            _("Order"),
            "account",
            "contact",
            "opportunity",
            "quote",
            "state",
            "ordered_on",
            "wanted_on",
            "net_total",
            "tax_total",
            "gross_total",
            "invoiced_total",
            "billing_until",
            "owner",
            "team",
        ),
        Section(_("Text"), "intro", "terms"),
        Section(_("Addresses"), "billing_address", "delivery_address", "customer_reference", closed=True),
        Section(_("Amounts"), "discount_percent", "discount_total", "cost_total", "margin", "rounding", closed=True),
    )
    panels = (
        ApprovalPanel(),
        FulfilmentPanel(),
        LinesPanel(),
        NextActivityPanel(),
        ComposerPanel(),
        PlannedPanel(),
        Related("invoices", columns=("number", "state", "gross_total"), title=_("Invoices")),
        MailsPanel(),
        FilesPanel(),
    )
    actions = (
        Action("release", _("Release"), "check", shown=_is_held),
        Action("close", _("Close"), "archive", shown=_can_be_closed),
        Action("cancel", _("Cancel the order"), "ban", shown=_can_be_cancelled, dialog="sales:cancel_order"),
        Action("reopen", _("Open again"), "rotate-ccw", shown=_is_over),
    )
    nested = (Lines(),)
    importable = False
    mergeable = False
