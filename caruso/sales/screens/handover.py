"""The outbox as people see it."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Handover
from caruso.screens.description import Action, Screen, Section, StandardView, describe


def _is_refused(handover: Handover) -> bool:
    return handover.is_refused


@describe(Handover)
class HandoverScreen(Screen):
    slug = "handovers"
    icon = "send-to-back"
    group = "back_office"
    position = 31
    title = "title"
    columns = ("title", "kind", "order", "invoice", "target", "state", "reference", "reason", "sent_at", "updated_at")
    views = (
        StandardView("refused", _("Refused"), 'state = "refused"'),
        StandardView("waiting", _("Waiting"), 'state = "waiting"'),
    )
    form = (Section("", "state", "reference", "reason"),)
    facts = (
        Section("", "kind", "order", "invoice", "target", "state", "reference", "reason", "attempts", "sent_at", "key"),
    )
    actions = (Action("try_again", _("Try again"), "rotate-ccw", shown=_is_refused, writes=("state", "reason")),)
    in_search = False
    creatable = False
    list_head = "sales/orders/collect.html"
    importable = False
    mergeable = False
