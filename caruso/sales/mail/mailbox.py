"""A mailbox whose messages become leads, looked into by the clock."""

import imaplib
import logging
import re

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone, translation

from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.mail.opening import Mailbox, MailboxAway
from caruso.sales.mail.receiving import LARGEST, receive
from caruso.sales.models.lead_mailbox import LeadMailbox, lead_mailbox

logger = logging.getLogger(__name__)
#: Seconds.
EVERY = 60.0
#: So many messages at a time; the rest next time.
MOST = 50


def start() -> None:
    by_the_clock(EVERY, look)


def look() -> int:
    """Take in what is unread, and mark it read; returns how many messages were. What fails is flagged for a person.

    What the administrator has set up goes before what the environment says.
    """
    forget_organisation()
    kept = lead_mailbox()
    if kept is None:
        return fetch(Mailbox.from_url(settings.LEADS_MAILBOX)) if settings.LEADS_MAILBOX else 0
    if not kept.active:
        return 0
    with translation.override(current_organisation().language):
        try:
            taken = fetch(Mailbox.of(kept))
        except MailboxAway as away:
            logger.warning("The mailbox of leads cannot be opened: %s", away)
            kept.note(problem=str(away)[:300], problem_at=timezone.now())
            return 0
    kept.note(problem="", problem_at=None, fetched_at=timezone.now())
    return taken


def try_out(kept: LeadMailbox) -> int:
    """How many unread messages wait there; nothing is taken or marked. Raises MailboxAway. Either is kept."""
    try:
        with Mailbox.of(kept).opened() as server:
            waiting = len(_unread(server))
    except MailboxAway as away:
        kept.note(problem=str(away)[:300], problem_at=timezone.now())
        raise
    kept.note(problem="", problem_at=None)
    return waiting


def fetch(mailbox: Mailbox) -> int:
    with mailbox.opened() as server:
        numbers = _unread(server)[:MOST]
        for name in numbers:
            flag = r"(\Seen)" if _take(server, name) else r"(\Flagged)"
            server.store(name, "+FLAGS", flag)
    return len(numbers)


def _unread(server: imaplib.IMAP4) -> list[str]:
    _status, found = server.search(None, "UNSEEN", "UNFLAGGED")
    return [number.decode() for number in (found[0] or b"").split()]


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
