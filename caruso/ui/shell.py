"""What every page's frame needs, given to templates as `shell`; nothing is computed until it is shown."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from caruso.kernel.models.notification import unread_count
from caruso.kernel.models.organisation import current_organisation
from caruso.ui import navigation
from caruso.ui.languages import languages
from caruso.ui.navigation import Link


class Shell:
    """The frame around a page for one request."""

    app_name = "Caruso"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        """The person signed in, or None (also while an error page is made before sign-in is known)."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def navigation(self) -> list[tuple[Any, list[Link]]]:
        return navigation.links(self.user, self.request.path) if self.user else []

    @cached_property
    def quick_create(self) -> list[Link]:
        if not self.user:
            return []
        seen = navigation.quick_create.seen_by(self.user)
        return [navigation.Link(entry.label, address, entry.icon, False) for entry, address in seen]

    @cached_property
    def company(self) -> str:
        return current_organisation().name

    @cached_property
    def logo(self) -> int | None:
        """The number of the firm's logo; it changes with the picture, so that browsers notice."""
        return current_organisation().logo_id

    @cached_property
    def unread(self) -> int:
        """Notifications not yet read, capped at 100."""
        return unread_count(self.user.pk) if self.user else 0

    @property
    def seen_as(self) -> Any:
        """The role through whose eyes the administrator looks, or None."""
        return getattr(self.user, "seen_as", None)

    @property
    def theme(self) -> str:
        return getattr(self.user, "theme", "") or "system"

    @property
    def density(self) -> str:
        return getattr(self.user, "density", "") or "comfortable"

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages of the interface, each named in itself."""
        return languages()


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
