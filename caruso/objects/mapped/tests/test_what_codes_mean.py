"""Codes get their meaning by clicking: the values are read from the source, each becomes a row."""

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection as own
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.mapped.introspection import MOST_VALUES, read_table
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.tests.waterworks import Waterworks, codes_sent, form_as_guessed
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROWS = [
    {"value": "D", "labels": {"en": "dismantled", "cs": "odpojený"}, "colour": "red"},
    {"value": "A", "labels": {"en": "active", "pl": "aktywny"}, "colour": "green"},
]


def _place(connection: Connection, column: str, table: str = "meters") -> int:
    columns = read_table(connection.open().alias, table).columns
    return [one.name for one in columns].index(column)


def _as_choice(connection: Connection, column: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    number = _place(connection, column)
    return {**form_as_guessed(connection, "meters"), f"kind_{number}": "choice", **codes_sent({number: rows})}


def test_the_values_found_become_rows_and_what_was_typed_stays(waterworks, anna: User, client: Client) -> None:
    before = waterworks.dump()
    client.force_login(anna)
    connection = waterworks.connect(anna)
    address, number = f"/databases/{connection.pk}/map?table=meters", _place(connection, "state")
    sent = {**_as_choice(connection, "state", ROWS[1:]), "label_en": "Gauge", f"use_{_place(connection, 'email')}": ""}
    answer = client.post(address, {**sent, "codes": f"fill:{number}"})
    form = answer.context["form"]
    assert answer.status_code == 200 and not MappedObject.objects.exists()
    assert [(row["value"], row["labels"]) for row in form.codes[number]] == [
        ("A", {"en": "active", "pl": "aktywny", "cs": ""}),
        ("D", {"en": "D"}),
    ]
    page = answer.content.decode()
    assert 'value="Gauge"' in page and 'value="aktywny"' in page and '<option value="green" selected>' in page
    assert not form["use_2"].value() and form["use_1"].value()
    phase = _place(connection, "phase")
    answer = client.post(address, {**sent, "codes": f"fill:{phase}"})
    assert [row["value"] for row in answer.context["form"].codes[phase]] == ["1", "3"], "numbers are codes as well"
    assert waterworks.dump() == before


def test_rows_are_moved_added_and_taken_away_without_scripts(sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = sqlite.connect(anna)
    address, number = f"/databases/{connection.pk}/map?table=meters", _place(connection, "state")
    sent = _as_choice(connection, "state", ROWS)
    for step, values in (
        (f"down:{number}:0", ["A", "D"]),
        (f"up:{number}:1", ["A", "D"]),
        (f"drop:{number}:0", ["A"]),
        (f"more:{number}", ["D", "A", ""]),
        (f"up:{number}:9", ["D", "A"]),
        ("nonsense", ["D", "A"]),
        ("fill:99", ["D", "A"]),
    ):
        form = client.post(address, {**sent, "codes": step}).context["form"]
        assert [row["value"] for row in form.codes[number]] == values, step


def test_codes_are_shown_as_chips_in_their_order(waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = waterworks.connect(anna)
    sent = _as_choice(connection, "state", ROWS)
    assert client.post(f"/databases/{connection.pk}/map?table=meters", sent).status_code == 302
    meters = MappedObject.objects.get()
    assert next(one for one in meters.fields if one["column"] == "state")["codes"] == ROWS
    page = client.get("/meters/").content.decode()
    assert '<span class="chip status green">active</span>' in page and 'status red">dismantled' in page
    page = client.get(f"/databases/objects/{meters.name}").content.decode()
    assert page.index('value="D" maxlength') < page.index('value="A" maxlength')


def test_a_code_that_is_there_twice_is_told_beside_its_column(sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = sqlite.connect(anna)
    sent = _as_choice(connection, "state", [*ROWS, ROWS[0]])
    answer = client.post(f"/databases/{connection.pk}/map?table=meters", sent)
    assert answer.status_code == 422 and not MappedObject.objects.exists()
    assert list(answer.context["form"].errors) == [f"kind_{_place(connection, 'state')}"]


def test_a_column_of_many_values_is_told_to_be_no_list(sqlite, anna: User, client: Client) -> None:
    for number in range(MOST_VALUES + 5):
        sqlite.raw(f"INSERT INTO meters (serial_no, email) VALUES ('X-{number}', 'x{number}@example.com')")
    client.force_login(anna)
    connection = sqlite.connect(anna)
    number = _place(connection, "serial_no")
    sent = {**_as_choice(connection, "serial_no", []), "codes": f"fill:{number}"}
    answer = client.post(f"/databases/{connection.pk}/map?table=meters", sent)
    assert len(answer.context["form"].codes[number]) == MOST_VALUES
    assert "perhaps it is no list" in answer.content.decode()


def test_a_source_that_dies_meanwhile_leaves_what_was_typed(sqlite, anna: User, client: Client, monkeypatch) -> None:
    from caruso.objects.mapped.forms import mapping
    from caruso.screens.away import SourceAway

    def away(*_asked: Any) -> None:
        raise SourceAway("Waterworks", "It takes too long.")

    client.force_login(anna)
    connection = sqlite.connect(anna)
    monkeypatch.setattr(mapping, "values_in", away)
    number = _place(connection, "state")
    sent = {**_as_choice(connection, "state", ROWS), "codes": f"fill:{number}"}
    answer = client.post(f"/databases/{connection.pk}/map?table=meters", sent)
    assert answer.status_code == 200 and "It takes too long." in answer.content.decode()
    assert len(answer.context["form"].codes[number]) == 2


def test_codes_travel_with_their_colours_in_a_file(sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = sqlite.connect(anna)
    client.post(f"/databases/{connection.pk}/map?table=meters", _as_choice(connection, "state", ROWS))
    text = written(present())
    assert "colour: red" in text
    MappedObject.objects.get().delete()
    apply(read(text), by=anna)
    assert next(one for one in MappedObject.objects.get().fields if one["column"] == "state")["codes"] == ROWS
    assert written(present()) == text


def test_codes_that_were_kept_by_code_become_rows_and_back(sqlite: Waterworks, anna: User) -> None:
    migration = importlib.import_module("caruso.objects.migrations.0012_codes_in_rows")
    [step] = migration.Migration.operations
    meters = sqlite.map_meters(sqlite.connect(anna), anna)
    rows = MappedObject.objects.get(pk=meters.pk).fields
    editor = SimpleNamespace(connection=own)
    step.reverse_code(apps, editor)
    state = next(one for one in MappedObject.objects.get(pk=meters.pk).fields if one["column"] == "state")
    assert state["codes"]["D"] == {"en": "dismantled"}
    step.code(apps, editor)
    assert [
        {**one, "codes": sorted(one["codes"], key=lambda code: code["value"])}
        for one in MappedObject.objects.get(pk=meters.pk).fields
    ] == rows
