"""A page costs the same number of queries however much there is, and no more than its budget."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel import writing
from caruso.kernel.access.first_roles import seed_roles
from caruso.kernel.models import Role, Tag, User

pytestmark = pytest.mark.django_db

#: A list shows fifty, so that the many are more than a page.
FEW, MANY = 10, 60
ON_A_LIST, ON_A_RECORD = 12, 20
#: What stands beside a record comes once the page stands, from every room of the house.
BESIDE_A_RECORD = 24
STAGES = ("prospect", "customer", "lost")


@pytest.fixture
def base(anna: User, petra: User) -> SimpleNamespace:
    seed_roles(Role)
    petra.roles.set([Role.objects.get(name="Representative")])
    account = Account(name="Kavárna Šafrán", owner=petra).create(by=anna)
    contact = Contact(first_name="Jana", last_name="Kolářová", account=account, owner=petra).create(by=anna)
    Tag.objects.create(name="VIP", folded="vip")
    return SimpleNamespace(anna=anna, petra=petra, account=account, contact=contact)


def grow(base: SimpleNamespace, number: int) -> None:
    """So many more accounts, contacts of the one account, things planned and changed."""
    writing.create([Account(name=f"Firma {n}", owner=base.petra) for n in range(number)], by=base.anna)
    accounts = list(Account.objects.order_by("pk"))
    contacts = [
        Contact(
            first_name="Jan", last_name=f"Kolář {n}", owner=base.petra, lifecycle_stage=STAGES[n % 3], tags=["VIP"],
            account=base.account if n % 2 else accounts[n % len(accounts)],
            emails=[{"value": f"jan{n}@example.com", "primary": True}],
            addresses=[{"city": "Brno", "primary": True}],
        )
        for n in range(number)
    ]  # fmt: skip
    writing.create(contacts, by=base.anna)
    for contact in contacts[: number // 5]:
        contact.change({"job_title": f"Buyer {number}"}, by=base.petra)
    # What stands on top of every timeline is of the same kinds, few or many.
    for step in range(number // 5):
        Activity(subject="Call", contact=base.contact, account=base.account, owner=base.petra).create(by=base.anna)
        base.contact.change({"job_title": f"Buyer {number} {step}", "owner": base.anna.pk}, by=base.anna)
        base.contact.change({"owner": base.petra.pk}, by=base.anna)


def queries(ask: Callable[[], Any]) -> int:
    """How many queries an answer takes, once everything that is kept between requests is there."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    assert response.status_code in (200, 302)
    return len(captured)


def few_and_many(base: SimpleNamespace, person: User, ask: Callable[[Client], Any]) -> tuple[int, int]:
    client = Client()
    client.force_login(person)
    grow(base, FEW)
    few = queries(lambda: ask(client))
    grow(base, MANY)
    return few, queries(lambda: ask(client))


@pytest.mark.parametrize("person", ["anna", "petra"])
@pytest.mark.parametrize(
    "address",
    [
        "/contacts/",
        "/accounts/",
        "/activities/",
        "/contacts/?where=city = 'Brno' and lifecycle_stage = 'customer'&sort=-updated_at",
        "/contacts/?where=tags has any 'VIP'",
    ],
)
def test_a_list_takes_as_many_queries_for_many_records_as_for_few(
    base: SimpleNamespace, person: str, address: str
) -> None:
    few, many = few_and_many(base, getattr(base, person), lambda client: client.get(address))
    assert few == many
    assert many <= ON_A_LIST


@pytest.mark.parametrize("person", ["anna", "petra"])
@pytest.mark.parametrize("object", ["account", "contact"])
@pytest.mark.parametrize("part", ["", "/panels"])
def test_a_record_page_takes_as_many_queries_for_a_long_history_as_for_a_short(
    base: SimpleNamespace, person: str, object: str, part: str
) -> None:
    address = f"/{object}s/{getattr(base, object).pk}{part}"
    few, many = few_and_many(base, getattr(base, person), lambda client: client.get(address))
    assert few == many
    assert many <= (BESIDE_A_RECORD if part else ON_A_RECORD)


@pytest.mark.parametrize("words", ["kol", "kolar", "kolar jan", "kolax", "brno", "nobody"])
def test_the_palette_takes_as_many_queries_for_many_records_as_for_few(base: SimpleNamespace, words: str) -> None:
    few, many = few_and_many(base, base.anna, lambda client: client.get("/search", {"q": words}))
    # One more where the newest do not tell: then all that begin so are gathered.
    assert few <= many <= few + 1
    assert many <= ON_A_LIST


def test_a_board_takes_no_query_for_a_card(base: SimpleNamespace) -> None:
    client = Client()
    client.force_login(base.anna)
    grow(base, MANY)
    full_lanes = queries(lambda: client.get("/contacts/board"))
    grow(base, MANY)
    assert queries(lambda: client.get("/contacts/board")) == full_lanes


def test_a_save_takes_as_many_queries_among_many_records_as_among_few(base: SimpleNamespace) -> None:
    titles = iter(range(100))
    address = f"/contacts/{base.contact.pk}/edit"

    def save(client: Client) -> Any:
        return client.post(address, {"last_name": f"Nová {next(titles)}", "first_name": "Jana"})

    few, many = few_and_many(base, base.anna, save)
    assert few == many


def test_a_field_edited_in_place_takes_as_many_queries_among_many_records_as_among_few(base: SimpleNamespace) -> None:
    titles = iter(range(100))
    address = f"/contacts/{base.contact.pk}/field/job_title"

    def write(client: Client) -> Any:
        return client.post(address, {"job_title": f"Buyer {next(titles)} of beans"})

    few, many = few_and_many(base, base.anna, write)
    assert few == many
