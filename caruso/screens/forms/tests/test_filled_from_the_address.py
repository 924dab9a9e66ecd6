"""New forms are filled from the address, also where it says nonsense."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db
NEW = ["new", "quick"]


@pytest.mark.parametrize("page", NEW)
def test_a_link_in_the_address_is_chosen_already(client: Client, petra: User, page: str) -> None:
    account = Account(name="Pražírna", owner=petra).create(by=petra)
    client.force_login(petra)
    shown = client.get(f"/contacts/{page}?account={account.pk}").content.decode()
    assert f'value="{account.pk}"' in shown and "Pražírna" in shown


@pytest.mark.parametrize("page", NEW)
def test_a_moment_in_the_address_stands_in_the_input_in_local_time(client: Client, petra: User, page: str) -> None:
    client.force_login(petra)
    shown = client.get(f"/activities/{page}?due_at=2026-07-01T10:00:00%2B02:00").content.decode()
    assert 'value="2026-07-01T10:00"' in shown


@pytest.mark.parametrize("page", NEW)
@pytest.mark.parametrize(
    "address",
    [
        "activities/{}?due_at=soon&kind=dance&minutes=x&owner=nobody",
        "contacts/{}?birthday=1980-02-30&emails=a@b.cz&account=99999999999999999999&tags=x&preferred_hours=9",
        "accounts/{}?roles=king&revenue=lots&addresses=Praha&parent=²&created_at=now&version=7",
    ],
)
def test_nonsense_in_the_address_leaves_the_form_empty(client: Client, petra: User, page: str, address: str) -> None:
    client.force_login(petra)
    assert client.get("/" + address.format(page)).status_code == 200


def test_a_date_in_the_address(client: Client, petra: User) -> None:
    client.force_login(petra)
    assert 'value="1980-03-15"' in client.get("/contacts/new?birthday=15.3.1980").content.decode()


def test_the_calendar_gives_the_beginning(client: Client, petra: User) -> None:
    client.force_login(petra)
    shown = client.get("/activities/quick?start=2026-11-30T14:30:00+01:00").content.decode()
    assert 'value="2026-11-30T14:30"' in shown
    client.post("/activities/quick", {"kind": "meeting", "subject": "Demo", "due_at": "2026-11-30T14:30"})
    activity = Activity.objects.get()
    assert activity.due_at == datetime(2026, 11, 30, 13, 30, tzinfo=UTC) and activity.owner == petra


def test_quick_creation_from_a_lookup_tells_the_page_which_record_it_is(client: Client, petra: User) -> None:
    client.force_login(petra)
    shown = client.get("/contacts/quick?name=Jan+Maria+Rokita").content.decode()
    assert 'value="Jan Maria"' in shown and 'value="Rokita"' in shown
    answer = client.post("/accounts/quick", {"name": "Nová firma"}, headers={"HX-Request": "true"})
    account = Account.objects.get()
    assert answer.status_code == 204 and f'"value": "{account.pk}"' in answer["HX-Trigger"]
    assert account.owner == petra and account.team == petra.team


def test_quick_creation_keeps_what_was_typed_when_it_refuses(client: Client, petra: User) -> None:
    client.force_login(petra)
    answer = client.post("/contacts/quick", {"first_name": "Jan", "emails-0-value": "wrong"})
    assert 'value="Jan"' in answer.content.decode() and 'value="wrong"' in answer.content.decode()
    assert not Contact.objects.exists()


def test_who_may_not_create_is_refused(client: Client, jan: User, stranger: User) -> None:
    for person, status in ((jan, 403), (stranger, 404)):
        client.force_login(person)
        for page in NEW:
            assert client.get(f"/accounts/{page}").status_code == status
            assert client.post(f"/accounts/{page}", {"name": "X"}).status_code == status
    assert not Account.objects.exists()
