"""Addresses and forms that nobody of ours made are answered, not failed on."""

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Job, User


@pytest.fixture
def browser(anna: User) -> Client:
    client = Client()
    client.force_login(anna)
    return client


@pytest.mark.parametrize("number", ["²", "9" * 30, "\x00", "-1"])
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/?view={}",
        "/contacts/?where=account+%3D+{}",
        "/contacts/new?account={}",
        "/accounts/duplicates?records={}",
        "/accounts/merge?records={}",
        "/notifications?before={}",
    ],
)
def test_a_number_that_is_none_is_no_error(browser: Client, address: str, number: str) -> None:
    assert browser.get(address.format(number)).status_code < 500


@pytest.mark.parametrize("key", ["WyJ4IixJbmZpbml0eV0", "W1tbW1tb"])
def test_a_forged_key_of_a_page_begins_the_list_anew(browser: Client, anna: User, key: str) -> None:
    Account(name="Firm").create(by=anna)
    assert "Firm" in browser.get(f"/accounts/?after={key}").content.decode()


def test_bulk_work_leaves_out_what_the_rules_of_the_object_refuse(browser: Client, anna: User) -> None:
    mother = Account(name="Mother").create(by=anna)
    daughter = Account(name="Daughter", parent=mother).create(by=anna)
    other = Account(name="Other").create(by=anna)
    chosen = {"row": [mother.pk, other.pk], "field": "parent", "parent": daughter.pk}
    assert browser.post("/accounts/bulk/edit", chosen).status_code == 302
    assert Account.objects.get(pk=mother.pk).parent is None, "an account cannot be below its own daughter"
    assert Account.objects.get(pk=other.pk).parent == daughter
    job = Job.objects.get()
    assert (job.result["changed"], job.result["skipped"]) == (1, 1)


def test_bulk_work_that_still_runs_cannot_be_taken_back(browser: Client, anna: User) -> None:
    job = Job.objects.create(kind="screens.bulk_edit", by=anna, state=Job.State.RUNNING)
    assert browser.post(f"/bulk/{job.pk}/undo").status_code == 404
    assert Job.objects.count() == 1
