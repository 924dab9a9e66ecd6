"""Addresses that no description gives: who may open them, and that nothing happens where it is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account, Activity
from caruso.kernel.files import attach, files_of
from caruso.kernel.models import Event, Job, User


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def statuses(path: str, method: str, *people: User, **data: object) -> list[int]:
    return [getattr(entered(person), method)(path, data).status_code for person in people]


def test_completing_needs_the_right_to_edit(marek: User, petra: User, tomas: User, jan: User, stranger: User) -> None:
    call = Activity(subject="Call back", kind="call", owner=tomas).create(by=tomas)
    path, before = reverse("customers:complete", args=[call.pk]), Event.objects.count()
    assert statuses(path, "get", tomas, marek, jan, petra, stranger) == [200, 403, 403, 404, 404]
    assert statuses(path, "post", marek, jan, petra, stranger) == [403, 403, 404, 404]
    assert statuses(reverse("customers:reopen", args=[call.pk]), "post", marek, jan, petra) == [403, 403, 404]
    assert Event.objects.count() == before
    assert statuses(path, "post", tomas) == [302]


def test_composing_needs_the_customer_and_the_right_to_create(
    petra: User, tomas: User, jan: User, stranger: User
) -> None:
    account = Account(name="Of the service", owner=tomas).create(by=tomas)
    note = {"object": "customers.account", "record": account.pk, "kind": "note", "text": "Hello"}
    before = Event.objects.count()
    assert statuses(reverse("customers:compose"), "post", petra, jan, stranger, **note) == [404, 403, 403]
    assert Event.objects.count() == before
    assert statuses(reverse("customers:compose"), "post", tomas, **note) == [302]


def test_pages_of_customers_need_the_right_to_see(petra: User, tomas: User, jan: User, stranger: User) -> None:
    account = Account(name="Of the service", owner=tomas).create(by=tomas)
    chart = reverse("customers:organisation_chart", args=[account.pk])
    assert statuses(chart, "get", tomas, jan, petra, stranger) == [200, 200, 404, 404]
    assert statuses(reverse("customers:greetings"), "get", tomas, stranger) == [200, 404]
    assert statuses(reverse("customers:home"), "get", tomas, stranger) == [200, 200]
    assert statuses(reverse("customers:feed"), "get", tomas, stranger) == [200, 200]
    assert statuses(reverse("customers:colleagues"), "get", tomas, stranger) == [200, 200]
    assert "Of the service" not in entered(petra).get(reverse("customers:home")).content.decode()


def test_files_need_the_right_of_their_record(
    petra: User, tomas: User, jan: User, stranger: User, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    account = Account(name="Of the service", owner=tomas).create(by=tomas)
    file = attach(account, SimpleUploadedFile("a.txt", b"secret", "text/plain"), by=tomas)
    before = Event.objects.count()
    path = reverse("kernel:file", args=[file.pk, file.name])
    assert statuses(path, "get", tomas, jan, petra, stranger) == [200, 200, 404, 404]
    assert statuses(reverse("kernel:remove_file", args=[file.pk]), "post", jan, petra, stranger) == [403, 404, 404]
    add = reverse("kernel:add_files", args=["customers.account", account.pk])
    assert statuses(add, "post", jan, petra, stranger) == [403, 404, 404]
    assert files_of(account).count() == 1
    assert Event.objects.count() == before


def test_bulk_work_is_taken_back_by_its_owner_alone(anna: User, marek: User) -> None:
    account = Account(name="Novák", owner=marek).create(by=marek)
    entered(marek).post("/accounts/bulk/edit", {"row": account.pk, "field": "legal_name", "legal_name": "Changed"})
    job = Job.objects.get()
    undo = reverse("screens:undo_bulk", args=[job.pk])
    assert statuses(undo, "post", anna) == [404]
    account.refresh_from_db()
    assert account.legal_name == "Changed"
    assert statuses(undo, "post", marek) == [302]
    account.refresh_from_db()
    assert account.legal_name == ""
