"""Deliveries as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Delivery
from caruso.sales.panels.contents import ContentsPanel
from caruso.sales.sending.panel import MailsPanel
from caruso.screens.description import Action, Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


def _is_planned(delivery: Delivery) -> bool:
    return delivery.is_planned


def _has_left(delivery: Delivery) -> bool:
    return delivery.is_on_its_way


def _not_arrived(delivery: Delivery) -> bool:
    return delivery.is_planned or delivery.is_on_its_way


@describe(Delivery)
class DeliveryScreen(Screen):
    slug = "deliveries"
    icon = "truck"
    colour = "indigo"
    group = "back_office"
    position = 27
    title = "number"
    columns = ("number", "account", "order", "state", "carrier", "tracking_number", "planned_on", "updated_at")
    subtitle = ("account", "state")
    views = (
        StandardView("open", _("Not arrived"), 'state in ("planned", "shipped")'),
        StandardView("planned", _("To send"), 'state = "planned"'),
    )
    search = ("number", "tracking_number")
    form = (Section(_("Delivery"), "order", "carrier", "tracking_number", "planned_on", "address", "note"),)
    facts = (
        Section(
            _("Delivery"),
            "order",
            "account",
            "state",
            "carrier",
            "tracking_number",
            "planned_on",
            "shipped_at",
            "delivered_at",
            "address",
            "note",
        ),
    )
    panels = (ContentsPanel(), MailsPanel(), FilesPanel())
    actions = (
        Action("ship", _("Hand over to the carrier"), "truck", shown=_is_planned, dialog="sales:ship"),
        Action(
            "arrive",
            _(
                "Delivered",
            ),
            "package-check",
            shown=_has_left,
        ),
        Action("cancel", _("Cancel the delivery"), "ban", shown=_not_arrived),
    )
    importable = False
    mergeable = False
