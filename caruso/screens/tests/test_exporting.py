"""Lists sent out as files."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from caruso.customers.models import Account, Contact
from caruso.kernel import jobs, writing
from caruso.kernel.jobs import running
from caruso.kernel.models import Role, User
from caruso.screens.description import screen_at
from caruso.screens.tests.importing import brought_in
from caruso.screens.transfer.exporting import job as exporting
from caruso.screens.transfer.exporting import views, workbook
from caruso.screens.transfer.models import Export

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume"),
]


def fetched(client: Client, **parameters: Any) -> bytes:
    answer = client.get("/contacts/export", parameters)
    assert answer.status_code == 200
    return b"".join(answer)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def people(anna: User) -> list[Contact]:
    huta = Account(name="Huta", owner=anna).create(by=anna)
    zofia = Contact(
        first_name="Zofia",
        last_name="Łącka",
        account=huta,
        owner=anna,
        emails=[
            {"value": "z@huta.example", "type": "work", "primary": True},
            {"value": "z@dom.example", "type": "home"},
        ],
        phones=[{"value": "+48601234501", "type": "mobile", "primary": True}],
        addresses=[
            {"street": "Żeromskiego 12, m. 4", "city": "Łódź", "country": "Polska", "type": "work", "primary": True}
        ],
        family=[{"name": "Adam", "relation": "mąż"}],
        tags=["VIP", "targi"],
        lifecycle_stage="customer",
        notes="Woli kontakt\nrano",
    ).create(by=anna)
    evil = Contact(first_name="=cmd|'/C calc'!A0", last_name="-2+3", owner=anna).create(by=anna)
    return [zofia, evil]


def test_a_list_is_exported_as_it_is_shown(client: Client, anna: User, people: list[Contact]) -> None:
    client.force_login(anna)
    rows = lines(fetched(client, format="csv", columns="name,email,account", sort="name", where='first_name = "Zofia"'))
    assert rows == [
        ["Caruso ID", "Name", "E-mail", "Account"],
        [str(people[0].pk), "Zofia Łącka", "z@huta.example", "Huta"],
    ]


def test_texts_never_become_formulas(client: Client, anna: User, people: list[Contact]) -> None:
    client.force_login(anna)
    [_head, *rows] = lines(fetched(client, format="csv", columns="first_name,last_name,phone"))
    found = {row[0]: row[1:] for row in rows}
    assert found[str(people[1].pk)] == ["'=cmd|'/C calc'!A0", "'-2+3", ""]
    assert found[str(people[0].pk)][2] == "'+48601234501"


def test_json_and_workbooks_hold_the_same(client: Client, anna: User, people: list[Contact]) -> None:
    client.force_login(anna)
    data = json.loads(fetched(client, format="json", columns="name,emails,account", sort="name"))
    assert {one["id"] for one in data} == {one.pk for one in people}
    zofia = next(one for one in data if one["name"] == "Zofia Łącka")
    assert zofia["account"]["title"] == "Huta"
    assert zofia["emails"] == people[0].emails
    sheet = load_workbook(io.BytesIO(fetched(client, format="xlsx", columns="name,email"))).active
    assert [cell.value for cell in sheet[1]] == ["Caruso ID", "Name", "E-mail"]
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {one.pk for one in people}


def test_exporting_needs_its_own_right_and_shows_no_hidden_field(
    client: Client, petra: User, marek: User, people: list[Contact]
) -> None:
    client.force_login(petra)
    assert client.get("/contacts/export", {"format": "csv"}).status_code == 403
    role = Role.objects.create(
        name="Narrow",
        rights={
            "*": {"view": "all", "export": "all"},
            "customers.contact": {"view": "all", "export": "own", "fields": {"phone": "hidden"}},
        },
    )
    marek.roles.set([role])
    mine = Contact(last_name="Mój", owner=marek).create(by=marek)
    client.force_login(marek)
    [head, *rows] = lines(fetched(client, format="csv", columns="name,phone"))
    assert head == ["Caruso ID", "Name"]
    assert rows == [[str(mine.pk), "Mój"]]


def test_what_was_exported_comes_back_without_changing_anything(
    client: Client, anna: User, people: list[Contact]
) -> None:
    client.force_login(anna)
    for format in ("csv", "xlsx"):
        content = fetched(client, format=format, all_fields="1")
        before = list(Contact.objects.order_by("pk").values())
        run = brought_in(content, anna, policy="overwrite")
        assert run.counts == {"unchanged": 2, "also_made": 0, "with_messages": 0}
        assert list(Contact.objects.order_by("pk").values()) == before


def test_a_large_export_is_written_by_a_worker_for_its_owner_only(
    client: Client, anna: User, petra: User, people: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    client.force_login(anna)
    answer = client.get("/contacts/export", {"format": "csv", "columns": "name", "sort": "name"})
    made = Export.objects.get()
    assert answer.url == f"/exports/{made.pk}"
    assert client.get(answer.url).status_code == 200
    assert client.get(f"{answer.url}?download").status_code == 404
    jobs.run(made.job_id)
    rows = lines(b"".join(client.get(f"{answer.url}?download")))
    assert sorted(row[1] for row in rows[1:]) == sorted(["'=cmd|'/C calc'!A0 -2+3", "Zofia Łącka"])
    client.force_login(petra)
    assert client.get(answer.url).status_code == 404
    assert client.get(f"{answer.url}?download").status_code == 404


def test_export_asks_for_a_format_first(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert 'name="format"' in client.get("/contacts/export", {"sort": "name"}).content.decode()


def test_others_write_while_a_workbook_grows_step_by_step(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.create([Contact(last_name=f"Osoba {number}", owner=anna) for number in range(9)], by=anna)
    monkeypatch.setattr(exporting, "STEP", 2)
    monkeypatch.setattr(workbook, "MOST_SHEET_ROWS", 4)
    made = exporting.start(screen_at("contacts"), "xlsx", {"sort": "name"}, ["name"], by=anna, file_name="x.xlsx")
    lengths: list[int] = []
    step = running._step

    def save_in_between(*arguments: Any) -> bool:
        more = step(*arguments)
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(_save, anna).result(timeout=5)
        lengths.append(made.path.stat().st_size)
        return more

    monkeypatch.setattr(running, "_step", save_in_between)
    jobs.run(made.job_id)
    assert len(lengths) == 5
    assert lengths == sorted(set(lengths))
    book = load_workbook(io.BytesIO(made.path.read_bytes()))
    names = [row[1] for sheet in book for row in sheet.values]
    assert names == ["Name", *(f"Osoba {number}" for number in range(9))]
    assert [sheet.max_row for sheet in book] == [4, 4, 2]
    assert book.worksheets[0].freeze_panes == "B2"


def _save(anna: User) -> None:
    Contact(last_name="Aaron", owner=anna).create(by=anna)
    connection.close()


def test_a_workbook_holds_what_xml_cannot_and_numbers_as_numbers(client: Client, anna: User) -> None:
    Account(name="<b>&\x01\u2028\"'", size=1200, revenue="99.50", legal_name="  two  ", owner=anna).create(by=anna)
    client.force_login(anna)
    answer = client.get("/accounts/export", {"format": "xlsx", "columns": "name,size,revenue,legal_name"})
    [_head, row] = load_workbook(io.BytesIO(b"".join(answer))).active.values
    assert row[1:] == ("<b>&\u2028\"'", 1200, 99.5, "  two  ")


def test_only_ticked_rows_of_the_list_are_sent_out(
    client: Client, anna: User, marek: User, people: list[Contact]
) -> None:
    first, second = people[0], people[1]
    foreign = Contact(last_name="Foreign", owner=anna).create(by=anna)
    client.force_login(anna)
    asked = {"format": "json", "columns": "last_name", "row": [first.pk, foreign.pk, "x"]}
    assert len(json.loads(fetched(client, **asked))) == 2
    assert len(json.loads(fetched(client, **asked, all_matching="1"))) == Contact.objects.count()
    narrowed = {**asked, "row": [first.pk, second.pk], "where": 'first_name = "Zofia"'}
    assert [one["id"] for one in json.loads(fetched(client, **narrowed))] == [first.pk]
    dialog = client.get("/contacts/export", {"row": [first.pk]}).content.decode()
    assert f'name="row" value="{first.pk}"' in dialog and "The one record that is selected." in dialog
    client.force_login(marek)
    assert json.loads(fetched(client, **asked)) == []
