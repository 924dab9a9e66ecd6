"""A table of another program through every reader."""

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


CONDITIONS = [
    ("state = D", ["M-002"]),
    ("phase = 3", ["M-002"]),
    ("phase is empty", ["M-003 Łąka"]),
    ("phase is not empty", ["M-001", "M-002"]),
    ("reading > 100", ["M-001"]),
    ("read_on < 2026-09-15", ["M-002"]),
    ("changed_at >= 2026-10-01T09:00", ["M-001"]),
    ("serial_no contains laka", ["M-003 Łąka"]),
    ('serial_no starts with "m-00"', ["M-001", "M-002", "M-003 Łąka"]),
    ('serial_no ends with "02"', ["M-002"]),
    ("consumer.name contains zizkov", ["M-003 Łąka"]),
    ("reading is empty", ["M-003 Łąka"]),
    ('email = "bakery@example.com"', ["M-001", "M-002"]),
    ('serial_no = "m-001"', ["M-001"]),
]


@pytest.fixture
def meters(waterworks, anna: User):
    return waterworks.map_meters(waterworks.connect(anna), anna)


def test_meters_are_listed_with_their_codes_in_words(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/meters/").content.decode()
    assert "M-001" in page and "active" in page and "dismantled" in page and "Łódź Bakery" in page


def test_conditions_are_asked_of_the_source(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    for where, found in CONDITIONS:
        answer = client.get("/api/v1/meters", {"where": where, "sort": "id"}).json()
        assert [item["serial_no"] for item in answer["items"]] == found, where
        page = client.get("/meters/", {"where": where}).content.decode()
        assert all(name in page for name in found) and page.count("<tr data-id") == len(found), where


def test_words_find_rows_whatever_their_accents(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/meters/", {"q": "LAKA"}).content.decode()
    assert "M-003" in page and "M-001" not in page
    page = client.get("/consumers/", {"q": "lodz bak"}).content.decode()
    assert "Łódź Bakery" in page and "Žižkov" not in page


def test_pages_follow_one_another_in_every_order(waterworks, anna: User, client: Client, monkeypatch) -> None:
    for number in range(11, 31):
        day = f"'2026-01-{number - 8:02}'" if number % 3 else "NULL"
        waterworks.raw(f"INSERT INTO meters (id, serial_no, read_on) VALUES ({number}, 'X-{number}', {day})")
    waterworks.map_meters(waterworks.connect(anna), anna)
    client.force_login(anna)
    for sort in ("id", "-id", "read_on", "-read_on", "serial_no", "-email"):
        seen, address = [], f"/api/v1/meters?limit=4&sort={sort}"
        while address:
            answer = client.get(address)
            seen += [item["id"] for item in answer.json()["items"]]
            cursor = answer.json()["next"]
            address = f"/api/v1/meters?limit=4&sort={sort}&cursor={cursor}" if cursor else ""
        assert sorted(seen) == [1, 2, 3, *range(11, 31)], sort
        assert len(seen) == len(set(seen))


def test_a_record_has_a_page_a_peek_and_a_card(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/meters/1").content.decode()
    assert "M-001" in page and "120.5" in page and "single" in page and "Łódź Bakery" in page
    assert client.get("/meters/1/peek").status_code == 200
    assert client.get("/meters/1/hover").status_code == 200
    assert client.get("/meters/1/history").status_code == 200
    assert client.get("/meters/99").status_code == 404


def test_a_contact_sees_its_meters_once_its_page_stands(meters, anna: User, client: Client) -> None:
    contact = Contact(first_name="Jan", last_name="Baker", emails=[{"value": "bakery@example.com"}])
    contact.create(by=anna)
    client.force_login(anna)
    page = client.get(f"/contacts/{contact.pk}").content.decode()
    address = f"/databases/rows/meter/0/{contact.pk}"
    assert address in page and "M-001" not in page
    panel = client.get(address).content.decode()
    assert "M-001" in panel and "M-002" in panel and "M-003" not in panel
    assert f"/contacts/{contact.pk}" in client.get("/meters/1").content.decode()


def test_the_list_is_exported(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    text = async_to_sync(_joined)(client.get("/meters/export", {"format": "csv"}).streaming_content).decode()
    assert "M-001" in text and "M-003 Łąka" in text and "dismantled" in text


def test_the_api_reads_one_and_describes_all(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    one = client.get("/api/v1/meters/1").json()
    assert one["serial_no"] == "M-001" and one["state"] == "A" and one["reading"] == "120.5"
    assert one["consumer"] == {"id": 1, "title": "Łódź Bakery"}
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_only_a_right_that_reaches_all_shows_rows(meters, petra: User, jan: User, stranger: User, client) -> None:
    """Rows have no owner: who sees the own or the team's records sees none of them."""
    for person, status, shown in ((jan, 200, True), (petra, 200, False), (stranger, 404, False)):
        client.force_login(person)
        page = client.get("/meters/")
        assert page.status_code == status
        assert ("M-001" in page.content.decode()) is shown
        assert client.get("/meters/1").status_code == (200 if shown else 404)
        assert client.get("/databases/").status_code == 403


def test_a_hidden_field_is_neither_shown_nor_asked(meters, jan: User, client: Client) -> None:
    role = Role.objects.get(people=jan)
    role.rights = {
        "*": {"view": "all"},
        "mapped.meter": {"view": "all", "fields": {"reading": "hidden", "email": "hidden"}},
    }
    role.save()
    contact = Contact(last_name="Baker", emails=[{"value": "bakery@example.com"}])
    contact.create(by=jan)
    client.force_login(jan)
    assert "120.5" not in client.get("/meters/1").content.decode()
    assert client.get("/api/v1/meters", {"where": "reading > 1"}).status_code == 422
    assert "/databases/rows/" not in client.get(f"/contacts/{contact.pk}").content.decode()
    assert "M-001" not in client.get(f"/databases/rows/meter/0/{contact.pk}").content.decode()


def test_the_title_leads_to_the_record_and_where_it_is_hidden_the_number(meters, anna, jan, client: Client) -> None:
    client.force_login(anna)
    assert '<a href="/meters/1">M-001</a>' in client.get("/meters/").content.decode()
    page = client.get("/meters/", {"columns": "email,state"}).content.decode()
    assert 'href="/meters/1">#1</a> <a href="mailto:' in page and page.count('href="/meters/1"') == 1
    role = Role.objects.get(people=jan)
    role.rights = {"mapped.meter": {"view": "all", "fields": {"serial_no": "hidden"}}}
    role.save()
    client.force_login(jan)
    page = client.get("/meters/").content.decode()
    assert 'href="/meters/1">#1</a>' in page and "M-001" not in page


def test_rows_are_ticked_where_something_can_be_done_with_them(meters, anna, jan, client: Client) -> None:
    client.force_login(anna)
    page = client.get("/meters/").content.decode()
    bar = page[page.index('id="bulk"') :].partition("</form>")[0]
    assert "/meters/export" in bar and "bulk/edit" not in bar and "bulk/delete" not in bar and "bulk/ask" not in bar
    address = "/meters/export?format=csv&row=1&row=3"
    text = async_to_sync(_joined)(client.get(address).streaming_content).decode()
    assert "M-001" in text and "M-003" in text and "M-002" not in text
    role = Role.objects.get(people=jan)
    role.rights = {"mapped.meter": {"view": "all"}}
    role.save()
    client.force_login(jan)
    page = client.get("/meters/").content.decode()
    assert "M-001" in page and 'name="row"' not in page and 'id="bulk"' not in page


async def _joined(pieces) -> bytes:
    return b"".join([piece async for piece in pieces])
