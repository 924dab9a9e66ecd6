"""Leads as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Account, Contact
from caruso.customers.panels import ComposerPanel, NextActivityPanel, PlannedPanel
from caruso.sales.lead_headers import LEAD, PRODUCTS
from caruso.sales.lead_panels import BecamePanel, ConsentsPanel, CustomerConsentsPanel, MatchesPanel, StandingPanel
from caruso.sales.models import Lead
from caruso.screens.description import Action, Board, MatchRule, Screen, Section, StandardView, add_panels, describe
from caruso.screens.matching.panel import PossibleDuplicates
from caruso.screens.records.files_panel import FilesPanel

#: Lanes into which a card goes only after a question.
ASKING = {"converted": "sales:convert_lead", "disqualified": "sales:disqualify_lead"}

DOUBLE = 'state in ("new", "working") and problems has any ("duplicate", "customer")'


def asks_when_ending(lane: str) -> str:
    return ASKING.get(lane, "")


def is_open(lead: Lead) -> bool:
    return lead.is_open


def is_converted(lead: Lead) -> bool:
    return bool(lead.state == "converted")


def is_disqualified(lead: Lead) -> bool:
    return bool(lead.state == "disqualified")


@describe(Lead)
class LeadScreen(Screen):
    slug = "leads"
    icon = "magnet"
    colour = "coral"
    group = "sales"
    position = 20
    columns = ("name", "contact_due_at", "rating", "score", "state", "email", "phone", "source", "owner", "created_at")
    subtitle = ("company", "email")
    order = "-created_at"
    views = (
        StandardView("waiting", _("Waiting for a call"), 'state = "new" and contacted_at is empty', "contact_due_at"),
        StandardView("open", _("Open leads"), 'state in ("new", "working")', "contact_due_at"),
        StandardView("mine", _("My leads"), 'owner = me and state in ("new", "working")', "contact_due_at"),
        StandardView("duplicates", _("Possible duplicates"), DOUBLE, "-created_at"),
    )
    search = ("name", "email", "phone", "city", "tags")
    quick = ("first_name", "last_name", "company", "email", "phone")
    form = (
        Section(_("Who"), "first_name", "last_name", "company", "job_title", "owner", "team", "tags"),
        Section(
            _("How to reach them"), "email", "phone", "website", "street", "postcode", "city", "country", "language"
        ),
        Section(_("What they want"), "message", "product", "budget", "currency", "contact_due_at"),
        Section(_("Background"), "source", "source_detail", "campaign", "tax_number", "external_id", "notes"),
    )
    board = Board(lane="state", card=("company", "rating", "contact_due_at", "owner"), asks=asks_when_ending)
    panels = (
        StandingPanel(),
        NextActivityPanel(),
        ComposerPanel(),
        BecamePanel(),
        MatchesPanel(),
        PossibleDuplicates(),
        PlannedPanel(),
        ConsentsPanel(),
        FilesPanel(),
    )
    actions = (
        Action("convert", _("Convert"), "sparkles", shown=is_open, writes=("state",), dialog="sales:convert_lead"),
        Action(
            "disqualify",
            _("Disqualify"),
            "ban",
            shown=is_open,
            writes=("state", "reason"),
            dialog="sales:disqualify_lead",
        ),
        Action("reopen", _("Reopen"), "rotate-ccw", shown=is_disqualified, writes=("state", "reason")),
        Action(
            "take_back",
            _("Undo the conversion"),
            "undo-2",
            shown=is_converted,
            writes=("state",),
            dialog="sales:take_back_lead",
        ),
    )
    vocabulary = LEAD
    products = PRODUCTS
    matching = (
        MatchRule(("email",), how="email", weight=0.9),
        MatchRule(("phone",), how="phone", weight=0.7),
        MatchRule(("tax_number",), how="number", weight=0.8),
        MatchRule(("company", "city"), how="company", weight=0.5),
    )


add_panels(Contact, CustomerConsentsPanel())
add_panels(Account, CustomerConsentsPanel())
