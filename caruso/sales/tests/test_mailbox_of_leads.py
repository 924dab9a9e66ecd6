"""The administrator sets up the mailbox from which leads are fetched, tries it, and reads how it went."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from caruso.kernel.models import Event, User
from caruso.sales.mail.mailbox import look
from caruso.sales.models import Lead, LeadMailbox
from caruso.sales.tests.imap_server import FakeServer, served
from caruso.sales.tests.test_leads_by_mail import mail

PASSWORD = "hush-hush"
ADDRESS = "/office/leads/mailbox"


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Any, db: None) -> None:
    settings.MEDIA_ROOT, settings.LEADS_MAILBOX, settings.MAPPED_HOSTS = tmp_path, "", ["127.0.0.1"]


@pytest.fixture
def server() -> Iterator[tuple[type[FakeServer], int]]:
    with served() as (handler, port):
        handler.users["sales@firm.example"] = PASSWORD
        handler.folders += ["INBOX", "Zg&AUI-oszenia"]
        yield handler, port


@pytest.fixture
def office(anna: User) -> Client:
    browser = Client()
    browser.force_login(anna)
    return browser


def settings_of(port: int | str, **more: str) -> dict[str, str]:
    usual = {"active": "on", "host": "127.0.0.1", "username": "sales@firm.example", "folder": "INBOX"}
    return {**usual, "port": str(port), "password": PASSWORD, **more}


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_is_set_up_on_the_page_is_fetched_by_the_clock(office: Client, server: Any) -> None:
    handler, port = server
    handler.messages.append(mail().as_bytes())
    assert said(office.get(ADDRESS)).count("Try it now") == 0
    assert office.post(ADDRESS, settings_of(port)).status_code == 302
    assert "not looked into yet" in said(office.get(ADDRESS))
    assert (look(), look()) == (1, 0)
    assert Lead.objects.get().last_name == "Malá" and handler.flags == {1: r"\Seen"}
    kept = LeadMailbox.objects.get()
    assert kept.fetched_at and not kept.problem
    assert "works" in said(office.get(ADDRESS))
    office.post(ADDRESS, {name: value for name, value in settings_of(port, password="").items() if name != "active"})
    handler.messages.append(mail(Message_ID="<2@k>").as_bytes())
    assert look() == 0 and "switched off" in said(office.get(ADDRESS))


def test_trying_tells_what_waits_and_takes_nothing(office: Client, server: Any) -> None:
    handler, port = server
    handler.messages += [mail().as_bytes(), mail(Message_ID="<2@k>").as_bytes()]
    office.post(ADDRESS, settings_of(port, folder="Zgłoszenia"))
    answer = said(office.post(f"{ADDRESS}/try", follow=True))
    assert "It works: 2 unread messages wait there." in answer
    assert not Lead.objects.exists() and not handler.flags and LeadMailbox.objects.get().fetched_at is None


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"password": "wrong"}, "does not let this user in"),
        ({"folder": "Nowhere"}, "no folder of this name"),
        ({"port": "1"}, "Nobody answers there"),
        ({"over_tls": "on"}, "certificate"),
    ],
    ids=["password", "folder", "port", "tls"],
)
def test_what_is_wrong_is_told_by_the_try_by_the_clock_and_on_the_page(
    office: Client, server: Any, more: dict[str, str], told: str
) -> None:
    _handler, port = server
    office.post(ADDRESS, {**settings_of(port), **more})
    for happened in (lambda: said(office.post(f"{ADDRESS}/try", follow=True)), lambda: str(look())):
        LeadMailbox.objects.update(problem="", problem_at=None)
        happened()
        kept = LeadMailbox.objects.get()
        assert told in kept.problem and kept.problem_at and kept.fetched_at is None
        assert told in said(office.get(ADDRESS)) and PASSWORD not in kept.problem
    office.post(ADDRESS, settings_of(port))
    assert look() == 0 and LeadMailbox.objects.get().problem == ""


def test_the_password_is_kept_encrypted_shown_to_nobody_and_stays_at_its_place(office: Client, server: Any) -> None:
    _handler, port = server
    office.post(ADDRESS, settings_of(port))
    kept = LeadMailbox.objects.get()
    assert PASSWORD not in kept.password_sealed and kept.password == PASSWORD
    assert PASSWORD not in said(office.get(ADDRESS))
    events = Event.objects.filter(object="sales.leadmailbox")
    assert events.count() == 1 and PASSWORD not in str(events.get().data)
    assert office.post(ADDRESS, settings_of(port, password="", folder="Zgłoszenia")).status_code == 302
    assert LeadMailbox.objects.get().password == PASSWORD
    for elsewhere in ({"host": "127.0.0.1", "port": "1"}, {"username": "other@firm.example"}):
        answer = office.post(ADDRESS, {**settings_of(port, password=""), **elsewhere})
        assert answer.status_code == 422 and "Please type the password." in said(answer)
    assert LeadMailbox.objects.get().port == port


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "2130706433"])
def test_no_mailbox_inside_the_own_network_unless_the_machine_allows_it(
    office: Client, server: Any, settings: Any, host: str
) -> None:
    _handler, port = server
    office.post(ADDRESS, settings_of(port))
    settings.MAPPED_HOSTS = []
    answer = office.post(ADDRESS, settings_of(port, host=host))
    assert answer.status_code == 422 and "inside the own network" in said(answer)
    # What was saved while it was allowed is reached no more either.
    assert look() == 0 and "inside the own network" in LeadMailbox.objects.get().problem


def test_without_encryption_no_password_goes_through_the_internet(office: Client) -> None:
    answer = office.post(ADDRESS, settings_of("", host="93.184.216.34"))
    assert answer.status_code == 422 and "Without TLS" in said(answer) and not LeadMailbox.objects.exists()


def test_only_who_administers_sets_it_up(client: Client, cast: list[User], anna: User, server: Any) -> None:
    _handler, port = server
    for person in cast:
        if person != anna:
            client.force_login(person)
            assert client.get(ADDRESS).status_code == 403
            assert client.post(ADDRESS, settings_of(port)).status_code == 403
            assert client.post(f"{ADDRESS}/try").status_code == 403
    assert not LeadMailbox.objects.exists()


def test_what_is_set_up_goes_before_what_the_environment_says(office: Client, server: Any, settings: Any) -> None:
    handler, port = server
    settings.LEADS_MAILBOX = f"imap://sales%40firm.example:{PASSWORD}@127.0.0.1:{port}/INBOX"
    handler.messages.append(mail().as_bytes())
    assert "CARUSO_LEADS_MAILBOX" in said(office.get(ADDRESS))
    off = settings_of(port)
    del off["active"]
    office.post(ADDRESS, off)
    assert look() == 0 and not handler.flags
    LeadMailbox.objects.all().delete()
    assert look() == 1
