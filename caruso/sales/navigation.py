"""The pages of sales in the sidebar that no description gives."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.ui import icons
from caruso.ui.navigation import Entry, sidebar
from caruso.ui.office.places import administers


def _sees_deals(user: Any) -> bool:
    return user.access.may("sales.opportunity", "view")


def start() -> None:
    """Rooms of sales add their entries here."""
    sidebar.add(Entry(_("Approvals"), "sales:approvals", "stamp", group="sales", order=30, visible=_sees_deals))
    for order, label, address, icon in (
        (45, _("Pipelines"), "sales:pipelines", "route"),
        (46, _("Lead rules"), "sales:lead_settings", "magnet"),
        (49, _("Choices"), "sales:choice_lists", "list-checks"),
        (48, _("Billing"), "sales:billing", "receipt"),
        (47, _("Taxes and discounts"), "sales:tax_rates", "percent"),
    ):
        sidebar.add(Entry(label, address, icon, group="administration", order=order, visible=administers))
    icons.draw("gauge", "clipboard-list", "magnet")
    icons.draw("trophy", "scale", "compass", "circle-x", "hourglass", "ban")
    icons.draw("grip-vertical", "chevron-up", "heading", "unfold-vertical", "tags", "boxes", "percent")
