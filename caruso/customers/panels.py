"""Panels on the pages of accounts and contacts."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Activity, Affiliation
from caruso.customers.models.activity import ICONS, ActivityKind, Outcome
from caruso.screens.description import Panel, screen_of


def link_to(record: Any) -> dict[str, int]:
    """The field of an activity that leads to this record: `{"contact": 12}`."""
    return {record._meta.model_name: record.pk}


class NextActivityPanel(Panel):
    """What is planned next, on top of the timeline, with one click to complete it."""

    template = "customers/panels/next_activity.html"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        planned = Activity.objects.visible_to(user).filter(done_at=None, due_at__isnull=False, **link_to(record))
        activity = planned.select_related("owner").order_by("due_at", "pk").first()
        return {"activity": activity, "icon": ICONS[activity.kind]} if activity else None


class ComposerPanel(Panel):
    """One place to write a note, log a call or an e-mail, or plan what is next."""

    template = "customers/panels/composer.html"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("customers.activity", "create"):
            return None
        kinds = [(kind, ICONS[kind], ActivityKind(kind).label) for kind in ("note", "call", "email", "meeting", "task")]
        return {"kinds": kinds, "outcomes": Outcome.choices, "link": next(iter(link_to(record)))}


class PlannedPanel(Panel):
    """What else is planned with this customer."""

    template = "customers/panels/planned.html"
    most = 5

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("customers.activity", "view"):
            return None
        planned = Activity.objects.visible_to(user).filter(done_at=None, due_at__isnull=False, **link_to(record))
        rows = list(planned.select_related("owner").order_by("due_at", "pk")[: self.most])
        name, number = next(iter(link_to(record).items()))
        return {"rows": rows, "add": f"{screen_of(Activity).url('new')}?{name}={number}", "icons": ICONS}


class PeoplePanel(Panel):
    """The people of an account, each with the role they have there."""

    template = "customers/panels/people.html"
    most = 8

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not all(user.access.may(object, "view") for object in ("customers.contact", "customers.affiliation")):
            return None
        visible = screen_of("customers.contact").model.objects.visible_to(user).filter(pk=OuterRef("contact"))
        # EXISTS, so that the database begins at the account and not at everybody who can be seen.
        affiliations = Affiliation.objects.live().filter(Exists(visible), account=record)
        rows = list(affiliations.select_related("contact").order_by("-primary", "contact__sort_name")[: self.most + 1])
        return {"title": _("People"), "rows": rows[: self.most], "more": len(rows) > self.most, "account": record}


class AccountsPanel(Panel):
    """The accounts of a person, each with the role they have there."""

    template = "customers/panels/accounts.html"
    most = 8

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not all(user.access.may(object, "view") for object in ("customers.account", "customers.affiliation")):
            return None
        visible = screen_of("customers.account").model.objects.visible_to(user).filter(pk=OuterRef("account"))
        affiliations = Affiliation.objects.live().filter(Exists(visible), contact=record)
        rows = list(affiliations.select_related("account").order_by("-primary", "account__sort_name")[: self.most])
        screen = screen_of(Affiliation)
        may_add = user.access.may(screen.key, "create")
        return {"rows": rows, "add": f"{screen.url('new')}?contact={record.pk}" if may_add else ""}
