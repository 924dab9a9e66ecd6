"""Returns as people see them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.sales.models import Return
from caruso.sales.panels.contents import ContentsPanel
from caruso.sales.panels.money_back import MoneyBackPanel
from caruso.screens.description import Action, Screen, Section, StandardView, describe
from caruso.screens.records.files_panel import FilesPanel


def _is_expected(returned: Return) -> bool:
    return returned.is_expected


@describe(Return)
class ReturnScreen(Screen):
    slug = "returns"
    icon = "undo-2"
    colour = "coral"
    group = "back_office"
    position = 28
    title = "number"
    columns = ("number", "account", "order", "state", "reason", "outcome", "received_on", "updated_at")
    subtitle = ("account", "state")
    views = (StandardView("open", _("Expected"), 'state = "expected"'),)
    search = ("number", "note")
    form = (Section(_("Return"), "order", "reason", "outcome", "note"),)
    facts = (Section(_("Return"), "order", "account", "state", "reason", "outcome", "received_on", "note"),)
    panels = (ContentsPanel(), MoneyBackPanel(), FilesPanel())
    actions = (
        Action("receive", pgettext_lazy("what to do", "Received"), "package-check", shown=_is_expected),
        Action("refuse", _("Refuse"), "ban", shown=_is_expected),
    )
    importable = False
    mergeable = False
