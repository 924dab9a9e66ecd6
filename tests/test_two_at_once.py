"""Two at once: whoever comes second is told, or finds nothing to do; nothing is lost and nothing is told twice.

Each works on a connection of its own. They start together at a barrier, or the second at the very moment at which the
first has read what it is going to write over.
"""

import json
import threading
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account, Activity
from caruso.kernel import jobs
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import ApiToken, Event, User
from caruso.kernel.people.preferences import preferences_of
from caruso.sales import from_form
from caruso.sales.mail.receiving import receive
from caruso.sales.models import Lead, LeadForm
from caruso.screens.merging.models import Merge

pytestmark = pytest.mark.django_db(transaction=True)
Work = Callable[[], Any]


def at_once(*works: Work) -> list[Any]:
    """What each of them gave, all begun at the same time; a failure of any is raised here."""
    start = threading.Barrier(len(works))
    found: list[Any] = [None] * len(works)
    failed: list[BaseException] = []

    def run(place: int, work: Work) -> None:
        try:
            start.wait(timeout=30)
            found[place] = work()
        except BaseException as problem:
            failed.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    if failed:
        raise failed[0]
    return found


@pytest.fixture
def account(anna: User) -> Account:
    return Account(name="Novák", legal_name="Before", owner=anna).create(by=anna)


@pytest.fixture
def browsers(anna: User) -> list[Client]:
    """Two tabs in which Anna is signed in."""
    tabs = [Client(), Client()]
    for tab in tabs:
        tab.force_login(anna)
    return tabs


def changes_of(record: Any) -> list[dict[str, list[Any]]]:
    events = Event.objects.filter(object=record._meta.label_lower, record=record.pk).order_by("pk")
    return [event.changes for event in events if event.changes]


def follows(record: Any, name: str) -> bool:
    """Whether each change of the field began where the one before ended, and the last is what is stored."""
    told = [changes[name] for changes in changes_of(record) if name in changes]
    record.refresh_from_db()
    return all(after[0] == before[1] for before, after in pairwise(told)) and (
        not told or told[-1][1] == getattr(record, name)
    )


def test_of_two_forms_one_is_kept_and_the_other_comes_back_with_both_values(
    account: Account, browsers: list[Client]
) -> None:
    def save(tab: Client, legal_name: str) -> Work:
        typed = {"name": "Novák", "legal_name": legal_name, "version": account.version}
        return lambda: tab.post(f"/accounts/{account.pk}/edit", typed)

    answers = at_once(save(browsers[0], "First"), save(browsers[1], "Second"))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert "First" in lost
    assert "Second" in lost
    assert len(changes_of(account)) == 1
    assert follows(account, "legal_name")
    assert account.version == 2


def test_of_two_inline_edits_one_is_kept_and_the_other_is_told(account: Account, browsers: list[Client]) -> None:
    def save(tab: Client, legal_name: str) -> Work:
        typed = {"legal_name": legal_name, "seen": json.dumps("Before")}
        return lambda: tab.post(f"/accounts/{account.pk}/field/legal_name", typed).status_code

    assert sorted(at_once(save(browsers[0], "First"), save(browsers[1], "Second"))) == [200, 409]
    assert len(changes_of(account)) == 1
    assert follows(account, "legal_name")


def test_inline_edits_of_different_fields_are_both_kept(account: Account, browsers: list[Client]) -> None:
    def save(tab: Client, name: str, value: str) -> Work:
        return lambda: (
            tab.post(
                f"/accounts/{account.pk}/field/{name}", {name: value, "seen": json.dumps(getattr(account, name))}
            ).status_code
        )

    assert (
        at_once(save(browsers[0], "legal_name", "First"), save(browsers[1], "source_detail", "the fair")) == [200] * 2
    )
    account.refresh_from_db()
    assert (account.legal_name, account.source_detail, account.version) == ("First", "the fair", 3)


def test_of_two_programs_with_one_version_one_is_refused(account: Account, anna: User) -> None:
    def save(legal_name: str) -> Work:
        _token, secret = ApiToken.objects.issue(anna, "program")
        headers = {"Authorization": f"Bearer {secret}", "If-Match": f'"{account.version}"'}
        path, values = f"/api/v1/accounts/{account.pk}", json.dumps({"legal_name": legal_name})
        return lambda: (
            Client().generic("PATCH", path, values, content_type="application/json", headers=headers).status_code
        )

    assert sorted(at_once(save("First"), save("Second"))) == [200, 412]
    assert len(changes_of(account)) == 1
    assert follows(account, "legal_name")


def test_bulk_work_and_an_edit_of_the_same_records_are_both_told_and_the_later_stands(
    anna: User, browsers: list[Client]
) -> None:
    accounts = [Account(name=f"Novák {number}", legal_name="Before").create(by=anna) for number in range(20)]
    chosen = {"row": [one.pk for one in accounts], "field": "legal_name", "legal_name": "In bulk"}

    def edit() -> list[int]:
        return [
            browsers[1].post(f"/accounts/{one.pk}/field/source_detail", {"source_detail": "the fair"}).status_code
            for one in reversed(accounts)
        ]

    bulk, edits = at_once(lambda: browsers[0].post("/accounts/bulk/edit", chosen), edit)
    assert bulk.status_code == 302
    assert edits == [200] * 20
    for one in accounts:
        assert follows(one, "legal_name")
        assert follows(one, "source_detail")
        assert (one.legal_name, one.source_detail, one.version) == ("In bulk", "the fair", 3)


def test_two_bulk_edits_of_the_same_records_do_not_wait_for_each_other_for_ever(
    anna: User, browsers: list[Client]
) -> None:
    accounts = [Account(name=f"Novák {number}", legal_name="Before").create(by=anna) for number in range(30)]
    numbers = [one.pk for one in accounts]

    def edit(tab: Client, value: str, rows: list[int]) -> Work:
        return lambda: tab.post("/accounts/bulk/edit", {"row": rows, "field": "legal_name", "legal_name": value})

    at_once(edit(browsers[0], "First", numbers), edit(browsers[1], "Second", numbers[::-1]))
    for one in accounts:
        assert follows(one, "legal_name")
        assert len(changes_of(one)) == 2
    assert len({one.legal_name for one in accounts}) == 1


def test_a_merge_and_an_edit_of_its_main_record(account: Account, anna: User, browsers: list[Client]) -> None:
    """Either the edit came first and the merge is asked to look again, or it stands after the merge."""
    other = Account(name="Novák s.r.o.", legal_name="Other").create(by=anna)
    address = f"{reverse('screens:merge', args=['accounts'])}?records={account.pk},{other.pk}"
    seen = {f"version-{one.pk}": one.version for one in (account, other)}
    posted = {"main": account.pk, "name": account.pk, "legal_name": other.pk, **seen}
    merged, edited = at_once(
        lambda: browsers[0].post(address, posted).status_code,
        lambda: browsers[1].post(f"/accounts/{account.pk}/field/source_detail", {"source_detail": "fair"}).status_code,
    )
    assert edited == 200
    account.refresh_from_db()
    other.refresh_from_db()
    assert account.source_detail == "fair"
    assert merged in (302, 409)
    assert (merged == 302) == Merge.objects.exists() == other.in_bin == (account.legal_name == "Other")


def test_a_merge_and_an_edit_of_what_it_puts_away(account: Account, anna: User, browsers: list[Client]) -> None:
    other = Account(name="Novák s.r.o.").create(by=anna)
    address = f"{reverse('screens:merge', args=['accounts'])}?records={account.pk},{other.pk}"
    seen = {f"version-{one.pk}": one.version for one in (account, other)}
    merged, edited = at_once(
        lambda: browsers[0].post(address, {"main": account.pk, "name": account.pk, **seen}).status_code,
        lambda: browsers[1].post(f"/accounts/{other.pk}/edit", {"name": "Anew", "version": other.version}).status_code,
    )
    other.refresh_from_db()
    assert merged in (302, 409)
    assert edited in (302, 404, 409)
    if merged == 409:
        assert (edited, other.name, other.in_bin) == (302, "Anew", False)


def test_an_activity_completed_twice_is_done_once_and_followed_by_one(anna: User, browsers: list[Client]) -> None:
    call = Activity(subject="Call back", kind="call", owner=anna).create(by=anna)
    typed = {"outcome": "reached", "next_subject": "Send the offer", "next_at": "2027-05-04T09:00"}
    address = reverse("customers:complete", args=[call.pk])
    answers = at_once(*[lambda tab=tab: tab.post(address, typed).status_code for tab in browsers])
    assert answers == [302, 302]
    assert Event.objects.filter(record=call.pk, object="customers.activity", kind="completed").count() == 1
    assert Activity.objects.filter(subject="Send the offer").count() == 1


def test_somebody_who_read_it_open_does_not_complete_what_was_completed_since(anna: User) -> None:
    call = Activity(subject="Call back", kind="call", owner=anna).create(by=anna)
    mine, theirs = Activity.objects.get(pk=call.pk), Activity.objects.get(pk=call.pk)
    assert theirs.complete(by=anna, outcome="reached")
    assert not mine.complete(by=anna, outcome="no_answer")
    assert mine.outcome == Activity.objects.get(pk=call.pk).outcome == "reached"
    opened = Activity.objects.get(pk=call.pk)
    assert theirs.reopen(by=anna)
    assert not opened.reopen(by=anna)


ran: list[int] = []


@job_kind
class Counted(JobKind):
    """Says that it ran."""

    name = "test_counted"

    def step(self, job: Any) -> bool:
        ran.append(job.pk)
        return True


def test_a_job_is_claimed_by_one_worker(anna: User) -> None:
    ran.clear()
    numbers = [jobs.start("test_counted", by=anna).pk for _number in range(5)]
    at_once(*[lambda: [jobs.run(number) for number in numbers]] * 4)
    assert sorted(ran) == sorted(numbers)


def test_a_record_put_into_the_bin_twice_is_put_there_once(account: Account, browsers: list[Client]) -> None:
    statuses = at_once(*[lambda tab=tab: tab.post(f"/accounts/{account.pk}/delete").status_code for tab in browsers])
    assert set(statuses) <= {302, 404}
    assert Event.objects.filter(record=account.pk, object="customers.account", kind="binned").count() == 1


def test_preferences_set_in_several_tabs_are_all_kept(anna: User) -> None:
    """Each tab has read the person before any of the others wrote."""
    people = [User.objects.get(pk=anna.pk) for _tab in range(6)]

    def keep(person: User, place: int) -> Work:
        def work() -> None:
            with preferences_of(person) as preferences:
                preferences.setdefault("widths", {})[f"column {place}"] = place

        return work

    at_once(*[keep(person, place) for place, person in enumerate(people)])
    anna.refresh_from_db()
    assert anna.preferences["widths"] == {f"column {place}": place for place in range(6)}


def test_columns_dragged_in_two_tabs_keep_their_widths(anna: User, browsers: list[Client]) -> None:
    path = reverse("screens:keep_width", args=["accounts"])
    assert at_once(
        lambda: browsers[0].post(path, {"field": "name", "width": 300}).status_code,
        lambda: browsers[1].post(path, {"field": "city", "width": 90}).status_code,
    ) == [204, 204]
    anna.refresh_from_db()
    assert anna.preferences["widths"]["customers.account"] == {"name": 300, "city": 90}


def test_somebody_who_sends_two_forms_and_a_message_at_once_is_one_lead(anna: User) -> None:
    asks = ["last_name", "email", "message"]
    forms = [LeadForm(name=name, asks=asks, owner=anna).create(by=anna) for name in ("Website", "Fair")]
    message = b"From: Jan Novotny <Jan@kavarna.cz>\r\nMessage-ID: <1@kavarna>\r\nSubject: Machines\r\n\r\nBy mail\r\n"

    def fill_in(form: LeadForm) -> Work:
        said = {"last_name": "Novotny", "email": "jan@kavarna.cz", "message": f"By {form.name}"}
        return lambda: from_form.receive(form, said, address=None, consents=False)

    at_once(*(fill_in(form) for form in forms), lambda: receive(message))
    lead = Lead.objects.get()
    told = [lead.message, *Activity.objects.values_list("body", flat=True)]
    assert all(any(said in one for one in told) for said in ("By Website", "By Fair", "By mail")), told
