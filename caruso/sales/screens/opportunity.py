"""Opportunities, and what belongs to one as people see them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.customers.headers.meanings import source
from caruso.customers.models import Account, Contact
from caruso.customers.panels import ComposerPanel, NextActivityPanel, PlannedPanel
from caruso.sales.approval_panel import ApprovalPanel
from caruso.sales.deal_panels import InterestsPanel, KeyPlayersPanel, MilestonesPanel
from caruso.sales.guide_panel import GuidePanel
from caruso.sales.models import Interest, KeyPlayer, Milestone, Opportunity, Rival
from caruso.sales.panels.orders_of_deal import OrdersOfDealPanel
from caruso.sales.quotes.panels import QuotesPanel
from caruso.sales.rules.board import asks_when_closing, days_quiet, has_ended, is_open, lanes_of_pipeline
from caruso.screens.description import (
    Action,
    Board,
    Calendar,
    Milestones,
    Related,
    Schedule,
    Screen,
    Section,
    StandardView,
    add_panels,
    describe,
)
from caruso.screens.records.files_panel import FilesPanel
from caruso.screens.transfer.headers import Term, Vocabulary

#: What the end of a deal writes.
WON = ("stage", "win_reason", "closing_note")
LOST = ("stage", "loss_reason", "lost_to", "closing_note")


#: Other programs have free words for the source: what is none of ours stays beside it.
DEALS = Vocabulary(
    (Term("source", ("Lead Source", "Original Source", "Źródło", "Zdroj")),), meanings={"source": source}
)


@describe(Opportunity)
class OpportunityScreen(Screen):
    slug = "opportunities"
    icon = "handshake"
    colour = "green"
    group = "sales"
    position = 21
    columns = ("name", "account", "stage", "amount", "close_date", "owner", "next_activity_at", "updated_at")
    subtitle = ("account", "stage")
    views = (
        StandardView("open", pgettext_lazy("records", "Open"), 'outcome = "open"', "close_date"),
        StandardView("mine", _("My open"), 'outcome = "open" and owner = me', "close_date"),
    )
    search = ("name", "campaign", "tags")
    quick = ("name", "account", "amount", "close_date")
    form = (
        Section(_("Deal"), "name", "account", "contact", "pipeline", "stage", "amount", "currency", "close_date"),
        Section(_("Chances"), "probability", "commitment", "budget", "spent", "next_step", "owner", "team", "tags"),
        Section(_("Background"), "source", "source_detail", "campaign", "notes", "external_id"),
        Section(_("How it ended"), "win_reason", "loss_reason", "lost_to", "closing_note", closed=True),
    )
    board = Board(
        lane="stage",
        total="amount",
        weighted="weighted_base",
        weight="probability",
        card=("account", "amount", "close_date", "owner"),
        scope="pipeline",
        lanes=lanes_of_pipeline,
        quiet=days_quiet,
        asks=asks_when_closing,
    )
    vocabulary = DEALS
    calendar = Calendar(start="close_date", colour="stage", over=has_ended)
    schedule = Schedule(
        start="created_at",
        end="close_date",
        told=("account", "amount"),
        milestones=Milestones("milestones", day="due_on", reached="reached_on"),
        over=has_ended,
    )
    actions = (
        Action("win", _("Won"), "trophy", shown=is_open, writes=WON, dialog="sales:win"),
        Action("lose", _("Lost"), "circle-x", shown=is_open, writes=LOST, dialog="sales:lose"),
        Action("reopen", _("Open again"), "rotate-ccw", shown=has_ended, writes=("stage", *WON, *LOST)),
    )
    panels = (
        ApprovalPanel(),
        GuidePanel(),
        NextActivityPanel(),
        ComposerPanel(),
        PlannedPanel(),
    )
    #: The whole side of the page, once the guide and the timeline stand.
    late_panels = (
        KeyPlayersPanel(),
        InterestsPanel(),
        QuotesPanel(),
        OrdersOfDealPanel(),
        Related("rivals", columns=("account", "strengths"), title=_("Rivals")),
        MilestonesPanel(),
        FilesPanel(),
    )


@describe(KeyPlayer)
class KeyPlayerScreen(Screen):
    slug = "key-players"
    icon = "user-star"
    title = "contact"
    columns = ("opportunity", "contact", "role", "influence", "attitude")
    order = "-created_at"
    form = (Section("", "opportunity", "contact", "role", "influence", "attitude", "characteristics"),)
    in_search = False
    importable = False


@describe(Rival)
class RivalScreen(Screen):
    slug = "rivals"
    icon = "swords"
    title = "account"
    columns = ("opportunity", "account", "strengths", "weaknesses")
    order = "-created_at"
    form = (Section("", "opportunity", "account", "strengths", "weaknesses"),)
    in_search = False
    importable = False


@describe(Milestone)
class MilestoneScreen(Screen):
    slug = "milestones"
    icon = "flag"
    columns = ("opportunity", "name", "due_on", "reached_on")
    order = "-created_at"
    form = (Section("", "opportunity", "name", "due_on", "reached_on"),)
    in_search = False
    importable = False


@describe(Interest)
class InterestScreen(Screen):
    slug = "interests"
    icon = "shopping-basket"
    title = "product"
    columns = ("opportunity", "product", "quantity", "note")
    order = "-created_at"
    form = (Section("", "opportunity", "product", "quantity", "note"),)
    in_search = False
    importable = False


add_panels(Account, Related("opportunities", columns=("name", "stage", "amount"), title=_("Opportunities")))
add_panels(
    Contact,
    Related("opportunities", columns=("name", "stage", "amount"), title=_("Opportunities")),
    Related("roles_in_deals", columns=("opportunity", "role", "attitude"), title=_("Roles in deals")),
)
