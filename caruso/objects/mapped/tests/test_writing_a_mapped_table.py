"""Writing back where it is allowed, and nothing else ever."""

from contextlib import closing

import pytest
from django.test import Client
from django.utils import timezone

from caruso.kernel.models import Event, User
from caruso.objects.mapped import writing
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.sources import source_of
from caruso.objects.mapped.tests.waterworks import cut_lines, form_as_guessed
from caruso.screens.description import screen_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def meters(waterworks, anna: User) -> MappedObject:
    return waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)


def _form(client: Client, **changed: str) -> dict[str, str]:
    record = screen_of("mapped.meter").model.objects.get(pk=1)
    values = {"serial_no": "M-001", "email": "bakery@example.com", "state": "A", "phase": "1", "consumer": "1"}
    values |= {"reading": "120.5", "read_on": "2026-10-01", "changed_at": "2026-10-01T10:00"}
    return {**values, "version": str(record.version), **changed}


def test_what_is_written_is_in_the_source_and_told(meters, waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post("/meters/1/edit", _form(client, reading="130", state="D"))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert [(row[0], str(row[1])[:3]) for row in waterworks.raw("SELECT state, reading FROM meters WHERE id = 1")] == [
        ("D", "130")
    ]
    event = Event.objects.get(object="mapped.meter", kind="changed")
    assert event.changes["state"] == ["A", "D"] and event.actor == anna
    assert "dismantled" in client.get("/meters/1").content.decode()


def test_what_nobody_touched_stays_as_the_source_has_it(meters, waterworks, anna: User, client: Client) -> None:
    waterworks.raw(
        "UPDATE meters SET state = 'Q', changed_at = '2026-10-01 10:00:42', serial_no = ' M-001 ', email = 'a@b' WHERE id = 1"
    )
    client.force_login(anna)
    page = client.get("/meters/1/edit").content.decode()
    assert '<option value="Q" selected>Q</option>' in page
    sent = _form(client, state="Q", serial_no=" M-001 ", email="a@b", reading="130")
    at = screen_of("mapped.meter").model.objects.get(pk=1).changed_at
    sent["changed_at"] = timezone.localtime(at).isoformat()[:16]
    answer = client.post("/meters/1/edit", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = waterworks.raw("SELECT state, serial_no, email, changed_at, reading FROM meters WHERE id = 1")[0]
    assert row[:3] == ("Q", " M-001 ", "a@b")
    assert str(row[3]).startswith("2026-10-01 10:00:42") and str(row[4]).startswith("130")
    assert set(Event.objects.get(object="mapped.meter", kind="changed").changes) == {"reading"}


def test_a_refusal_does_not_tell_the_whole_row(postgresql, anna: User, client: Client) -> None:
    postgresql.map_meters(postgresql.connect(anna, writable=True), anna, writable=True)
    client.force_login(anna)
    page = client.post("/meters/1/edit", _form(client, reading="-5")).content.decode()
    assert "refuses" in page and "Failing row" not in page


def test_a_new_row_takes_what_the_source_gives_it(meters, waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post("/meters/new", {"serial_no": "M-900", "reading": "1"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert waterworks.raw("SELECT state FROM meters WHERE serial_no = 'M-900'")[0][0] == "A"


def test_the_constraints_of_the_source_are_told_beside_the_field(meters, waterworks, anna: User, client) -> None:
    client.force_login(anna)
    before = waterworks.dump()
    for changed, field in (({"serial_no": "M-002"}, "serial_no"), ({"reading": "-5"}, "reading")):
        answer = client.post("/meters/1/edit", _form(client, **changed))
        page = answer.content.decode()
        assert answer.status_code == 422
        at = page.index(f'id="id_{field}"')
        assert "refuses" in page[at - 600 : at + 900], page[at - 600 : at + 900]
        assert f'value="{changed[field]}"' in page
    assert waterworks.dump() == before


def test_what_another_program_wrote_meanwhile_is_not_written_over(meters, waterworks, anna: User, client) -> None:
    client.force_login(anna)
    form = _form(client, reading="140")
    waterworks.raw("UPDATE meters SET reading = 135 WHERE id = 1")
    answer = client.post("/meters/1/edit", form)
    assert answer.status_code == 409 and "135" in answer.content.decode()
    assert str(waterworks.raw("SELECT reading FROM meters WHERE id = 1")[0][0]).startswith("135")


def test_the_list_of_the_api_tells_the_version_that_writing_asks_for(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    listed = {item["id"]: item for item in client.get("/api/v1/meters?fields=serial_no").json()["items"]}
    assert listed[1]["version"] == client.get("/api/v1/meters/1").json()["version"] != listed[2]["version"]
    json = {"content_type": "application/json"}
    seen = {"If-Match": f'"{listed[1]["version"]}"'}
    assert client.patch("/api/v1/meters/1", {"state": "D"}, **json, headers=seen).status_code == 200
    assert client.patch("/api/v1/meters/1", {"state": "A"}, **json, headers=seen).status_code == 412
    made = client.post("/api/v1/meters", {"serial_no": "M-900", "reading": "1.500"}, **json)
    assert made.json()["version"] == client.get(f"/api/v1/meters/{made.json()['id']}").json()["version"]


def test_one_field_is_written_where_it_stands(meters, waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post("/meters/1/field/state", {"state": "D", "seen": '"A"'})
    assert answer.status_code == 200 and "dismantled" in answer.content.decode()
    assert waterworks.raw("SELECT state FROM meters WHERE id = 1")[0][0] == "D"


def test_what_is_only_read_is_never_altered(waterworks, anna: User, client: Client) -> None:
    """Every door is tried; the source is afterwards what it was before."""
    before = waterworks.dump()
    definition = waterworks.map_meters(waterworks.connect(anna), anna)
    client.force_login(anna)
    assert client.get("/meters/").status_code == client.get("/meters/1").status_code == 200
    assert client.get("/meters/1/edit").status_code == 403
    assert client.post("/meters/1/edit", {"serial_no": "X"}).status_code == 403
    assert client.post("/meters/new", {"serial_no": "X"}).status_code == 403
    assert client.post("/meters/1/delete").status_code == 403
    assert client.post("/meters/bulk/delete", {"row": ["1"]}).status_code in (403, 404)
    json = {"content_type": "application/json"}
    assert client.patch("/api/v1/meters/1", {"state": "D"}, **json, headers={"If-Match": "*"}).status_code == 403
    assert client.delete("/api/v1/meters/1").status_code == 403
    assert client.post("/api/v1/meters", {"serial_no": "X"}, **json).status_code == 403
    client.post(f"/databases/objects/{definition.name}/away")
    assert client.get("/meters/").status_code == 404
    assert waterworks.dump() == before


def test_the_session_itself_refuses_to_write(waterworks, anna: User) -> None:
    """What reads could not write even if somebody forgot to ask."""
    from django.db import DatabaseError

    from caruso.screens.away import SourceAway

    before = waterworks.dump()
    waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)
    model = screen_of("mapped.meter").model
    with pytest.raises((DatabaseError, SourceAway)):
        model.objects.using(model.SOURCE).filter(pk=1).update(state="D")
    assert waterworks.dump() == before


def test_who_may_only_see_writes_nothing(meters, waterworks, jan: User, client: Client) -> None:
    before = waterworks.dump()
    client.force_login(jan)
    assert client.post("/meters/1/edit", _form(client, state="D")).status_code == 403
    assert client.post("/meters/1/field/state", {"state": "D"}).status_code == 403
    assert waterworks.dump() == before


def test_another_writer_who_holds_the_row_is_told_and_nothing_typed_is_lost(
    waterworks, anna: User, client: Client, settings
) -> None:
    settings.MAPPED_SECONDS = 1.0
    waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)
    client.force_login(anna)
    form = _form(client, serial_no="M-777")
    with closing(waterworks.connect_raw()) as other:
        other.cursor().execute("UPDATE meters SET reading = 5 WHERE id = 1")
        for _time in range(4):
            answer = client.post("/meters/1/edit", form)
            assert answer.status_code == 422 and "is writing there just now" in answer.content.decode()
            assert 'value="M-777"' in answer.content.decode()
        other.rollback()
    assert client.post("/meters/1/edit", form).status_code == 302
    assert waterworks.raw("SELECT serial_no FROM meters WHERE id = 1") == [("M-777",)]
    assert source_of(Connection.objects.get().alias).breaker.failures == 0


@pytest.mark.parametrize(
    ("statement", "changed"),
    [
        ("ALTER TABLE meters ADD COLUMN note VARCHAR(3)", {"note": "far too long"}),
        ("ALTER TABLE meters ADD COLUMN amount NUMERIC(4,2)", {"amount": "12345.5"}),
    ],
)
@pytest.mark.parametrize("waterworks", ["postgresql", "mariadb"], indirect=True)
def test_a_value_that_does_not_fit_is_told_in_the_form(
    waterworks, anna: User, client: Client, statement: str, changed: dict[str, str]
) -> None:
    """Where the source does not name the column, above the form; what was typed stays."""
    waterworks.raw(statement)
    client.force_login(anna)
    connection = waterworks.connect(anna, writable=True)
    sent = {**form_as_guessed(connection, "meters"), "writable": "on"}
    assert client.post(f"/databases/{connection.pk}/map?table=meters", sent).status_code == 302
    before = waterworks.dump()
    record = screen_of("mapped.meter").model.objects.get(pk=1)
    values = {"serial_no": "M-001", "email": "bakery@example.com", "state": "A", "phase": "1", "reading": "120.5"}
    values |= {"customer_id": "1", "read_on": "2026-10-01", "changed_at": "2026-10-01T10:00"}
    answer = client.post("/meters/1/edit", {**values, **changed, "version": str(record.version)})
    assert answer.status_code == 422 and next(iter(changed.values())) in answer.content.decode()
    assert waterworks.dump() == before


@pytest.mark.parametrize("waterworks", ["postgresql", "mariadb"], indirect=True)
def test_a_line_that_is_cut_while_writing_leaves_the_row_as_it_was(
    waterworks, anna, client: Client, monkeypatch
) -> None:
    waterworks.map_meters(waterworks.connect(anna, writable=True), anna, writable=True)
    client.force_login(anna)
    before, form = waterworks.dump(), _form(client, serial_no="M-777")
    refuse = writing._refuse_stale

    def cut(*asked: object) -> None:
        refuse(*asked)
        cut_lines(waterworks)

    monkeypatch.setattr(writing, "_refuse_stale", cut)
    assert client.post("/meters/1/edit", form).status_code == 503
    assert waterworks.dump() == before and not Event.objects.filter(object="mapped.meter").exists()
    monkeypatch.setattr(writing, "_refuse_stale", refuse)
    client.get("/meters/")  # the line that reads was cut as well, which is noticed here
    assert client.post("/meters/1/edit", form).status_code == 302
