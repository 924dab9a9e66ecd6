"""How customers look to people."""

from django.utils.translation import gettext_lazy as _

from caruso.customers.headers import ACCOUNT, CONTACT, PRODUCTS
from caruso.customers.models import Account, Activity, Affiliation, Contact, Relationship
from caruso.customers.models.activity import COMPLETION
from caruso.customers.panels import (
    AboutPanel,
    AccountsPanel,
    ComposerPanel,
    NextActivityPanel,
    PeoplePanel,
    PlannedPanel,
)
from caruso.customers.relationship_panel import RelationshipPanel
from caruso.screens.description import (
    Action,
    Board,
    Calendar,
    MatchRule,
    Related,
    Screen,
    Section,
    StandardView,
    describe,
)
from caruso.screens.matching.panel import PossibleDuplicates
from caruso.screens.records.files_panel import FilesPanel

CUSTOMERS = "customers"


def _is_open(activity: Activity) -> bool:
    return not activity.is_done


def _is_done(activity: Activity) -> bool:
    return activity.is_done


@describe(Account)
class AccountScreen(Screen):
    slug = "accounts"
    icon = "building-2"
    colour = "blue"
    square = True
    group = CUSTOMERS
    position = 10
    vocabulary = ACCOUNT
    products = PRODUCTS
    columns = ("name", "lifecycle_stage", "city", "phone", "email", "owner", "next_activity_at", "updated_at")
    subtitle = ("city", "email")
    search = ("name", "legal_name", "emails", "phones", "city", "tax_number", "registration_number", "website", "tags")
    quick = ("name", "tax_number", "emails", "phones", "roles")
    form = (
        Section(_("Account"), "name", "legal_name", "roles", "lifecycle_stage", "owner", "team", "tags"),
        Section(_("How to reach them"), "emails", "phones", "website", "web", "addresses", "language"),
        Section(_("Company"), "tax_number", "registration_number", "industry", "size", "revenue", "currency", "parent"),
        Section(_("Background"), "source", "source_detail", "external_id", "notes"),
    )
    # The name stands above; beside the timeline people look first for how to reach somebody.
    facts = (form[1], form[0], *form[2:])
    board = Board(lane="lifecycle_stage", total="revenue", card=("city", "owner"))
    panels = (NextActivityPanel(), ComposerPanel())
    #: The whole side of the page, once the facts and the timeline stand.
    late_panels = (
        PeoplePanel(),
        PlannedPanel(),
        RelationshipPanel(),
        FilesPanel(),
        Related("subsidiaries", columns=("name", "city"), title=_("Subsidiaries")),
        PossibleDuplicates(),
    )
    matching = (
        MatchRule(("tax_number",), how="number", weight=1.0),
        MatchRule(("emails",), how="email", weight=0.7),
        MatchRule(("phones",), how="phone", weight=0.6),
        MatchRule(("name", "city"), how="company", weight=0.7),
    )


@describe(Contact)
class ContactScreen(Screen):
    slug = "contacts"
    icon = "contact"
    colour = "amber"
    picture = "photo"
    group = CUSTOMERS
    position = 11
    vocabulary = CONTACT
    products = PRODUCTS
    columns = ("name", "account", "job_title", "email", "phone", "lifecycle_stage", "owner", "updated_at")
    subtitle = ("job_title", "email")
    search = ("name", "nickname", "emails", "phones", "city", "job_title", "tags")
    quick = ("first_name", "last_name", "account", "emails", "phones")
    form = (
        Section(
            _("Person"),
            "salutation",
            "title_before",
            "first_name",
            "middle_name",
            "last_name",
            "title_after",
            "nickname",
        ),
        Section(_("Work"), "account", "job_title", "department", "lifecycle_stage", "owner", "team", "tags"),
        Section(
            _("How to reach them"),
            "emails",
            "phones",
            "addresses",
            "web",
            "preferred_channel",
            "preferred_hours",
            "language",
        ),
        Section(
            _("Personal"), "birthday", "name_day", "anniversaries", "family", "hobbies", "memberships", closed=True
        ),
        Section(_("Background"), "source", "source_detail", "external_id", "notes"),
    )
    facts = (form[2], form[1], *form[3:], form[0])
    board = Board(lane="lifecycle_stage", card=("account", "job_title", "owner"))
    panels = (NextActivityPanel(), ComposerPanel())
    late_panels = (
        PlannedPanel(),
        AccountsPanel(),
        RelationshipPanel(),
        FilesPanel(),
        PossibleDuplicates(),
    )
    matching = (
        MatchRule(("emails",), how="email", weight=0.9),
        MatchRule(("phones",), how="phone", weight=0.6),
        MatchRule(("first_name", "last_name", "city"), how="person", weight=0.6),
        MatchRule(("first_name", "last_name", "account"), how="person", weight=0.8),
    )


@describe(Activity)
class ActivityScreen(Screen):
    slug = "activities"
    icon = "calendar-check"
    colour = "violet"
    group = CUSTOMERS
    position = 12
    title = "subject"
    subtitle = ("kind", "due_at")
    columns = ("subject", "kind", "due_at", "contact", "account", "owner", "outcome", "done_at")
    order = "-due_at"
    views = (
        StandardView("open", _("My open"), "done_at is empty and owner = me", "due_at"),
        StandardView("overdue", _("Overdue"), "done_at is empty and due_at < today", "due_at"),
        StandardView("today", _("My day"), "done_at is empty and owner = me and due_at = today", "due_at"),
        StandardView("upcoming", _("My upcoming"), "done_at is empty and owner = me and due_at > today", "due_at"),
    )
    search = ("subject", "body")
    quick = ("kind", "subject", "due_at", "contact", "owner")
    form = (
        Section(_("Activity"), "kind", "subject", "contact", "account", "owner", "team"),
        Section(_("When"), "due_at", "minutes", "all_day", "reminder_at", "location"),
        Section(_("What was said"), "direction", "body"),
    )
    panels = (AboutPanel(), FilesPanel())
    board = Board(lane="kind", card=("due_at", "contact", "owner"))
    calendar = Calendar(start="due_at", minutes="minutes", all_day="all_day", colour="kind", along=("reminder_at",))
    actions = (
        Action("complete", _("Done"), "check", shown=_is_open, writes=COMPLETION, dialog="customers:complete"),
        Action("reopen", _("Open again"), "rotate-ccw", shown=_is_done, writes=COMPLETION),
    )


@describe(Affiliation)
class AffiliationScreen(Screen):
    slug = "affiliations"
    icon = "network"
    title = "job_title"
    columns = ("contact", "account", "role", "job_title", "primary")
    order = "-created_at"
    quick = ("contact", "account", "role", "job_title")
    form = (Section("", "contact", "account", "role", "job_title", "primary"),)
    in_search = False
    importable = False


@describe(Relationship)
class RelationshipScreen(Screen):
    slug = "relationships"
    icon = "waypoints"
    title = "kind"
    columns = ("from_contact", "from_account", "kind", "to_contact", "to_account", "note")
    order = "-created_at"
    form = (Section("", "kind", "from_contact", "from_account", "to_contact", "to_account", "note"),)
    in_search = False
    importable = False
