"""The card of one's day with the leads that wait for a first call, those with the least time first."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.lead_clock import TOLD_BY, clock_of
from caruso.sales.models import Lead
from caruso.sales.models.lead import LeadState
from caruso.screens.description import screen_of
from caruso.screens.description.home import HomeCard
from caruso.screens.doors import may_see
from caruso.screens.veil import veiled

MOST = 6


class WaitingLeads(HomeCard):
    """My leads with a running clock."""

    name, label, icon = "leads_to_call", _("Leads to call"), "magnet"
    template, order = "sales/leads/waiting.html", 20

    def context(self, user: Any) -> dict[str, Any] | None:
        screen = screen_of(Lead)
        if not user.access.may(screen.key, "view") or not may_see(screen, user, ("owner", *TOLD_BY)):
            return None
        mine = Lead.objects.visible_to(user).filter(owner=user, state=LeadState.NEW, contacted_at=None)
        leads = list(mine.filter(contact_due_at__isnull=False).order_by("contact_due_at", "pk")[: MOST + 1])
        if not leads:
            return None
        rows = [(lead, clock_of(lead)) for lead in leads[:MOST]]
        veiled([lead for lead, _clock in rows], user)
        return {"rows": rows, "more": f"{screen.list_url}?view=mine" if len(leads) > MOST else ""}
