"""Attributes computed by the source, through the doors that people use."""

import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.objects.mapped.forms.mapping import MappingForm
from caruso.objects.mapped.introspection import read_table
from caruso.objects.mapped.models import MappedObject

# What is worked out is asked of the source, in its own dialect: Caruso's own database only keeps the formulas, as JSON.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

GROWTH = {"computed_label_0": "Growth | Wzrost | Růst", "computed_formula_0": "reading - 7"}
ADDRESS = "/databases/objects/meter"
CONDITIONS = [
    ("growth > 0", ["M-001"]),
    ("growth = 0", ["M-002"]),
    ("growth is empty", ["M-003 Łąka"]),
    ("called contains laka", ["M-003 Łąka"]),
    ('called starts with "active m-0"', ["M-001", "M-003 Łąka"]),
    ("next_read >= 2026-10-15", ["M-001"]),
    ("large = yes", ["M-001"]),
    ("growth > 0 or large = no", ["M-001", "M-002", "M-003 Łąka"]),
    ("not growth > 0", ["M-002", "M-003 Łąka"]),
]
REFUSED = [
    ("reading - previous", "has no field “previous”"),
    ("reading - serial_no", "does not go with this"),
    ("reading -", "Expected a field"),
    ("growth + 1", "is computed itself"),
    ("contact.city", "has no field “contact”"),
    ("reading); DROP TABLE meters; --", "This is not understood"),
    ("caruso_fold(serial_no)", "There is no function"),
    ("", "Write a formula"),
]


@pytest.fixture
def meter(waterworks, anna: User, client: Client) -> MappedObject:
    client.force_login(anna)
    return waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)


def _sent(definition: MappedObject, **changed: str) -> dict[str, str]:
    """The page of the mapping as it is sent."""
    definition.refresh_from_db()
    table = read_table(definition.connection.open().alias, definition.table)
    form = MappingForm(connection=definition.connection, table=table, definition=definition)
    values = {one.html_name: one.value() for one in form}
    sent = {name: "on" if value is True else str(value) for name, value in values.items() if value not in (None, False)}
    return {**sent, **{f"computed_formula_{number}": "" for number in range(form.computed_count)}, **{
        name: value for name, value in sent.items() if name.startswith("computed_")
    }, **changed}  # fmt: skip


def _save(client: Client, definition: MappedObject, **changed: str) -> str:
    """What the page says, empty where it was saved."""
    answer = client.post(ADDRESS, _sent(definition, **changed))
    definition.refresh_from_db()
    return "" if answer.status_code == 302 else answer.content.decode()


def test_an_attribute_is_written_beside_the_columns_and_every_reader_has_it(meter, waterworks, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert "computed_formula_0" in page and "computed_formula_1" not in page and "<code>reading - previous" in page
    assert _save(client, meter, **GROWTH) == ""
    (one,) = meter.computed
    assert one["name"] == "growth" and one["labels"]["cs"] == "Růst" and one["result"] == "decimal"
    assert "computed_formula_1" in client.get(ADDRESS).content.decode()
    page = client.get("/meters/").content.decode()
    assert "Growth" in page and "113.5" in page and "sort=growth" in page
    page = client.get("/meters/1").content.decode()
    assert "Growth" in page and "113.5" in page and "/field/growth" not in page
    assert "113.5" in client.get("/meters/1/peek").content.decode()
    assert client.get("/api/v1/meters/1").json()["growth"] == "113.5"
    text = async_to_sync(_joined)(client.get("/meters/export", {"format": "csv", "sort": "growth"}).streaming_content)
    assert "113.5" in text.decode()
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_conditions_on_it_are_asked_of_the_source(meter, client: Client) -> None:
    _compute(meter, client)
    for where, found in CONDITIONS:
        answer = client.get("/api/v1/meters", {"where": where, "sort": "id"}).json()
        assert [item["serial_no"] for item in answer["items"]] == found, where
        page = client.get("/meters/", {"where": where}).content.decode()
        assert page.count("<tr data-id") == len(found), where


def test_lists_follow_its_order_page_by_page(meter, waterworks, client: Client) -> None:
    for number in range(11, 31):
        reading = f"{number % 5}.125" if number % 3 else "NULL"
        waterworks.raw(f"INSERT INTO meters (id, serial_no, reading) VALUES ({number}, 'X-{number}', {reading})")
    _compute(meter, client)
    names = (
        "growth",
        "-growth",
        "called",
        "-called",
        "next_read",
        "-next_read",
        "large",
        "-large",
        "changed",
        "-changed",
    )
    for sort in names:
        seen, address = [], f"/api/v1/meters?limit=4&sort={sort}"
        while address:
            answer = client.get(address).json()
            seen += answer["items"]
            address = f"/api/v1/meters?limit=4&sort={sort}&cursor={answer['next']}" if answer["next"] else ""
        assert sorted(item["id"] for item in seen) == [1, 2, 3, *range(11, 31)], sort
        if sort.strip("-") == "growth":
            said = [float(item["growth"]) for item in seen if item["growth"] is not None]
            assert said == sorted(said, reverse=sort.startswith("-"))
    first = client.get("/meters/", {"sort": "-growth", "where": "growth is not empty"}).content.decode()
    assert first.index("M-001") < first.index("M-002") < first.index("X-13")


def test_nobody_writes_it(meter, waterworks, client: Client) -> None:
    _save(client, meter, **GROWTH)
    before = waterworks.dump()
    assert "growth" not in client.get("/meters/new").content.decode()
    assert "growth" not in client.get("/meters/1/edit").content.decode()
    assert client.post("/meters/1/field/growth", {"growth": "5", "seen": "null"}).status_code in (403, 404)
    version = client.get("/api/v1/meters/1").json()["version"]
    given: dict[str, Any] = {"content_type": "application/json", "headers": {"If-Match": f'"{version}"'}}
    assert client.patch("/api/v1/meters/1", json.dumps({"growth": "5"}), **given).status_code == 422
    assert waterworks.dump() == before
    answer = client.post("/meters/1/field/reading", {"reading": "10", "seen": '"120.5"'})
    assert answer.status_code == 200
    assert client.get("/api/v1/meters/1").json()["growth"] == "3"


def test_it_reaches_over_links_within_the_source(meter, client: Client) -> None:
    said = {"computed_label_0": "Whose", "computed_formula_0": "upper(consumer.name) & ' ' & serial_no"}
    assert _save(client, meter, **said) == ""
    assert client.get("/api/v1/meters/1").json()["whose"] == "ŁÓDŹ BAKERY M-001"
    found = client.get("/api/v1/meters", {"where": "whose contains zizkov"}).json()["items"]
    assert [item["id"] for item in found] == [3]


def test_it_stands_beside_the_contact_among_the_columns(meter, anna: User, client: Client) -> None:
    fields = [one for one in meter.fields if one["column"] in ("serial_no", "email", "reading")]
    MappedObject.objects.filter(pk=meter.pk).update(fields=fields)
    assert _save(client, meter, **GROWTH) == ""
    contact = Contact(last_name="Baker", emails=[{"value": "bakery@example.com"}]).create(by=anna)
    assert "113.5" in client.get(f"/databases/rows/meter/0/{contact.pk}").content.decode()


def test_what_cannot_be_worked_out_is_refused_beside_its_formula(meter, client: Client) -> None:
    _save(client, meter, **GROWTH)
    for formula, said in REFUSED:
        page = _save(client, meter, computed_label_1="Another", computed_formula_1=formula)
        assert said in page and "Not saved yet" in page, formula
        at = page.index('name="computed_formula_1"')
        assert said in page[at - 300 : at + 1200], formula
        assert [one["name"] for one in meter.computed] == ["growth"], formula


def test_the_kind_is_what_comes_of_it_or_what_fits(meter, client: Client) -> None:
    assert "The formula gives" in _save(client, meter, **GROWTH, computed_result_0="date")
    assert _save(client, meter, **GROWTH, computed_result_0="integer") == ""
    assert client.get("/api/v1/meters/1").json()["growth"] == 114


def test_a_name_stays_and_no_two_are_the_same(meter, client: Client) -> None:
    _save(client, meter, **GROWTH)
    both = {"computed_label_0": "Increase", "computed_label_1": "Growth", "computed_formula_1": "reading"}
    assert _save(client, meter, **both) == ""
    assert [one["name"] for one in meter.computed] == ["growth", "growth_2"]
    assert _save(client, meter, computed_label_2="Reading", computed_formula_2="1", computed_name_2="reading") == ""
    assert [one["name"] for one in meter.computed] == ["growth", "growth_2", "reading_2"]
    assert "Please fill this in" in _save(client, meter, computed_label_0="", computed_formula_0="1")
    assert _save(client, meter, computed_label_0="", computed_formula_0="") == ""
    assert [one["name"] for one in meter.computed] == ["growth_2", "reading_2"]


def test_what_is_typed_reaches_the_source_as_data_only(meter, waterworks, client: Client) -> None:
    nasty = """'%s %(a)s {0} {1} \\\\ -- ; " ` $1 ?'"""
    before = waterworks.dump()
    label = "A'b\"c`; DROP TABLE meters; -- %s {0}"
    assert _save(client, meter, computed_label_0=label, computed_formula_0=f"serial_no & {nasty}") == ""
    (one,) = meter.computed
    assert client.get("/api/v1/meters/1").json()[one["name"]] == """M-001%s %(a)s {0} {1} \\ -- ; " ` $1 ?"""
    for where in (f"{one['name']} contains '{{0}} {{1}}'", f"{one['name']} contains '%s %'"):
        items = client.get("/api/v1/meters", {"where": where, "sort": f"-{one['name']}"}).json()["items"]
        assert len(items) == 3, where
    assert client.get("/meters/").status_code == client.get("/meters/1").status_code == 200
    assert "&lt;" not in one["name"] and waterworks.dump() == before


def test_a_formula_over_a_column_that_is_gone_breaks_no_page(meter, waterworks, client: Client) -> None:
    assert _save(client, meter, computed_label_0="Twice", computed_formula_0="phase * 2") != "", "a code is a text"
    assert _save(client, meter, computed_label_0="Kept", computed_formula_0="'no ' & phase") == ""
    waterworks.raw("ALTER TABLE meters DROP COLUMN phase")
    page = client.get(ADDRESS).content.decode()
    assert "It gives nothing now:" in page and "has no field “phase”" in page
    assert client.get("/meters/").status_code in (200, 503)
    assert "has no field “phase”" in _save(client, meter)
    assert _save(client, meter, computed_label_0="", computed_formula_0="") == ""
    assert "M-001" in client.get("/meters/").content.decode()


def test_a_formula_that_cannot_be_used_gives_nothing(meter, client: Client) -> None:
    _save(client, meter, computed_label_0="Whose", computed_formula_0="consumer.name")
    client.post("/databases/objects/consumer/away")
    assert client.get("/meters/").status_code == client.get("/meters/1").status_code == 200
    assert client.get("/meters/", {"sort": "whose", "where": "whose is empty"}).status_code == 200
    assert client.get("/api/v1/meters/1").json()["whose"] in (None, "")
    assert "It gives nothing now:" in client.get(ADDRESS).content.decode()


def test_days_that_no_calendar_has_are_nothing(mariadb, sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    for works, statements in (
        (mariadb, ["SET sql_mode = ''", "UPDATE meters SET read_on = '0000-00-00' WHERE id = 1"]),
        (sqlite, ["UPDATE meters SET read_on = '2026-02-30', reading = 'soon' WHERE id = 1"]),
    ):
        with works.connect_raw() as raw:
            cursor = raw.cursor()
            for statement in statements:
                cursor.execute(statement)
            raw.commit()
        MappedObject.objects.all().delete()
        meter = works.map_meters(works.connect(anna, name=works.vendor), anna)
        said = {"computed_label_0": "Next", "computed_formula_0": "add_days(read_on, 1)"}
        said |= {"computed_label_1": "More", "computed_formula_1": "if(reading is empty, 'none', 'some')"}
        assert _save(client, meter, **said) == ""
        (answer, *_rest) = client.get("/api/v1/meters", {"fields": "next,more", "sort": "id"}).json()["items"]
        assert answer["next"] is None and answer["more"] == ("some" if works is mariadb else "none")


def _compute(meter: MappedObject, client: Client) -> None:
    formulas = {
        "Growth": "reading - 7",
        "Called": "if(state = 'A', 'Active ', '') & serial_no",
        "Next read": "add_days(read_on, 30)",
        "Large": "reading > 100",
        "Changed": "changed_at",
    }
    said = {}
    for number, (label, formula) in enumerate(formulas.items()):
        said |= {f"computed_label_{number}": label, f"computed_formula_{number}": formula}
    assert _save(client, meter, **said) == ""


async def _joined(pieces) -> bytes:
    return b"".join([piece async for piece in pieces])
