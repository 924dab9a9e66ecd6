"""Many records changed at once: ticked ones or all that match, as far as one may, with a way back."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel import jobs
from caruso.kernel.models import Event, Job, User

pytestmark = pytest.mark.django_db


def make(by: User, number: int, **values: Any) -> list[Account]:
    return [Account(name=f"A{index}", owner=by, **values).create(by=by) for index in range(number)]


def stored(accounts: list[Account], field: str) -> list[Any]:
    return [getattr(Account.objects.get(pk=account.pk), field) for account in accounts]


def edit(client: Client, accounts: list[Account], address: str = "", **data: Any) -> Job:
    rows = [str(account.pk) for account in accounts]
    assert client.post(f"/accounts/bulk/edit{address}", {"row": rows, **data}).status_code == 302
    return Job.objects.latest("created_at")


def test_ticked_records_are_changed_at_once_and_the_others_are_not(client: Client, marek: User) -> None:
    accounts = make(marek, 4)
    client.force_login(marek)
    job = edit(client, accounts[:3], field="lifecycle_stage", lifecycle_stage="lost")
    assert job.finished and job.result["changed"] == 3
    assert stored(accounts, "lifecycle_stage") == ["lost"] * 3 + [""]
    events = Event.objects.filter(kind="changed")
    assert events.count() == 3 and {event.data["job"] for event in events} == {job.pk}


def test_tags_are_added_to_those_that_are_there(client: Client, marek: User) -> None:
    accounts = [*make(marek, 1, tags=["old"]), *make(marek, 1)]
    client.force_login(marek)
    edit(client, accounts, add_tags="VIP, old")
    assert [sorted(tags) for tags in stored(accounts, "tags")] == [["VIP", "old"], ["VIP", "old"]]


def test_tags_are_removed_where_they_are(client: Client, marek: User) -> None:
    accounts = [*make(marek, 1, tags=["old", "VIP"]), *make(marek, 1, tags=["kept"]), *make(marek, 1)]
    client.force_login(marek)
    job = edit(client, accounts, remove_tags="Old", add_tags="new")
    assert [sorted(tags) for tags in stored(accounts, "tags")] == [["VIP", "new"], ["kept", "new"], ["new"]]
    client.post(f"/bulk/{job.pk}/undo")
    assert [sorted(tags) for tags in stored(accounts, "tags")] == [["VIP", "old"], ["kept"], []]


def test_a_new_owner_for_all_that_the_list_matches(client: Client, marek: User, petra: User) -> None:
    small, large = make(marek, 3, size=1), make(marek, 2, size=9)
    client.force_login(marek)
    data = {"field": "owner", "owner": petra.pk, "all_matching": "1"}
    job = edit(client, [], "?where=size+%3C+5", **data)
    assert not job.finished, "all that match may be many, so a worker does it"
    jobs.run(job.pk)
    assert stored(small, "owner") == [petra] * 3 and stored(large, "owner") == [marek] * 2


def test_a_wrong_condition_matches_nothing(client: Client, marek: User) -> None:
    accounts = make(marek, 2)
    client.force_login(marek)
    job = edit(client, [], "?where=nonsense+>", field="size", size="5", all_matching="1")
    jobs.run(job.pk)
    assert stored(accounts, "size") == [None, None]


def test_more_than_a_hundred_are_left_to_a_worker(client: Client, marek: User) -> None:
    accounts = make(marek, 101)
    client.force_login(marek)
    job = edit(client, accounts, field="size", size="7")
    assert not job.finished and set(stored(accounts, "size")) == {None}
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.finished and job.result == {**job.result, "changed": 101, "skipped": 0}
    assert set(stored(accounts, "size")) == {7}


def test_what_a_worker_did_is_told_and_taken_back_on_the_page_of_the_job(
    client: Client, marek: User, anna: User
) -> None:
    accounts = make(marek, 101)
    client.force_login(marek)
    asked = client.post("/accounts/bulk/edit?where=size+is+empty", {"field": "size", "size": "7", "all_matching": "1"})
    job = Job.objects.latest("pk")
    assert asked["Location"] == f"/office/jobs/{job.pk}", "there its progress is seen"
    assert f"/bulk/{job.pk}/undo" not in client.get(asked["Location"]).content.decode()
    jobs.run(job.pk)
    page = client.get(asked["Location"]).content.decode()
    assert "101 records changed." in page and 'href="/accounts/?where=size+is+empty"' in page
    assert (
        f'action="/bulk/{job.pk}/undo"' in page
        and f'action="/bulk/{job.pk}/undo"' in client.get("/office/jobs").content.decode()
    )
    client.force_login(anna)
    shown = client.get(asked["Location"]).content.decode()
    assert "101 records changed." in shown and f"/bulk/{job.pk}/undo" not in shown, "nobody else takes it back"
    client.force_login(marek)
    undone = client.post(f"/bulk/{job.pk}/undo")
    back = Job.objects.latest("pk")
    assert undone["Location"] == f"/office/jobs/{back.pk}" and set(stored(accounts, "size")) == {7}
    jobs.run(back.pk)
    assert set(stored(accounts, "size")) == {None}
    assert f"/bulk/{job.pk}/undo" not in client.get(asked["Location"]).content.decode(), "once is enough"


def test_what_one_may_not_change_stays(client: Client, marek: User, anna: User, petra: User, jan: User) -> None:
    mine, foreign = make(marek, 1), make(anna, 1)
    client.force_login(marek)
    edit(client, mine + foreign, field="size", size="7")
    assert stored(mine + foreign, "size") == [7, None]
    for person in (petra, jan):
        client.force_login(person)
        for page in ("edit", "delete"):
            data = {"row": [mine[0].pk], "field": "size", "size": "8"}
            assert client.post(f"/accounts/bulk/{page}", data).status_code == 403
    assert stored(mine, "size") == [7] and not mine[0].in_bin and Job.objects.count() == 1


def test_values_that_are_refused_change_nothing(client: Client, marek: User, anna: User) -> None:
    accounts = make(marek, 2)
    client.force_login(marek)
    url = "/accounts/bulk/edit"
    rows = {"row": [account.pk for account in accounts]}
    for data in ({"field": "size", "size": "many"}, {}, {"field": "owner", "owner": "99999"}):
        assert client.post(url, {**rows, **data}).status_code == 302
    assert client.post(url, {**rows, "field": "created_at", "created_at": "2020-01-01"}).status_code == 400
    assert client.post(url, {"field": "size", "size": "1"}).status_code == 302, "nothing is selected"
    assert stored(accounts, "version") == [1, 1]


def test_a_record_that_a_rule_keeps_from_it_is_skipped_alone(client: Client, marek: User) -> None:
    top, other = make(marek, 2)
    client.force_login(marek)
    job = edit(client, [top, other], field="parent", parent=str(top.pk))
    assert stored([top, other], "parent_id") == [None, top.pk]
    assert job.result["changed"] == 1 and job.result["skipped"] == 1


def test_an_edit_is_taken_back_except_where_somebody_went_on(client: Client, marek: User, petra: User) -> None:
    accounts = make(marek, 3, size=1)
    client.force_login(marek)
    job = edit(client, accounts, field="size", size="7")
    accounts[0].change({"size": 50}, by=petra)
    accounts[1].change({"notes": "more"}, by=petra)
    assert client.post(f"/bulk/{job.pk}/undo").status_code == 302
    assert stored(accounts, "size") == [50, 1, 1] and stored(accounts, "notes")[1] == "more"
    undone = Job.objects.get(kind="screens.bulk_undo")
    assert undone.result == {**undone.result, "changed": 2, "skipped": 1}
    client.post(f"/bulk/{job.pk}/undo")
    assert Job.objects.filter(kind="screens.bulk_undo").count() == 1, "once is enough"


def test_a_job_is_taken_back_by_nobody_else_and_not_before_it_is_done(client: Client, marek: User, anna: User) -> None:
    accounts = make(marek, 1, size=1)
    client.force_login(marek)
    waiting = edit(client, [], "?where=size+%3C+5", field="size", size="9", all_matching="1")
    client.post(f"/bulk/{waiting.pk}/undo")
    assert not Job.objects.filter(kind="screens.bulk_undo").exists()
    jobs.run(waiting.pk)
    client.force_login(anna)
    assert client.post(f"/bulk/{waiting.pk}/undo").status_code == 404
    assert stored(accounts, "size") == [9]


def test_deleted_records_come_back(client: Client, marek: User) -> None:
    accounts = make(marek, 3)
    client.force_login(marek)
    client.post("/accounts/bulk/delete", {"row": [account.pk for account in accounts[:2]]})
    assert [value is not None for value in stored(accounts, "binned_at")] == [True, True, False]
    client.post(f"/bulk/{Job.objects.latest('created_at').pk}/undo")
    assert stored(accounts, "binned_at") == [None] * 3


def test_undoing_skips_a_link_to_what_is_gone(client: Client, marek: User, anna: User) -> None:
    parent, child, other = make(marek, 3)
    child.change({"parent": parent}, by=marek)
    client.force_login(marek)
    job = edit(client, [child, other], field="parent", parent="")
    edit(client, [other], field="size", size="2")
    parent.put_in_bin(by=marek)
    client.post(f"/bulk/{job.pk}/undo")
    undone = Job.objects.get(kind="screens.bulk_undo")
    assert undone.finished and undone.result["changed"] == 0
    assert stored([child], "parent_id") == [None]
