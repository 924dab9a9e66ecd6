"""What each kind of mail carries, and what follows when it has left or will not leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from caruso.kernel.events.recording import record_events
from caruso.sales.models import OutgoingMail


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with the mail."""

    name: str
    content: bytes
    content_type: str


def nothing(record: Any) -> Sequence[Enclosure]:
    return ()


def itself(record: Any) -> Any:
    return record


def wanted(record: Any) -> bool:
    return True


def record_sent(record: Any, mail: OutgoingMail) -> None:
    """One event, with to whom."""
    told = {"email": mail.email, "subject": mail.subject}
    record_events([record], "mailed", by=mail.created_by, at=mail.sent_at, data=[told])


def leave_it(record: Any, mail: OutgoingMail) -> None:
    """Nothing follows: what there is to say stands on the timeline already."""


@dataclass(frozen=True)
class MailKind:
    """`document` of the record is what decides the language; with `tells_paper` the mail says what its paper says, and is
    only for who may read that. One that `comes_back` is sent again by its record, not by itself."""

    name: str
    tells_paper: bool = False
    comes_back: bool = False
    enclosures: Callable[[Any], Sequence[Enclosure]] = nothing
    document: Callable[[Any], Any] = itself
    still_wanted: Callable[[Any], bool] = wanted
    left: Callable[[Any, OutgoingMail], None] = record_sent
    failed: Callable[[Any, OutgoingMail], None] = leave_it


_kinds: dict[str, MailKind] = {}


def mail_kind(kind: MailKind) -> MailKind:
    """Make a kind known by its name, which is kept with each mail and never changes."""
    _kinds[kind.name] = kind
    return kind


def kind_of(mail: OutgoingMail) -> MailKind:
    return _kinds[mail.kind]
