"""Panels on the pages of accounts and contacts."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from caruso.customers.about import LINKS, link_to
from caruso.customers.about_links import about_of
from caruso.customers.models import Activity, Affiliation
from caruso.customers.models.activity import COMPLETION, ICONS, ActivityKind, Outcome
from caruso.kernel.access.queryset import reaches
from caruso.screens.description import Panel, Screen, screen_of
from caruso.screens.doors import may_see, may_write
from caruso.screens.veil import veiled

#: What tells that something is planned, and what the composer writes.
WHEN = ("due_at", "done_at")
COMPOSED = ("kind", "subject", "body", *WHEN)


def sees_when(user: Any) -> bool:
    """What is planned is told in the order of a field that may be hidden."""
    return may_see(screen_of(Activity), user, WHEN)


def may_compose(user: Any) -> bool:
    """Whether this person may write down what happened: make activities, and every field that doing so sets."""
    screen = screen_of(Activity)
    return user.access.may(screen.key, "create") and may_write(screen, user, COMPOSED)


def may_complete(activities: Sequence[Activity], user: Any) -> set[int]:
    """The numbers of those that this person may say are done."""
    if not may_write(screen_of(Activity), user, COMPLETION):
        return set()
    return {activity.pk for activity in activities if reaches(activity, user, "edit")}


class NextActivityPanel(Panel):
    """What is planned next, on top of the timeline, with one click to complete it."""

    template = "customers/panels/next_activity.html"
    label, icon = _("Next activity"), "calendar-check"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        planned = Activity.objects.visible_to(user).filter(done_at=None, due_at__isnull=False, **link_to(record))
        activity = planned.select_related("owner").order_by("due_at", "pk").first()
        if activity is None or not sees_when(user):
            return None
        may_do = may_complete([activity], user)
        veiled([activity], user)
        return {"activity": activity, "icon": ICONS[activity.kind], "may_complete": may_do}


class ComposerPanel(Panel):
    """One place to write a note, log a call or an e-mail, or plan what is next."""

    template = "customers/panels/composer.html"
    label, icon = _("Write a note, log a call"), "pencil"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not may_compose(user):
            return None
        kinds = [(kind, ICONS[kind], ActivityKind(kind).label) for kind in ("note", "call", "email", "meeting", "task")]
        outcomes = Outcome.choices if may_write(screen_of(Activity), user, ["outcome"]) else []
        return {"kinds": kinds, "outcomes": outcomes, "object": record._meta.label_lower}


def takes_activities(screen: Screen) -> bool:
    """Whether people write activities down on the pages of this object."""
    return any(isinstance(panel, ComposerPanel) for panel in (*screen.panels, *screen.late_panels))


class PlannedPanel(Panel):
    """What else is planned with this customer."""

    template = "customers/panels/planned.html"
    label, icon = _("Planned"), "list-checks"
    most = 5

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("customers.activity", "view") or not sees_when(user):
            return None
        planned = Activity.objects.visible_to(user).filter(done_at=None, due_at__isnull=False, **link_to(record))
        rows = list(planned.select_related("owner").order_by("due_at", "pk")[: self.most])
        may_do = may_complete(rows, user)
        name = record._meta.model_name
        # What no link of an activity leads to is planned with the composer, which knows the way.
        may_add = name in LINKS and user.access.may("customers.activity", "create")
        add = f"{screen_of(Activity).url('new')}?{name}={record.pk}" if may_add else ""
        return {"rows": veiled(rows, user), "add": add, "icons": ICONS, "may_complete": may_do}


class AboutPanel(Panel):
    """What an activity is about, beside the customer."""

    template = "customers/panels/about.html"
    label, icon = _("About"), "link"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        about = about_of([record], user).get(record.pk)
        return {"about": about} if about else None


#: What the panel of people shows of them and asks for their rights; whole contacts have fifty columns each.
PEOPLE = (
    *("role", "job_title", "primary", "account", "owner", "team", "custom"),
    *(f"contact__{name}" for name in ("name", "sort_name", "job_title", "photo", "custom")),
)


class PeoplePanel(Panel):
    """The people of an account, each with the role they have there."""

    template = "customers/panels/people.html"
    label, icon = _("People"), "users-round"
    most = 8

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not all(user.access.may(object, "view") for object in ("customers.contact", "customers.affiliation")):
            return None
        visible = screen_of("customers.contact").model.objects.visible_to(user).filter(pk=OuterRef("contact"))
        # EXISTS, so that the database begins at the account and not at everybody who can be seen.
        affiliations = Affiliation.objects.visible_to(user).filter(Exists(visible), account=record)
        ordered = affiliations.select_related("contact").only(*PEOPLE).order_by("-primary", "contact__sort_name")
        rows = list(ordered[: self.most + 1])
        people = [row.contact for row in veiled(rows, user) if row.contact_id]
        veiled(people, user)
        screen = screen_of("customers.contact")
        may_add = user.access.may(screen.key, "create")
        return {
            "title": _("People"),
            "rows": [row for row in rows[: self.most] if row.contact_id],
            "more": len(rows) > self.most,
            "account": record,
            "add": f"{screen.url('new')}?account={record.pk}" if may_add else "",
        }


class AccountsPanel(Panel):
    """The accounts of a person, each with the role they have there."""

    template = "customers/panels/accounts.html"
    label, icon = _("Accounts"), "building-2"
    most = 8

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not all(user.access.may(object, "view") for object in ("customers.account", "customers.affiliation")):
            return None
        visible = screen_of("customers.account").model.objects.visible_to(user).filter(pk=OuterRef("account"))
        affiliations = Affiliation.objects.visible_to(user).filter(Exists(visible), contact=record)
        rows = list(affiliations.select_related("account").order_by("-primary", "account__sort_name")[: self.most])
        screen = screen_of(Affiliation)
        editable = {row.pk for row in rows if reaches(row, user, "edit")}
        rows = [row for row in veiled(rows, user) if row.account_id]
        may_add = user.access.may(screen.key, "create")
        add = f"{screen.url('new')}?contact={record.pk}" if may_add else ""
        return {"rows": rows, "add": add, "editable": editable}
