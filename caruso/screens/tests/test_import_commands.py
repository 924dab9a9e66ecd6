"""Files brought in and sent out from the console and through the API."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel import jobs
from caruso.kernel.models import CustomField, User
from caruso.screens.transfer.models import Import

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "First name,Last name,E-mail\nZofia,Łącka,zofia@huta.example\nJan,Nowak,jan.nowak\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(ROWS)
    return path


def said(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_a_file_is_brought_in_and_taken_back_from_the_console(anna: User, file: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    assert "created" in said("import_file", str(file), "--tag", "targi", "--report", str(report))
    assert Contact.objects.get(last_name="Łącka").tags == ["targi"]
    assert "is not an e-mail address" in report.read_text()
    assert "2 created records are in the bin" in said("import_file", "--undo", str(Import.objects.get().pk))
    assert not Contact.objects.live().exists()


def test_a_dry_run_from_the_console_writes_nothing(anna: User, file: Path) -> None:
    assert "created" in said("import_file", str(file), "--dry-run")
    assert not Contact.objects.exists()


def test_mistakes_on_the_console_are_told(anna: User, petra: User, tmp_path: Path, file: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    for arguments in (
        (str(empty),),
        (str(tmp_path / "none.csv"),),
        (str(file), "--as", "nobody@example.com"),
        (str(file), "--object", "planets"),
        ("--undo", "77"),
        (),
    ):
        with pytest.raises(CommandError):
            said("import_file", *arguments)
    with pytest.raises(CommandError):
        said("export_records", "contacts", str(tmp_path / "x.csv"), "--as", petra.email)
    with pytest.raises(CommandError):
        said("export_records", "contacts", str(tmp_path / "x.doc"))
    assert not Contact.objects.exists()


def test_records_are_written_to_a_file_from_the_console(anna: User, file: Path, tmp_path: Path) -> None:
    said("import_file", str(file))
    target = tmp_path / "contacts.json"
    said("export_records", "contacts", str(target), "--where", 'last_name = "Nowak"', "--columns", "last_name")
    assert [one["last_name"] for one in json.loads(target.read_text())] == ["Nowak"]


def test_a_file_is_brought_in_through_the_api(client: Client, anna: User, petra: User) -> None:
    client.force_login(anna)
    data = {"file": SimpleUploadedFile("people.csv", ROWS.encode()), "policy": "skip", "tags": "targi"}
    answer = client.post("/api/v1/imports", data)
    assert answer.status_code == 202
    jobs.run(Import.objects.get().job_id)
    state = client.get(answer.headers["Location"]).json()
    assert (state["state"], state["counts"]["created"]) == ("done", 2)
    assert "jan.nowak" in client.get(state["report"]).content.decode()
    client.force_login(petra)
    assert client.get(answer.headers["Location"]).status_code == 404
    assert client.post(f"{answer.headers['Location']}/undo").status_code == 404
    client.force_login(anna)
    assert client.post(f"{answer.headers['Location']}/undo").status_code == 202
    jobs.run(Import.objects.get().job_id)
    assert not Contact.objects.live().exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"file": b"", "policy": "fill"}, 422),
        ({"file": b"Name\nx", "policy": "perhaps"}, 422),
        ({"file": b"Name\nx", "object": "planets"}, 422),
        ({"file": b"Name\nx", "colour": "red"}, 422),
    ],
)
def test_mistakes_through_the_api_are_told(client: Client, anna: User, data: dict[str, Any], status: int) -> None:
    client.force_login(anna)
    parts = {name: SimpleUploadedFile("x.csv", one) if name == "file" else one for name, one in data.items()}
    assert client.post("/api/v1/imports", parts).status_code == status
    assert client.post("/api/v1/imports", "{}", content_type="application/json").status_code == 415
    assert not Contact.objects.exists()


def test_the_api_refuses_who_may_not_create(client: Client, jan: User) -> None:
    client.force_login(jan)
    assert client.post("/api/v1/imports", {"file": SimpleUploadedFile("x.csv", b"Name\nx")}).status_code == 403


MORE = (
    "First name,Last name,E-mail,Favourite roast,Cups per day,Owner\n"
    "Zofia,Łącka,zofia@huta.example,Ethiopia,4,nobody\nJan,Nowak,jan@nowak.example,Brazil,7,nobody\n"
)


def more(path: Path) -> Path:
    path.write_text(MORE)
    return path


def test_fields_that_are_missing_are_made_on_the_way_from_the_console(anna: User, tmp_path: Path) -> None:
    path = more(tmp_path / "more.csv")
    said("import_file", str(path), "--new-fields", "--column", "Owner=", "--column", "Cups per day=+text")
    fields = {field.name: field.kind for field in CustomField.objects.all()}
    assert fields == {"favourite_roast": "text", "cups_per_day": "text", "owner_2": "text"}
    assert Contact.objects.get(last_name="Nowak").custom == {
        "favourite_roast": "Brazil",
        "cups_per_day": "7",
        "owner_2": "nobody",
    }


def test_a_file_taken_back_comes_in_again_with_its_fields(anna: User, tmp_path: Path) -> None:
    path = more(tmp_path / "more.csv")
    asked = ("import_file", str(path), "--column", "Favourite roast=+")
    said(*asked)
    said("import_file", "--undo", str(Import.objects.get().pk))
    assert CustomField.objects.get().archived_at is not None
    assert "created" in said(*asked)
    assert CustomField.objects.get().archived_at is None
    assert Contact.objects.live().get(last_name="Łącka").custom == {"favourite_roast": "Ethiopia"}


def test_one_row_goes_another_way_than_the_rest(anna: User, client: Client, tmp_path: Path) -> None:
    path = more(tmp_path / "more.csv")
    said("import_file", str(path))
    said("import_file", str(path), "--policy", "skip", "--row", "2=create")
    assert sorted(Contact.objects.values_list("last_name", flat=True)) == ["Nowak", "Łącka", "Łącka"]
    client.force_login(anna)
    data = {"file": SimpleUploadedFile("more.csv", MORE.encode()), "policy": "skip", "rows": '{"3": "create"}'}
    assert client.post("/api/v1/imports", data).status_code == 202
    jobs.run(Import.objects.latest("pk").job_id)
    assert sorted(Contact.objects.values_list("last_name", flat=True)) == ["Nowak", "Nowak", "Łącka", "Łącka"]


def test_columns_that_give_no_name_become_fields_all_the_same(anna: User, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Last name,2023,Любимый кофе,Emil\nŁącka,12,Brazil,blue\n")
    said("import_file", str(path), "--new-fields")
    assert Contact.objects.get().custom == {"column_2023": 12, "column": "Brazil", "emil": "blue"}


@pytest.mark.parametrize(
    "wish",
    [
        ("--column", "Shoe size=+integer"),
        ("--column", "E-mail=nothing.of.that"),
        ("--column", "E-mail"),
        ("--row", "2=perhaps"),
        ("--row", "two=skip"),
    ],
)
def test_wishes_that_make_no_sense_are_told(anna: User, file: Path, wish: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        said("import_file", str(file), *wish)
    assert not Contact.objects.exists() and not CustomField.objects.exists() and not Import.objects.exists()


def test_fields_that_are_missing_are_made_through_the_api(client: Client, anna: User) -> None:
    client.force_login(anna)
    data = {
        "file": SimpleUploadedFile("more.csv", MORE.encode()),
        "columns": '{"Cups per day": "+", "Favourite roast": ""}',
    }
    answer = client.post("/api/v1/imports", data)
    assert answer.status_code == 202 and answer.json()["columns"]["Cups per day"] == "+integer"
    jobs.run(Import.objects.get().job_id)
    assert client.get(answer.headers["Location"]).json()["columns"]["Cups per day"] == "cups_per_day"
    assert sorted(Contact.objects.values_list("custom__cups_per_day", flat=True)) == [4, 7]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("columns", "[1]"),
        ("columns", "{"),
        ("columns", '{"E-mail": 3}'),
        ("columns", '{"Shoe size": "+text"}'),
        ("rows", '{"2": "perhaps"}'),
        ("rows", "[" * 5000),
    ],
)
def test_wishes_through_the_api_that_make_no_sense_are_told(client: Client, anna: User, name: str, part: str) -> None:
    client.force_login(anna)
    answer = client.post("/api/v1/imports", {"file": SimpleUploadedFile("more.csv", MORE.encode()), name: part})
    assert answer.status_code == 422 and answer.json()["errors"][0]["name"].startswith(name)
    assert not Contact.objects.exists() and not CustomField.objects.exists() and not Import.objects.exists()


def test_only_administrators_make_fields_on_the_way(client: Client, marek: User, anna: User) -> None:
    client.force_login(marek)
    for wish in ({"new_fields": "true"}, {"columns": '{"Cups per day": "+"}'}):
        data = {"file": SimpleUploadedFile("more.csv", MORE.encode()), **wish}
        assert client.post("/api/v1/imports", data).status_code == 403
    assert not Contact.objects.exists() and not CustomField.objects.exists()


def test_what_was_worked_on_since_is_taken_back_when_that_is_asked_for(client: Client, anna: User) -> None:
    client.force_login(anna)
    answer = client.post("/api/v1/imports", {"file": SimpleUploadedFile("people.csv", ROWS.encode())})
    address = answer.headers["Location"]
    jobs.run(Import.objects.get().job_id)
    Contact.objects.get(last_name="Nowak").change({"nickname": "Honza"}, by=anna)
    client.post(f"{address}/undo")
    jobs.run(Import.objects.get().job_id)
    assert Contact.objects.live().get().nickname == "Honza"
    assert client.post(f"{address}/undo?force=perhaps").status_code == 400
    assert client.post(f"{address}/undo?force=true").status_code == 202
    jobs.run(Import.objects.get().job_id)
    assert not Contact.objects.live().exists()
