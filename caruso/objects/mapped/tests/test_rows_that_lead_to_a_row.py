"""A relation between two mapped tables is followed back: on the page of the row, and of the contact that it belongs with."""

import pytest
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.models import Role, User
from caruso.objects.mapped.models import Connection

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BY_EMAIL = {"target": "customers.contact", "field": "emails.value", "by": "email"}
BY_TAX_NUMBER = {"target": "customers.account", "field": "tax_number", "by": "tax_number"}
LEADING = "/databases/rows/meter/by/consumer"


@pytest.fixture
def meters(waterworks, anna: User):
    """Meters with no key of their own; their customers have it."""
    said = {"consumers": [BY_EMAIL, BY_TAX_NUMBER], "links": []}
    return waterworks.map_meters(waterworks.connect(anna), anna, **said)


def _baker(by: User) -> Contact:
    return Contact(first_name="Jan", last_name="Baker", emails=[{"value": "Bakery@example.com"}]).create(by=by)


def test_the_page_of_a_row_shows_the_rows_that_lead_to_it(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/consumers/1").content.decode()
    assert f"{LEADING}/1" in page and "M-001" not in page, "they come once the page stands"
    panel = client.get(f"{LEADING}/1").content.decode()
    assert "M-001" in panel and "M-002" in panel and "M-003" not in panel
    assert client.get(f"{LEADING}/99").status_code == 404
    assert client.get("/databases/rows/meter/by/reading/1").status_code == 404
    assert client.get("/databases/rows/meter/by/nothing/1").status_code == 404


def test_a_contact_and_an_account_see_the_meters_of_their_customers(meters, anna: User, client: Client) -> None:
    contact = _baker(anna)
    account = Account(name="Bakery", tax_number="7251234567").create(by=anna)
    other = Contact(last_name="Other", emails=[{"value": "other@example.com"}]).create(by=anna)
    client.force_login(anna)
    for record, link, path in ((contact, 0, "contacts"), (account, 1, "accounts")):
        address = f"{LEADING}/{link}/{record.pk}"
        assert address in client.get(f"/{path}/{record.pk}").content.decode()
        panel = client.get(address).content.decode()
        assert "M-001" in panel and "M-002" in panel and "M-003" not in panel
    assert "M-00" not in client.get(f"{LEADING}/0/{other.pk}").content.decode()
    assert client.get(f"{LEADING}/7/{contact.pk}").status_code == 404


def test_all_of_them_are_a_filtered_list(meters, waterworks, anna: User, client: Client) -> None:
    for number in range(10, 16):
        waterworks.raw(f"INSERT INTO meters (id, serial_no, customer_id) VALUES ({number}, 'X-{number}', 1)")
    contact = _baker(anna)
    client.force_login(anna)
    for address, where in (
        (f"{LEADING}/1", "consumer in (1)"),
        (f"{LEADING}/0/{contact.pk}", 'consumer.email in ("bakery@example.com")'),
    ):
        panel = client.get(address).content.decode()
        assert "Show all" in panel and "X-15" not in panel
        page = client.get("/meters/", {"where": where}).content.decode()
        assert "X-15" in page and "M-003" not in page, where


@pytest.mark.parametrize(
    "rights, on_row, on_contact",
    [
        ({}, True, True),
        ({"mapped.meter": {"view": "none"}}, False, False),
        ({"mapped.meter": {"view": "own"}}, False, False),
        ({"mapped.meter": {"view": "all", "fields": {"consumer": "hidden"}}}, False, False),
        ({"mapped.consumer": {"view": "all", "fields": {"email": "hidden"}}}, True, False),
        ({"mapped.consumer": {"view": "none"}}, False, False),
        ({"customers.contact": {"view": "all", "fields": {"emails": "hidden"}}}, True, False),
    ],
)
def test_only_who_sees_the_rows_and_what_leads_to_them_is_shown_them(
    rights, on_row, on_contact, sqlite, anna: User, jan: User, client: Client
) -> None:
    sqlite.map_meters(sqlite.connect(anna), anna, consumers=[BY_EMAIL], links=[])
    contact = _baker(anna)
    role = Role.objects.get(people=jan)
    role.rights = {"*": {"view": "all"}, **rights}
    role.save()
    client.force_login(jan)
    for page, address, shown in (
        ("/consumers/1", f"{LEADING}/1", on_row),
        (f"/contacts/{contact.pk}", f"{LEADING}/0/{contact.pk}", on_contact),
    ):
        assert (address in client.get(page).content.decode()) is shown
        assert ("M-001" in client.get(address).content.decode()) is shown


def test_a_source_that_is_away_says_so_in_the_card(sqlite, anna: User, client: Client, tmp_path) -> None:
    connection = sqlite.connect(anna)
    sqlite.map_meters(connection, anna, consumers=[BY_EMAIL], links=[])
    contact = _baker(anna)
    gone = {"database": str(tmp_path / "gone.sqlite3"), "version": connection.version + 1}
    Connection.objects.filter(pk=connection.pk).update(**gone)
    Connection.objects.get(pk=connection.pk).save()
    client.force_login(anna)
    assert client.get(f"/contacts/{contact.pk}").status_code == 200
    for address in (f"{LEADING}/0/{contact.pk}", f"{LEADING}/1"):
        answer = client.get(address)
        assert answer.status_code == 200 and "does not answer just now" in answer.content.decode()
