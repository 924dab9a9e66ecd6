"""Quotes as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.approval_panel import ApprovalPanel
from caruso.sales.lines.nested import Lines
from caruso.sales.lines.panel import LinesPanel
from caruso.sales.models import Quote
from caruso.sales.quotes.panels import EvidencePanel, LinksPanel, PathPanel, QuestionsPanel, VersionsPanel
from caruso.sales.sending.panel import MailsPanel
from caruso.screens.description import Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


@describe(Quote)
class QuoteScreen(Screen):
    slug = "quotes"
    icon = "file-text"
    colour = "violet"
    group = "sales"
    position = 22
    title = "number"
    columns = ("number", "account", "title", "state", "gross_total", "valid_until", "owner", "updated_at")
    subtitle = ("account", "title")
    search = ("number", "title", "customer_reference")
    views = (
        StandardView("drafts", _("Drafts"), 'state = "draft"'),
        StandardView("waiting", _("Waiting for an answer"), 'state = "sent"', "valid_until"),
        StandardView("mine", _("My quotes"), "owner = me"),
    )
    form = (
        Section(_("Quote"), "title", "account", "contact", "opportunity", "valid_until", "currency", "language"),
        Section(_("Text"), "intro", "terms"),
        Section(_("Addresses"), "billing_address", "delivery_address", "customer_reference", closed=True),
        Section(_("Background"), "owner", "team", "discount_percent", "rounding", closed=True),
    )
    panels = (
        ApprovalPanel(),
        PathPanel(),
        QuestionsPanel(),
        LinesPanel(),
        EvidencePanel(),
        VersionsPanel(),
        MailsPanel(),
        LinksPanel(),
        FilesPanel(),
    )
    nested = (Lines(),)
    importable = False
