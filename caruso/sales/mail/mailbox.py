"""A mailbox whose messages become leads, looked into by the clock."""

import contextlib
import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.mail.receiving import LARGEST, receive

logger = logging.getLogger(__name__)
#: Seconds.
EVERY, PATIENCE = 60.0, 20
#: So many messages at a time; the rest next time.
MOST = 50
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Mailbox:
    """Where to look, from an address such as `imaps://sales%40firm.example:secret@imap.firm.example/INBOX`."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    over_tls: bool

    @classmethod
    def from_url(cls, url: str) -> "Mailbox":
        """Raises ImproperlyConfigured; the message does not repeat the password."""
        parts = urlsplit(url)
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise ImproperlyConfigured("CARUSO_LEADS_MAILBOX must look like imaps://user:password@host/INBOX")
        over_tls = parts.scheme == "imaps"
        if not over_tls and parts.hostname not in LOOPBACK:
            raise ImproperlyConfigured("CARUSO_LEADS_MAILBOX without TLS (imap://) is only for this very machine")
        port = parts.port or (993 if over_tls else 143)
        user, password = unquote(parts.username), unquote(parts.password or "")
        return cls(parts.hostname, port, user, password, unquote(parts.path.strip("/")) or "INBOX", over_tls)

    @contextlib.contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        server: imaplib.IMAP4
        if self.over_tls:
            tls = ssl.create_default_context()
            server = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=tls, timeout=PATIENCE)
        else:
            server = imaplib.IMAP4(self.host, self.port, timeout=PATIENCE)
        try:
            server.login(self.user, self.password)
            server.select(f'"{self.folder}"')
            yield server
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                server.logout()


def start() -> None:
    if settings.LEADS_MAILBOX:
        by_the_clock(EVERY, look)


def look() -> int:
    """Take in what is unread, and mark it read; returns how many messages were. What fails is flagged for a person."""
    forget_organisation()
    taken = 0
    with Mailbox.from_url(settings.LEADS_MAILBOX).opened() as server:
        _status, found = server.search(None, "UNSEEN", "UNFLAGGED")
        for number in (found[0] or b"").split()[:MOST]:
            name = number.decode()
            flag = r"(\Seen)" if _take(server, name) else r"(\Flagged)"
            server.store(name, "+FLAGS", flag)
            taken += 1
    return taken


def _take(server: imaplib.IMAP4, number: str) -> bool:
    """Whether the message was understood and is kept, or is none for us."""
    if _size(server, number) > LARGEST:
        logger.warning("A message of the leads' mailbox is too large; it is flagged there")
        return False
    _status, answer = server.fetch(number, "(BODY.PEEK[])")
    raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
    try:
        receive(raw)
    except OperationalError:
        raise  # The database is away; the message stays unread for the next time.
    except Exception:
        logger.exception("A message of the leads' mailbox could not be read; it is flagged there")
        return False
    return True


def _size(server: imaplib.IMAP4, number: str) -> int:
    """Bytes of the message, asked before it is fetched."""
    _status, answer = server.fetch(number, "(RFC822.SIZE)")
    found = re.search(rb"RFC822\.SIZE (\d+)", answer[0] if isinstance(answer[0], bytes) else b"")
    return int(found[1]) if found else 0
