"""Records merged and taken apart again by programs."""

from typing import Any

import pytest

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.screens.merging.models import Merge


@pytest.fixture
def twins(anna: User) -> tuple[Contact, Contact]:
    first = Contact(first_name="Jan", last_name="Novák", tags=["vip"]).create(by=anna)
    return first, Contact(first_name="Jan", last_name="Novak", job_title="Buyer", tags=["fair"]).create(by=anna)


def test_a_program_merges_and_undoes(api: Any, twins: Any) -> None:
    first, second = twins
    body = {"others": [second.pk], "values": {"last_name": "Novák-Lis"}}
    answer = api.post(f"contacts/{first.pk}/merge", body, If_Match='"1"')
    assert answer.status_code == 200
    first.refresh_from_db()
    assert (first.last_name, first.job_title, first.tags) == ("Novák-Lis", "Buyer", ["vip", "fair"])
    assert answer.json()["version"] == first.version
    undone = api.post(f"contacts/merges/{answer.json()['merge']}/undo", {})
    assert undone.json()["kept"] == {"fields": [], "links": 0}
    assert Contact.objects.live().count() == 2
    again = api.post(f"contacts/merges/{answer.json()['merge']}/undo", {})
    assert again.status_code == 409


@pytest.mark.parametrize("others", [None, [], ["2"], [1, 1], [True], [2, 3, 4, 5, 6]])
def test_others_must_be_one_to_four_different_numbers(api: Any, twins: Any, others: Any) -> None:
    answer = api.post(f"contacts/{twins[0].pk}/merge", {"others": others}, If_Match="*")
    assert answer.status_code == 422
    assert not Merge.objects.exists()


def test_a_merge_needs_the_version_seen_and_refuses_an_older_one(api: Any, twins: Any, anna: User) -> None:
    first, second = twins
    body = {"others": [second.pk]}
    assert api.post(f"contacts/{first.pk}/merge", body).status_code == 428
    first.change({"nickname": "Honza"}, by=anna)
    assert api.post(f"contacts/{first.pk}/merge", body, If_Match='"1"').status_code == 412
    assert not Merge.objects.exists()


def test_an_unknown_record_is_not_found(api: Any, twins: Any) -> None:
    answer = api.post(f"contacts/{twins[0].pk}/merge", {"others": [9999]}, If_Match="*")
    assert answer.status_code == 404
