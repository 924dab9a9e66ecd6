"""Which computers may be reached: never any inside the own network unless the administrator of the machine allows it."""

import ipaddress
import re
import socket

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?")
#: By these a gateway leads to an address of the fourth version, which is at their end.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
#: What Python's own list of local networks does not have.
_LOCAL = tuple(
    ipaddress.ip_network(one) for one in ("192.0.0.0/24", "64:ff9b:1::/48", "fec0::/10", "::/96", "::ffff:0:0:0/96")
)


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


def is_public(text: str) -> bool:
    """Whether a numeric address is somewhere on the internet, beyond the own network."""
    address = _read(text)
    is_local = any(address in network for network in _LOCAL if network.version == address.version)
    return address.is_global and not address.is_multicast and not is_local


def _may_reach(host: str, text: str) -> bool:
    address = _read(text)
    return is_public(text) or any(_is_named(allowed, host, address) for allowed in settings.MAPPED_HOSTS)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Where an address of the sixth version only carries one of the fourth, that one."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address.version == 4:
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_named(allowed: str, host: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return address in ipaddress.ip_network(allowed)
    except ValueError:
        return allowed.lower() == host.lower()
