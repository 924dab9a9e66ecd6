"""The lines of a document on its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.lines.shown import read_lines
from caruso.screens.description import Panel, screen_of


class LinesPanel(Panel):
    """All lines with totals and taxes, and the way to the editor while they may be changed."""

    template = "sales/lines/_panel.html"
    label, icon = _("Lines"), "list"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any]:
        may_edit = record.is_editable and not record.in_bin and reaches(record, user, "edit")
        address = reverse("sales:lines", args=[screen_of(record), record.pk]) if may_edit else ""
        return {"edit": address, "read": read_lines(record, user)}
