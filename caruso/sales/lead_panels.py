"""Panels on the page of a lead."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Account, Contact
from caruso.sales.from_lead import matches_of
from caruso.sales.lead_clock import clock_of
from caruso.sales.models import LeadConsent, Opportunity
from caruso.sales.models.lead import LeadState
from caruso.sales.rules.lead_checks import GRAVE, PROBLEMS
from caruso.sales.scoring import points_of
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see
from caruso.ui.dates import show_moment

BECAME = {"account": Account, "contact": Contact, "opportunity": Opportunity}


class StandingPanel(Panel):
    """How far the lead is, how long there is to call, what it is worth and what is wrong with it."""

    template = "sales/leads/standing.html"
    label, icon = _("Standing of the lead"), "gauge"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        screen = screen_of(record)
        if not may_see(screen, user, ("state",)):
            return None
        context: dict[str, Any] = {"path": _path(record), "rating": record.get_rating_display()}
        context["hue"] = record.COLOURS["rating"].get(record.rating, "gray")
        if may_see(screen, user, ("contact_due_at", "contacted_at")):
            context |= {"clock": clock_of(record), "kept": _kept(record)}
            context["contacted"] = show_moment(record.contacted_at) if record.contacted_at else ""
        if may_see(screen, user, ("score", "rating")):
            context |= {"scored": True, "points": points_of(record, timezone.now()) if record.is_open else []}
        if may_see(screen, user, ("validity", "problems", "email", "phone", "tax_number")):
            context["problems"] = [(_told(one, record), one in GRAVE) for one in record.problems if one in PROBLEMS]
        context["reason"] = record.get_reason_display() if may_see(screen, user, ("reason",)) else ""
        return context


def _told(problem: str, lead: Any) -> str:
    """What is wrong; of missing evidence, which."""
    missing = lead.missing_evidence() if problem == "evidence" else []
    labels = [str(lead.described.field(name).label) for name in missing]
    return f"{PROBLEMS[problem]} {', '.join(labels).capitalize()}".strip()


def _path(lead: Any) -> list[tuple[Any, str]]:
    """Each step with done, here or ahead; the last is how it ended, or may end."""
    end = LeadState.DISQUALIFIED if lead.state == LeadState.DISQUALIFIED else LeadState.CONVERTED
    steps = [LeadState.NEW, LeadState.WORKING, end]
    here = steps.index(LeadState(lead.state))
    return [(step.label, "done" if at < here else "here" if at == here else "ahead") for at, step in enumerate(steps)]


def _kept(lead: Any) -> bool | None:
    """Whether the promise was kept; None while that is open or nothing was promised."""
    if not lead.contacted_at or not lead.contact_due_at:
        return None
    return bool(lead.contacted_at <= lead.contact_due_at)


class MatchesPanel(Panel):
    """Customers that the lead may be."""

    template = "sales/leads/matches.html"
    label, icon = _("Known already?"), "user-check"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not record.is_open:
            return None
        found = matches_of(record, user)
        rows = [(screen_of(one.record), one) for one in (*found.accounts, *found.contacts)]
        return {"rows": rows} if rows else None


class BecamePanel(Panel):
    """What a converted lead has become."""

    template = "sales/leads/became.html"
    label, icon = _("Has become"), "sparkles"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if record.state != LeadState.CONVERTED:
            return None
        rows = []
        for name, model in BECAME.items():
            number = getattr(record, f"{name}_id")
            if number and (one := model.objects.visible_to(user).filter(pk=number).first()):
                rows.append((screen_of(model), one))
        return {"rows": rows}


class ConsentsPanel(Panel):
    """What the person has agreed to, word for word."""

    template = "sales/leads/consents.html"
    title = _("consents")
    label, icon = _("Consents"), "shield-check"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        rows = [(one, show_moment(one.given_at)) for one in self.given(record)]
        return {"rows": rows} if rows else None

    def given(self, record: Any) -> Any:
        return record.consents.all()


class CustomerConsentsPanel(ConsentsPanel):
    """What the customer has agreed to as a lead: that holds on, and ends here when the conversion is undone."""

    def given(self, record: Any) -> Any:
        if isinstance(record, Contact):
            return LeadConsent.objects.filter(lead__contact=record)
        return LeadConsent.objects.filter(lead__account=record, lead__contact=None)
