"""Opening a mailbox, wherever it was set up; what fails is said in words for a person."""

import base64
import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.reaching import allowed_address, is_public
from caruso.kernel.sealing import SecretLost
from caruso.sales.models.lead_mailbox import PLAIN_PORT, TLS_PORT, LeadMailbox

#: Seconds.
PATIENCE = 20
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+")


class MailboxAway(Exception):
    """The mailbox cannot be opened; the message is for a person, and never holds the password."""


@dataclass(frozen=True)
class Mailbox:
    """Where to look. `address` is the numeric one to connect to; empty to look it up."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    over_tls: bool
    address: str = ""

    @classmethod
    def from_url(cls, url: str) -> "Mailbox":
        """From an address such as `imaps://sales%40firm.example:secret@imap.firm.example/INBOX`.

        Raises ImproperlyConfigured; the message does not repeat the password.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise ImproperlyConfigured("CARUSO_LEADS_MAILBOX must look like imaps://user:password@host/INBOX")
        over_tls = parts.scheme == "imaps"
        if not over_tls and parts.hostname not in LOOPBACK:
            raise ImproperlyConfigured("CARUSO_LEADS_MAILBOX without TLS (imap://) is only for this very machine")
        port = parts.port or (TLS_PORT if over_tls else PLAIN_PORT)
        user, password = unquote(parts.username), unquote(parts.password or "")
        return cls(parts.hostname, port, user, password, unquote(parts.path.strip("/")) or "INBOX", over_tls)

    @classmethod
    def of(cls, kept: LeadMailbox) -> "Mailbox":
        """As an administrator set it up. Raises MailboxAway for a place that may not be reached any more."""
        try:
            address = checked_place(kept)
            password = kept.password
        except SecretLost:
            raise MailboxAway(_("Its password cannot be read any more; please type it again.")) from None
        except ValidationError as problem:
            raise MailboxAway(" ".join(problem.messages)) from None
        folder = _in_utf7(kept.folder)
        return cls(kept.host, kept.port_used, kept.username, password, folder, kept.over_tls, address)

    @contextlib.contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """The server with the folder selected. Raises MailboxAway."""
        server = self._connected()
        try:
            self._enter(server)
            yield server
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                server.logout()

    def _connected(self) -> imaplib.IMAP4:
        try:
            return (_OverTls if self.over_tls else _Plain)(self)
        except ssl.SSLError:
            raise MailboxAway(_("The server shows no certificate that can be trusted for this name.")) from None
        except (imaplib.IMAP4.error, OSError):
            raise MailboxAway(_("Nobody answers there by IMAP. Are host and port right?")) from None

    def _enter(self, server: imaplib.IMAP4) -> None:
        try:
            server.login(self.user, self.password)
        except (imaplib.IMAP4.error, UnicodeError):
            raise MailboxAway(_("The server does not let this user in with this password.")) from None
        except OSError:
            raise MailboxAway(_("The server stopped answering.")) from None
        try:
            status, _answer = server.select(f'"{self.folder}"')
        except (imaplib.IMAP4.error, OSError):
            status = "NO"
        if status != "OK":
            raise MailboxAway(_("There is no folder of this name in the mailbox."))


def checked_place(kept: LeadMailbox) -> str:
    """The numeric address of the server. Raises ValidationError where it may not be, or not without encryption."""
    address = allowed_address(kept.host, kept.port_used)
    if not kept.over_tls and is_public(address):
        message = _("Without TLS anybody on the way could read the password; only inside the own network.")
        raise ValidationError({"over_tls": message})
    return address


def _in_utf7(name: str) -> str:
    """The name of a folder as IMAP writes it (RFC 3501, 5.1.3)."""

    def encoded(found: re.Match[str]) -> str:
        code = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=")
        return f"&{code.replace('/', ',')}-"

    return _BEYOND_ASCII.sub(encoded, name.replace("&", "&-"))


class _Plain(imaplib.IMAP4):
    """Connects to the address that was checked, not to one that a second look-up may give."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        super().__init__(box.host, box.port, timeout=PATIENCE)

    def _create_socket(self, timeout: Any = None) -> socket.socket:
        return socket.create_connection((self._box.address or self._box.host, self._box.port), timeout)


class _OverTls(_Plain):
    """The certificate is held against the name of the host."""

    def _create_socket(self, timeout: Any = None) -> socket.socket:
        plain = super()._create_socket(timeout)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._box.host)
