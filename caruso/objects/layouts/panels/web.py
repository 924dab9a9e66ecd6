"""A page of another site, of the few that the administrator of the machine allows."""

import re
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.objects.layouts.panels.own import OwnPanel, missing
from caruso.screens.description import Screen, screen_of

_PLACE = re.compile(r"\{(\w+)\}")


class WebPanel(OwnPanel):
    """A frame that may run its own scripts and nothing else. `{city}` in the address is the record's value."""

    kind = "web"
    label = _("Web page")
    icon = "globe"
    template = "objects/layouts/panels/web.html"
    asks: ClassVar = ("url",)

    def check(self, screen: Screen | None) -> None:
        address = self.settings.get("url", "")
        if not is_allowed(_PLACE.sub("", address)):
            hosts = ", ".join(settings.WEB_PANEL_HOSTS)
            if not hosts:
                raise missing("url", _("No site is allowed yet: whoever runs the machine sets CARUSO_WEB_PANEL_HOSTS."))
            raise missing(
                "url", _("Write an address that begins with https:// at one of: %(hosts)s.") % {"hosts": hosts}
            )
        fields = screen.object.fields if screen else {}
        if unknown := [name for name in _PLACE.findall(address) if name not in fields]:
            raise missing("url", _("There is no field “%(name)s”.") % {"name": unknown[0]})

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        address = _PLACE.sub(lambda place: _value(place[1], record, user), self.settings.get("url", ""))
        return {"title": self.title, "url": address} if is_allowed(address) else None


def is_allowed(address: str) -> bool:
    """Whether the address leads over https to one of the allowed hosts, and nowhere else."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = address.isprintable() and "\\" not in address and " " not in address
    named = parts.username is None and parts.password is None and port in (None, 443)
    return plain and named and parts.scheme == "https" and parts.hostname in settings.WEB_PANEL_HOSTS


def _value(name: str, record: Any, user: User) -> str:
    if record is None:
        return ""
    screen = screen_of(record)
    field = screen.object.fields.get(name)
    if field is None or field.kind.family == "link" or user.access.field(screen.key, name) == "hidden":
        return ""
    return quote(field.as_text(field.value_of(record)) or "", safe="")
