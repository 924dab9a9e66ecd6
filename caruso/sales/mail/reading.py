"""What a message says of its sender. Nothing in it is believed beyond that."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from caruso.customers.headers.meanings import full_name

MOST_LETTERS = 10_000
MOST_FILES = 20
#: Mail providers of people, whose domain says nothing of a firm.
PRIVATE = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "op.pl",
        "interia.pl",
        "gazeta.pl",
        "poczta.fm",
        "seznam.cz",
        "email.cz",
        "centrum.cz",
        "atlas.cz",
        "volny.cz",
        "post.cz",
    ]
)
#: Parts of domains under which firms of a country register.
SHARED = frozenset(("com", "co", "net", "org"))
_FIRM = re.compile(
    r"^.{2,80}?(?:\bsp\. ?z ?o\. ?o\.|\bS\.A\.|\bsp\. ?j\.|\bs\. ?r\. ?o\.|\ba\. ?s\.|\bLtd\b\.?|\bGmbH\b|\bInc\b\.?|\bLLC\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(>|-{2,} ?(original message|wiadomość oryginalna|původní zpráva))|^(on|dne|w dniu) .{5,120}:$", re.I
)


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Received:
    """A message as far as leads need it. `subject` and `text` are what the sender wrote, without what is quoted."""

    digest: str
    sender: str
    name: str
    to: str
    subject: str
    text: str
    files: list[File] = field(default_factory=list)

    def guessed(self, country: str) -> dict[str, str]:
        """Fields of a lead: who it is, by which number and of which firm. `country` is where numbers are local."""
        said = full_name(self.name) if self.name else {}
        values = {name: said.get(name, "")[:100] for name in ("first_name", "last_name")}
        return {**values, "email": self.sender, "phone": _phone(self.text, country), "company": self._company()[:200]}

    def _company(self) -> str:
        for line in self.text.splitlines():
            if found := _FIRM.match(line.strip()):
                return found.group().strip(" ,")
        domain = self.sender.rpartition("@")[2]
        if domain in PRIVATE:
            return ""
        own = [part for part in domain.split(".")[:-1] if part not in SHARED]
        return own[-1].replace("-", " ").title() if own else ""


def read(raw: bytes) -> Received | None:
    """The message; None for one that no person has written to us: without a sender, or sent by a machine."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        sender, name = _sender(message)
        if not sender or _is_automatic(message, sender):
            return None
        own = str(message.get("Message-ID", "")).strip()
        digest = hashlib.sha256(own.encode("utf-8", "replace") if own else raw).hexdigest()
        text = _without_quotes(_text(message))[:MOST_LETTERS]
        to = ", ".join(address for _name, address in _addresses(message, "To"))[:150]
        return Received(digest, sender, name, to, _line(message.get("Subject"))[:250], text, list(_files(message)))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        # Headers of spam are broken in ways that the standard library does not foresee.
        return None


def _sender(message: Any) -> tuple[str, str]:
    for name, address in _addresses(message, "From"):
        try:
            validate_email(address)
        except ValidationError:
            continue
        return address.lower(), "" if "@" in name else name
    return "", ""


def _addresses(message: Any, header: str) -> list[tuple[str, str]]:
    return [(_line(name), _line(address)) for name, address in getaddresses([str(message.get(header, ""))])]


def _is_automatic(message: Any, sender: str) -> bool:
    """Answers of machines (RFC 3834), mailing lists and bounces; answering them would never end."""
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower() not in ("", "no")
    bulk = str(message.get("Precedence", "")).strip().lower() in ("bulk", "list", "junk")
    bounce = str(message.get("Return-Path", "x")).strip() == "<>" or sender.startswith(
        ("mailer-daemon@", "postmaster@")
    )
    return automatic or bulk or bounce or "List-Id" in message or "X-Autoreply" in message


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content()).replace("\x00", "").replace("\r\n", "\n")
    return _plain(text) if part.get_content_type() == "text/html" else text


def _without_quotes(text: str) -> str:
    """What stands before the first quoted line."""
    kept = []
    for line in text.splitlines():
        if _QUOTED.match(line.strip()):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip() or text.strip()


def _files(message: EmailMessage) -> Any:
    for part in list(message.iter_attachments())[:MOST_FILES]:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content and (name := part.get_filename()):
            yield File(_line(name)[:250], content, part.get_content_type())


def _phone(text: str, country: str) -> str:
    """The first telephone number in the text, as E.164."""
    import phonenumbers

    for found in phonenumbers.PhoneNumberMatcher(text, country or None):
        return str(phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164))
    return ""


def _line(text: Any) -> str:
    return " ".join(str(text or "").replace("\x00", "").split())


class _Plain(HTMLParser):
    """The words of a page, a line for each block."""

    BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote"))
    UNSEEN = frozenset(("script", "style", "head", "title"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.unseen += tag in self.UNSEEN
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in self.UNSEEN and self.unseen > 0

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(" ".join(data.split()))


def _plain(html: str) -> str:
    parser = _Plain()
    parser.feed(html)
    lines = (line.strip() for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)
