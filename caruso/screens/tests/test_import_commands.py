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
from caruso.kernel.models import User
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
