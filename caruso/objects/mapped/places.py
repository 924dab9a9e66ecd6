"""Where a database may be: never inside the own network unless the administrator of the machine allows it."""

import ipaddress
import re
import socket
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?")


def allowed_address(host: str, port: int) -> str:
    """The numeric address to connect to, looked up once, so that a second look-up cannot lead elsewhere.

    Raises ValidationError for a host that is unknown, or any of whose addresses is not public and not allowed.
    """
    if not _HOST.fullmatch(host):
        raise ValidationError({"host": _("This is no name or address of a computer.")})
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise ValidationError({"host": _("There is no computer of this name.")}) from None
    for address in found:
        if not _may_reach(host, address):
            raise ValidationError(
                {
                    "host": _(
                        "This address is inside the own network. Whoever runs this machine can allow it: CARUSO_MAPPED_HOSTS."
                    )
                }
            )
    return found[0]


def allowed_file(path: str) -> Path:
    """The file of an SQLite database. Raises ValidationError for one outside the folders that are allowed."""
    try:
        file = Path(path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        file = Path()
    folders = [Path(folder).resolve() for folder in settings.MAPPED_FILES]
    # What is missing and what lies elsewhere get the same answer: it tells nothing of the files of this machine.
    if not any(file.is_relative_to(folder) for folder in folders) or not file.is_file() or _is_own(file):
        raise ValidationError(
            {
                "database": _(
                    "There is no such file in the folders allowed. Whoever runs this machine can allow one: CARUSO_MAPPED_FILES."
                )
            }
        )
    return file


def _may_reach(host: str, text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_global and not address.is_multicast:
        return True
    return any(_is_named(allowed, host, address) for allowed in settings.MAPPED_HOSTS)


def _is_named(allowed: str, host: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return address in ipaddress.ip_network(allowed)
    except ValueError:
        return allowed.lower() == host.lower()


def _is_own(file: Path) -> bool:
    """Whether this is Caruso's own database, which has doors of its own."""
    return any(
        str(one.get("NAME", "")).startswith("/") and Path(str(one["NAME"])).resolve() == file
        for one in (settings.DATABASES["default"],)
    )
