"""Targets as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Target
from caruso.screens.description import Screen, Section, StandardView, describe


@describe(Target)
class TargetScreen(Screen):
    slug = "targets"
    icon = "target"
    colour = "coral"
    columns = ("name", "measure", "owner", "team", "amount", "pieces", "first_day", "last_day", "updated_at")
    subtitle = ("measure", "owner")
    views = (StandardView("current", _("Under way"), "first_day <= today and last_day >= today", "last_day"),)
    search = ("name",)
    form = (
        Section(_("Target"), "name", "measure", "amount", "currency", "pieces"),
        Section(_("Period"), "span", "first_day", "last_day"),
        Section(_("Whose"), "owner", "team", "territories", "category"),
    )
