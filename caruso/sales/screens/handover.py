"""The outbox as people see it."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Handover
from caruso.sales.panels.handing_over import HandoverPanel
from caruso.screens.description import Action, Screen, Section, StandardView, describe


def _is_refused(handover: Handover) -> bool:
    return handover.is_refused


def _can_be_set_aside(handover: Handover) -> bool:
    return handover.can_be_set_aside


@describe(Handover)
class HandoverScreen(Screen):
    slug = "handovers"
    icon = "send-to-back"
    group = "back_office"
    position = 31
    title = "title"
    columns = (
        "title",
        "account",
        "kind",
        "state",
        "reason",
        "created_at",
        "attempts",
        "sent_at",
        "reference",
        "order",
        "invoice",
    )
    views = (
        StandardView("refused", _("Refused"), 'state = "refused"'),
        StandardView("waiting", _("Waiting"), 'state = "waiting"'),
    )
    form = (Section("", "state", "reference", "reason"),)
    facts = (
        Section(
            "",
            "kind",
            "order",
            "invoice",
            "account",
            "state",
            "reference",
            "reason",
            "attempts",
            "sent_at",
            "key",
        ),
    )
    panels = (HandoverPanel(),)
    actions = (
        Action("try_again", _("Try again"), "rotate-ccw", shown=_is_refused, writes=("state", "reason")),
        Action(
            "set_aside",
            _("Set aside"),
            "archive",
            shown=_can_be_set_aside,
            writes=("state", "reason"),
            dialog="sales:set_aside",
        ),
    )
    in_search = False
    creatable = False
    list_head = "sales/orders/collect.html"
    importable = False
    mergeable = False
