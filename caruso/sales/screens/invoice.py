"""Invoices as people see them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.customers.panels import ComposerPanel, NextActivityPanel, PlannedPanel
from caruso.sales.lines.nested import Lines
from caruso.sales.lines.panel import LinesPanel
from caruso.sales.models import Invoice
from caruso.sales.panels.fulfilment import SettlementPanel
from caruso.sales.sending.panel import MailsPanel
from caruso.screens.description import Related, Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


@describe(Invoice)
class InvoiceScreen(Screen):
    slug = "invoices"
    icon = "receipt"
    colour = "amber"
    group = "back_office"
    position = 24
    title = "number"
    columns = ("number", "account", "state", "gross_total", "balance", "issued_on", "due_on", "owner")
    subtitle = ("account", "state")
    search = ("number", "customer_reference")
    form = (
        Section(_("Invoice"), "account", "contact", "order", "sold_on", "payment_days", "currency", "language"),
        Section(_("Text"), "intro", "terms", "reason"),
        Section(_("Addresses"), "billing_address", "customer_reference", closed=True),
        Section(_("Background"), "owner", "team", "discount_percent", "rounding", closed=True),
    )
    views = (
        StandardView(
            "open", pgettext_lazy("records", "Open"), 'state in ("issued", "partly") and kind = "invoice"', "due_on"
        ),
        StandardView(
            "overdue", _("Overdue"), 'state in ("issued", "partly") and kind = "invoice" and due_on < today', "due_on"
        ),
        StandardView("drafts", _("Drafts"), 'state = "draft"'),
        StandardView("not_sent", _("Not sent yet"), 'state in ("issued", "partly") and sent_at is empty', "-issued_on"),
        StandardView("credit_notes", _("Credit notes"), 'kind = "credit_note"', "-issued_on"),
    )
    facts = (
        Section(
            _("Invoice"),
            "account",
            "contact",
            "order",
            "corrects",
            "returned",
            "kind",
            "state",
            "reason",
            "issued_on",
            "sold_on",
            "payment_days",
            "due_on",
            "net_total",
            "tax_total",
            "gross_total",
            "balance",
            "paid_on",
            "reminders",
            "reminded_on",
            "sent_at",
            "sent_to",
            "owner",
            "team",
        ),
        Section(_("Text"), "intro", "terms"),
        Section(_("Addresses"), "billing_address", "customer_reference", closed=True),
    )
    panels = (
        SettlementPanel(),
        LinesPanel(),
        NextActivityPanel(),
        ComposerPanel(),
        PlannedPanel(),
        Related("corrections", columns=("number", "state", "gross_total"), title=_("Credit notes")),
        MailsPanel(),
        FilesPanel(),
    )
    nested = (Lines(),)
    importable = False
    mergeable = False
