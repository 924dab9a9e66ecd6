"""The pages of an import, as a person goes through them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel import jobs
from caruso.kernel.models import Notification, User
from caruso.screens.transfer.models import Import

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume"),
]
ROWS = "First name,Last name,E-mail,Wine\nZofia,Łącka,zofia@huta.example,Pálava\nJan,Nowak,jan.nowak,\n"


def posted(client: Client, content: bytes, name: str = "people.csv", slug: str = "contacts") -> Any:
    return client.post(f"/{slug}/import", {"file": SimpleUploadedFile(name, content)})


def test_from_the_file_to_the_records(client: Client, anna: User) -> None:
    client.force_login(anna)
    answer = posted(client, ROWS.encode())
    run = Import.objects.get()
    assert answer.url == f"/imports/{run.pk}"
    columns = client.get(answer.url).content.decode()
    assert "zofia@huta.example" in columns
    choices = {"column-0": "first_name", "column-1": "last_name", "column-2": "emails.home", "column-3": "+text"}
    kept = client.post(f"/imports/{run.pk}/columns", {**choices, "policy": "skip", "tags": "targi", "make_links": "1"})
    preview = client.get(kept.url).content.decode()
    assert "jan.nowak” is not an e-mail address" in preview
    fixed = client.post(
        f"/imports/{run.pk}/correct",
        {"row": "3", "header": "E-mail", "text": "jan@nowak.example"},
        headers={"HX-Request": "true"},
    )
    assert "jan@nowak.example" in fixed.content.decode()
    assert "is not an e-mail" not in fixed.content.decode()
    client.post(f"/imports/{run.pk}/start")
    assert "hx-get" in client.get(f"/imports/{run.pk}").content.decode()
    run.refresh_from_db()
    assert not Contact.objects.exists()
    jobs.run(run.job_id)
    result = client.get(f"/imports/{run.pk}").content.decode()
    assert "Undo the import" in result
    assert {(one.last_name, one.emails[0]["type"]) for one in Contact.objects.all()} == {
        ("Łącka", "home"),
        ("Nowak", "home"),
    }
    assert all(one.tags == ["targi"] for one in Contact.objects.all())
    assert Contact.objects.get(last_name="Łącka").custom == {"wine": "Pálava"}
    assert Notification.objects.get(person=anna).address == f"/imports/{run.pk}"
    report = b"".join(client.get(f"/imports/{run.pk}/report.csv")).decode("utf-8-sig")
    assert [line.split(",")[:2] for line in report.splitlines()[1:]] == [["2", "created"], ["3", "created"]]
    client.post(f"/imports/{run.pk}/undo")
    run.refresh_from_db()
    jobs.run(run.job_id)
    assert not Contact.objects.live().exists()
    assert client.get("/imports").status_code == 200
    assert "undone" in client.get(f"/imports/{run.pk}").content.decode()


def test_checking_the_whole_file_writes_nothing(client: Client, anna: User) -> None:
    client.force_login(anna)
    posted(client, ROWS.encode())
    run = Import.objects.get()
    client.post(f"/imports/{run.pk}/start", {"check": "1"})
    run.refresh_from_db()
    jobs.run(run.job_id)
    assert not Contact.objects.exists()
    assert "nothing is written yet" in client.get(f"/imports/{run.pk}").content.decode()
    assert client.get(f"/imports/{run.pk}?columns").status_code == 200
    client.post(f"/imports/{run.pk}/start")
    run.refresh_from_db()
    jobs.run(run.job_id)
    assert Contact.objects.count() == 2


def test_a_stopped_import_keeps_what_is_in(client: Client, anna: User) -> None:
    client.force_login(anna)
    posted(client, ROWS.encode())
    run = Import.objects.get()
    client.post(f"/imports/{run.pk}/start")
    client.post(f"/imports/{run.pk}/cancel")
    run.refresh_from_db()
    jobs.run(run.job_id)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert client.get(f"/imports/{run.pk}").status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04broken",
        b"%PDF-1.7",
        b"a" * 3_000_000,
        b'Name,"\nunclosed',
        b"\xff\xfe\x00",
    ],
    ids=["empty", "picture", "broken zip", "pdf", "long line", "open quote", "half a letter"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_message(client: Client, anna: User, content: bytes) -> None:
    client.force_login(anna)
    answer = posted(client, content, "people.csv")
    assert answer.status_code in (302, 400)
    if answer.status_code == 400:
        assert 'class="error-summary"' in answer.content.decode()
        assert not Import.objects.exists()
    else:
        page = client.get(answer.url)
        assert page.status_code == 200
        number = Import.objects.get().pk
        assert client.get(f"/imports/{number}/preview").status_code in (200, 302)


def test_a_form_without_a_file_is_told(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.post("/contacts/import").status_code == 400


def test_who_may_not_create_does_not_import(client: Client, jan: User, stranger: User) -> None:
    for person, status in ((jan, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get("/contacts/import").status_code == status
        assert posted(client, ROWS.encode()).status_code == status
    assert not Import.objects.exists()


def test_imports_of_others_are_not_there(client: Client, anna: User, petra: User) -> None:
    client.force_login(anna)
    posted(client, ROWS.encode())
    number = Import.objects.get().pk
    client.force_login(petra)
    for page in ("", "/preview", "/report.csv", "/progress"):
        assert client.get(f"/imports/{number}{page}").status_code == 404
    for verb in ("start", "undo", "cancel", "columns", "reading", "correct"):
        assert client.post(f"/imports/{number}/{verb}").status_code == 404
    assert Import.objects.get().state == "planned"


def test_what_happens_to_a_row_that_is_there_already_is_chosen_row_by_row(client: Client, anna: User) -> None:
    for name in ("Lis", "Nowak", "Ryś", "Kos"):
        Contact(last_name=name, job_title="Old", emails=[{"value": f"{name[0]}@huta.example"}]).create(by=anna)
    rows = "".join(f"{name},{name[0]}@huta.example,New\n" for name in ("Lis", "Nowak", "Ryś", "Kos", "Wolny"))
    client.force_login(anna)
    posted(client, f"Last Name,Email,Job Title\n{rows}".encode())
    run = Import.objects.get()
    shown = client.get(f"/imports/{run.pk}/preview").content.decode()
    assert shown.count('name="policy"') == 4
    assert "as for all: fill in what is empty" in shown
    for row, policy in (("2", "overwrite"), ("3", "create"), ("4", "skip")):
        answer = client.post(
            f"/imports/{run.pk}/choose", {"row": row, "policy": policy}, headers={"HX-Request": "true"}
        )
        assert f'value="{policy}" selected' in answer.content.decode()
    assert client.post(f"/imports/{run.pk}/choose", {"row": "5", "policy": "destroy"}).status_code == 404
    client.post(f"/imports/{run.pk}/start")
    run.refresh_from_db()
    jobs.run(run.job_id)
    run.refresh_from_db()
    assert {name: run.counts[name] for name in ("updated", "created", "skipped", "unchanged")} == {
        "updated": 1,
        "created": 2,
        "skipped": 1,
        "unchanged": 1,
    }
    titles = sorted(Contact.objects.values_list("last_name", "job_title"))
    assert titles == sorted(
        [("Lis", "New"), ("Nowak", "Old"), ("Nowak", "New"), ("Ryś", "Old"), ("Kos", "Old"), ("Wolny", "New")]
    )


def test_a_choice_of_one_row_counts_where_all_others_become_new(client: Client, anna: User) -> None:
    there = Contact(last_name="Łącka", emails=[{"value": "z@huta.example"}]).create(by=anna)
    client.force_login(anna)
    posted(client, b"Last Name,Email,Job Title\n\xc5\x81\xc4\x85cka,z@huta.example,Szefowa\n")
    run = Import.objects.get()
    client.post(f"/imports/{run.pk}/columns", {"policy": "create", "rules": ["emails"]})
    assert there.name in client.get(f"/imports/{run.pk}/preview").content.decode()
    client.post(f"/imports/{run.pk}/choose", {"row": "2", "policy": "fill"})
    client.post(f"/imports/{run.pk}/start")
    run.refresh_from_db()
    jobs.run(run.job_id)
    assert [one.job_title for one in Contact.objects.all()] == ["Szefowa"]
