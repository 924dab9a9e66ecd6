"""What the firm's own panels have in common."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from caruso.kernel.labels import later
from caruso.kernel.models import User
from caruso.objects.layouts.content import PanelContent
from caruso.screens.description import Panel, Screen


class OwnPanel(Panel):
    """A panel with a title and settings, texts by name. `record` is None on the home page."""

    kind: ClassVar[str]
    label: Any
    icon: str
    #: The settings that it asks for.
    asks: ClassVar[Sequence[str]] = ()

    def __init__(self, content: PanelContent) -> None:
        self.labels = content.get("labels", {})
        self.settings: Mapping[str, str] = content.get("settings", {})
        self.title = later(self.labels) if self.labels else self.label

    def check(self, screen: Screen | None) -> None:
        """Raises ValidationError, by setting, for what makes no sense on this object's page (None: the home page)."""

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        """What the template needs; None to leave the panel out. Raises ValidationError as `check` does."""
        raise NotImplementedError

    def context(self, record: Any, user: User) -> dict[str, Any] | None:
        """As `read`; a panel about what is gone is left out."""
        try:
            return self.read(record, user)
        except ValidationError:
            return None


def missing(name: str, message: Any) -> ValidationError:
    """What is wrong with one setting."""
    return ValidationError({name: message})
