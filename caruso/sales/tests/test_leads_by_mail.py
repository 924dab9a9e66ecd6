"""What comes by e-mail becomes a lead once, guessed as far as can be told; machines stay unheard."""

import io
from collections.abc import Iterator
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import override_settings

from caruso.customers.models import Activity
from caruso.kernel.files import files_of
from caruso.kernel.models import Notification, User
from caruso.sales.mail.mailbox import look
from caruso.sales.mail.opening import Mailbox
from caruso.sales.mail.reading import read
from caruso.sales.mail.receiving import receive
from caruso.sales.models import AssignmentRule, Lead
from caruso.sales.tests.imap_server import FakeServer, served

BODY = "Dobrý den,\nhledáme dva kávovary.\n\nEva Malá\nKavárna U Lva s.r.o.\ntel. +420 601 123 456\n"


def mail(text: str = BODY, **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Eva Malá <Eva@kavarna-u-lva.cz>", "To": "obchod@tenor.eu", "Subject": "Poptávka"}
    for name, value in {**given, "Message_ID": "<1@kavarna>", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@pytest.fixture(autouse=True)
def files_elsewhere(settings: Any, tmp_path: Any, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_message_becomes_a_lead_of_whom_it_tells(petra: User) -> None:
    AssignmentRule.objects.create(name="All", people=[petra.pk])
    lead = receive(mail().as_bytes())
    assert lead is not None
    lead.refresh_from_db()
    assert (lead.first_name, lead.last_name, lead.email) == ("Eva", "Malá", "eva@kavarna-u-lva.cz")
    assert (lead.company, lead.phone, lead.owner) == ("Kavárna U Lva s.r.o.", "+420601123456", petra)
    assert lead.message.startswith("Poptávka\n\nDobrý den") and "obchod@tenor.eu" in lead.source_detail
    assert lead.contact_due_at and Notification.objects.get().person == petra


@pytest.mark.parametrize(
    ("sender", "name", "company"),
    [
        ("info@kavarna-u-lva.cz", ("", ""), "Kavarna U Lva"),
        ("jan@gmail.com", ("", ""), ""),
        ('"Nowak, Jan" <jan@firma.pl>', ("Jan", "Nowak"), "Firma"),
        ("=?utf-8?q?=C5=81ucja_Kr=C3=B3l?= <l@sklep.com.pl>", ("Łucja", "Król"), "Sklep"),
    ],
)
def test_names_and_firms_are_guessed_from_the_sender(sender: str, name: tuple[str, str], company: str) -> None:
    raw = f"From: {sender}\r\nSubject: Hi\r\n\r\nHello\r\n".encode()
    received = read(raw)
    assert received is not None
    guessed = received.guessed("PL")
    assert ((guessed["first_name"], guessed["last_name"]), guessed["phone"]) == (name, "")
    assert guessed["company"] == company


def test_the_same_message_counts_once_and_a_second_one_joins(petra: User) -> None:
    first = receive(mail().as_bytes())
    assert first is not None and receive(mail().as_bytes()) is None
    Lead.objects.filter(pk=first.pk).update(owner=petra)
    answer = mail("And a grinder.\n\nOn Monday, Tenor wrote:\n> Hello Eva\n", Message_ID="<2@kavarna>")
    assert receive(answer.as_bytes()) == first
    activity = Activity.objects.get()
    assert (activity.kind, activity.direction, activity.body) == ("email", "in", "And a grinder.")
    assert Notification.objects.get(kind="lead_wrote").person == petra
    first.refresh_from_db()
    assert first.contacted_at is None and Lead.objects.count() == 1
    first.disqualify(by=petra, reason="other")
    assert receive(mail(Message_ID="<3@kavarna>").as_bytes()) not in (None, first)


def test_files_come_along_as_far_as_files_may(petra: User) -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4\n%%EOF\n", maintype="application", subtype="pdf", filename="../../plan.pdf")
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="run.exe")
    lead = receive(message.as_bytes())
    assert lead is not None
    assert [file.name for file in files_of(lead)] == ["plan.pdf"]
    assert "run.exe" in Activity.objects.get(kind="note").body


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.example>"},
        {"Return-Path": "<>"},
        {"From": "MAILER-DAEMON@mx.example.org"},
        {"From": "nobody"},
        {"From": ""},
    ],
)
def test_machines_and_nobody_make_no_lead(headers: dict[str, str]) -> None:
    lines = {"From": "eva@kavarna.cz", "Subject": "x", **headers}
    raw = "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\nHello\r\n"
    assert receive(raw.encode()) is None and not Lead.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@b.cz\r\nContent-Type: text/plain; charset=no-such\r\n\r\nHi",
        b"From: a@b.cz\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nbroken",
        b"From: a@b.cz\r\nSubject: =?utf-8?b?!!!?=\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"From: a@b.cz\r\nMessage-ID: " + b"x" * 5000 + b"\r\n\r\n\x00",
    ],
)
def test_broken_messages_break_nothing(raw: bytes) -> None:
    receive(raw)


def test_a_page_is_read_as_its_words() -> None:
    message = mail()
    message.set_content("<style>p{}</style><p>Two <b>machines</b></p><script>alert(1)</script>", subtype="html")
    received = read(message.as_bytes())
    assert received is not None and "machines" in received.text and "alert" not in received.text


def test_the_command_reads_a_message_from_a_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(mail().as_bytes())))
    out = io.StringIO()
    call_command("lead_mail", stdout=out)
    assert out.getvalue().startswith(f"Lead {Lead.objects.get().pk}")


@pytest.fixture
def mailbox() -> Iterator[type[FakeServer]]:
    with (
        served() as (handler, port),
        override_settings(LEADS_MAILBOX=f"imap://sales%40firm:hush@127.0.0.1:{port}/INBOX"),
    ):
        yield handler


def test_a_mailbox_is_emptied_once(mailbox: type[FakeServer]) -> None:
    other = mail(From="Jan Nowak <jan@kawiarnia.pl>", Message_ID="<9@k>")
    mailbox.messages += [mail().as_bytes(), other.as_bytes()]
    assert (look(), look()) == (2, 0)
    assert sorted(Lead.objects.values_list("last_name", flat=True)) == ["Malá", "Nowak"]
    assert mailbox.flags == {1: r"\Seen", 2: r"\Seen"}


def test_what_cannot_be_read_is_flagged_and_holds_nothing_up(
    mailbox: type[FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.messages += [b"From: bad@firma.cz\r\n\r\nx", mail().as_bytes()]

    def fail_once(raw: bytes) -> Any:
        if b"bad@" in raw:
            raise RuntimeError
        return receive(raw)

    monkeypatch.setattr("caruso.sales.mail.mailbox.receive", fail_once)
    assert look() == 2 and look() == 0
    assert mailbox.flags == {1: r"\Flagged", 2: r"\Seen"} and Lead.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    ["imap://a:hush@mail.example.org/", "http://a:hush@x", "imaps://x", "nonsense"],
    ids=["plain", "web", "who", "no"],
)
def test_a_mailbox_that_makes_no_sense_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        Mailbox.from_url(url)
    assert "hush" not in str(refused.value)
