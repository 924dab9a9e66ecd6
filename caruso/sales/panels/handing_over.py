"""What is on its way to the back office: the paper itself, how often it was tried, and what comes next."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.kernel.models import User
from caruso.sales.models import Handover
from caruso.sales.models.handover import HandoverState
from caruso.screens.description import Panel, screen_of
from caruso.screens.description.home import HomeCard
from caruso.screens.doors import may_see
from caruso.screens.veil import veiled, without_unseen_links

MOST = 5


class HandoverPanel(Panel):
    template = "sales/orders/handing_over.html"
    label, icon = _("On its way to the back office"), "send-to-back"
    position = "middle"

    def context(self, record: Handover, user: Any) -> dict[str, Any]:
        paper = record.paper
        seen = paper is not None and type(paper).objects.visible_to(user).filter(pk=paper.pk).exists()
        screen = screen_of(paper) if seen else None
        account = paper.account if screen and may_see(screen, user, ("account",)) else None
        return {
            "handover": record,
            "paper_screen": screen,
            "account": account if account and reaches(account, user, "view") else None,
            "sees_amount": screen is not None and may_see(screen, user, ("gross_total",)),
            "title": _("On its way to the back office"),
        }


class RefusedHandovers(HomeCard):
    """On my day: what of mine the back office does not take."""

    name, label, icon = "refused_handovers", _("Not taken by the back office"), "send-to-back"
    title = label
    template, position, order = "sales/orders/refused_handovers.html", "left", 20

    def context(self, user: User) -> dict[str, Any] | None:
        screen = screen_of(Handover)
        if not may_see(screen, user, ("state",)):
            return None
        refused = Handover.objects.visible_to(user).filter(state=HandoverState.REFUSED)
        if not user.access.administers:
            refused = refused.filter(owner=user)
        found = list(refused.select_related("account").order_by("-pk")[:MOST])
        if not found:
            return None
        return {"handovers": without_unseen_links(veiled(found, user), user), "screen": screen}
