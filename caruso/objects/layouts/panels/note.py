"""A text that stands on the page: how things are done here, whom to ask."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.objects.layouts.panels.own import OwnPanel, missing
from caruso.screens.description import Screen


class NotePanel(OwnPanel):
    """Plain text; addresses in it become links."""

    kind = "note"
    label = _("Note")
    icon = "sticky-note"
    template = "objects/layouts/panels/note.html"
    asks: ClassVar = ("text",)

    def check(self, screen: Screen | None) -> None:
        if not self.settings.get("text", "").strip():
            raise missing("text", _("Please fill this in."))

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        return {"title": self.title, "text": self.settings.get("text", "")}
