"""Records written by programs."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Affiliation, Contact
from caruso.kernel.models import Event, User
from caruso.screens.api.kept_reply import KeptReply
from tests.api.conftest import Program, faults


@pytest.fixture
def account(anna: User) -> Account:
    return Account(name="Browar Łódź", owner=anna).create(by=anna)


def test_a_record_is_created_with_its_event(api: Program, anna: User, account: Account) -> None:
    data = {
        "first_name": "Jana",
        "last_name": "Žižková",
        "account": account.pk,
        "emails": [{"value": "jana@example.cz", "type": "work"}],
        "birthday": "1980-02-29",
        "tags": ["VIP"],
        "lifecycle_stage": "customer",
    }
    response = api.post("contacts", data)
    assert response.status_code == 201
    contact = Contact.objects.get()
    assert response.headers["Location"] == f"/api/v1/contacts/{contact.pk}"
    assert (contact.name, contact.account, contact.email, contact.owner) == (
        "Jana Žižková",
        account,
        "jana@example.cz",
        anna,
    )
    event = Event.objects.get(object="customers.contact")
    assert (event.kind, event.source, event.actor) == ("created", "api", anna)


def test_amounts_lose_no_cent(api: Program, account: Account) -> None:
    path = f"accounts/{account.pk}"
    assert api.patch(path, {"revenue": "9007199254740993.01"}, "*").status_code == 422
    assert api.patch(path, {"revenue": "900719925474099.07"}, "*").json()["revenue"] == "900719925474099.07"
    assert api.patch(path, '{"revenue": 0.29}', "*").json()["revenue"] == "0.29"


def test_every_wrong_field_is_named_and_nothing_is_written(api: Program) -> None:
    data = {
        "first_name": 5,
        "name": "Given",
        "secret": 1,
        "birthday": "29.2.1980",
        "emails": [{"value": "no address", "shoe": 1}],
        "tags": "VIP",
        "lifecycle_stage": "Customer",
        "account": "12",
    }
    response = api.post("contacts", data)
    assert response.status_code == 422
    assert faults(response) == {
        "first_name": "type",
        "name": "read_only",
        "secret": "unknown",
        "birthday": "type",
        "emails[0].value": "invalid",
        "emails[0].shoe": "unknown",
        "tags": "type",
        "lifecycle_stage": "type",
        "account": "type",
    }
    assert not Contact.objects.exists()


def test_what_is_required_is_asked_for(api: Program) -> None:
    assert faults(api.post("accounts", {})) == {"name": "required"}
    assert faults(api.post("accounts", {"name": "  "})) == {"name": "required"}
    assert faults(api.post("accounts", {"name": "x" * 201})) == {"name": "too_long"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("{", 400),
        ("[]", 400),
        ('"text"', 400),
        ('{"name": NaN}', 400),
        ('{"revenue": Infinity}', 400),
        ('{"revenue": 1e400}', 422),
        ('{"size": 1e3}', 422),
        ('{"size": 99999999999999999999}', 400),
        ('{"size": ' + "9" * 5000 + "}", 400),
        ('{"size": 9223372036854775807}', 422),
        ('{"size": 2147483648, "name": "x"}', 422),
        ('{"name": "a\\u0000b"}', 400),
        ('{"name": "\\ud800"}', 400),
        ('{"\\ud800": 1}', 400),
        ("[" * 100_000, 400),
        ('{"emails": ' + "[" * 50 + "]" * 50 + "}", 400),
        (b'{"name": "\xff"}', 400),
        ('{"name": "x", "owner": 424242}', 422),
        ('{"name": "x", "team": 424242}', 422),
        ('{"name": "x", "parent": 424242}', 422),
        ('{"name": {"a": 1}}', 422),
        ('{"name": ["a"]}', 422),
        ('{"name": true}', 422),
        ('{"name": "x", "size": 1.5}', 422),
        ('{"name": "x", "size": true}', 422),
        ('{"name": "x", "roles": ["king"]}', 422),
        ('{"name": "x", "emails": [[]]}', 422),
        ('{"name": "' + "x" * 1024 * 1024 + '"}', 413),
    ],
)
def test_bad_input_is_told_and_never_fails(api: Program, body: str | bytes, status: int) -> None:
    response = api.post("accounts", body)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert not Account.objects.exists()


def test_other_than_json_is_refused(api: Program, db: None) -> None:
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert api.send("POST", "accounts", "name=x", Content_Type=content_type).status_code == 415


def test_script_and_formulas_are_kept_as_they_were_typed(api: Program) -> None:
    name = '<script>alert(1)</script>=HYPERLINK("x")'
    number = api.post("accounts", {"name": name}).json()["id"]
    response = api.get(f"accounts/{number}")
    assert response.json()["name"] == name
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_change_needs_the_version_that_was_seen(api: Program, account: Account) -> None:
    path = f"accounts/{account.pk}"
    assert api.send("PATCH", path, {"notes": "x"}).status_code == 428
    assert api.send("PATCH", path, {"notes": "x"}, If_Match="1").status_code == 400
    assert api.patch(path, {"notes": "first"}, 1).headers["ETag"] == '"2"'
    response = api.patch(path, {"notes": "second", "size": 5}, 1)
    assert response.status_code == 412
    assert response.json()["version"] == 2
    assert response.json()["conflicts"] == {
        "notes": {"stored": "first", "yours": "second"},
        "size": {"stored": None, "yours": 5},
    }
    account.refresh_from_db()
    assert (account.notes, account.size, account.version) == ("first", None, 2)
    assert api.patch(path, {"notes": "third"}, "*").status_code == 200


def test_null_empties_a_field_and_what_is_not_sent_stays(api: Program, account: Account) -> None:
    path = f"accounts/{account.pk}"
    api.patch(path, {"tags": ["A"], "size": 5, "notes": "n"}, 1)
    data = api.patch(path, {"tags": None, "size": None}, 2).json()
    assert (data["tags"], data["size"], data["notes"], data["name"]) == ([], None, "n", "Browar Łódź")


def test_deleting_goes_to_the_bin_and_destroying_is_a_second_step(api: Program, account: Account) -> None:
    path = f"accounts/{account.pk}"
    assert api.delete(f"{path}?destroy=true").status_code == 409
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.get(f"{path}?bin=true").status_code == 200
    assert [item["id"] for item in api.get("accounts?bin=true").json()["items"]] == [account.pk]
    assert api.post(f"{path}/restore").status_code == 200
    assert api.send("DELETE", path, If_Match='"1"').status_code == 412
    assert api.delete(path).status_code == 204
    assert api.delete(f"{path}?destroy=true").status_code == 204
    assert not Account.objects.exists()
    assert api.post(f"{path}/restore").status_code == 404


def test_a_second_place_of_a_person_at_an_account_is_refused_in_words(
    api: Program, anna: User, account: Account
) -> None:
    contact = Contact(last_name="Nowak").create(by=anna)
    data = {"contact": contact.pk, "account": account.pk}
    assert api.post("affiliations", data).status_code == 201
    assert api.post("affiliations", data).status_code == 422
    assert Affiliation.objects.count() == 1


def test_rules_over_several_fields_hold(api: Program, account: Account) -> None:
    response = api.patch(f"accounts/{account.pk}", {"parent": account.pk}, 1)
    assert response.status_code == 422
    assert set(faults(response)) == {"parent"}


class TestIdempotencyKey:
    def test_the_same_request_twice_makes_one_record(self, api: Program) -> None:
        first = api.post("accounts", {"name": "Once"}, Idempotency_Key="k1")
        again = api.post("accounts", {"name": "Once"}, Idempotency_Key="k1")
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.json() == first.json()
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Idempotent-Replayed"] == "true"
        assert Account.objects.count() == 1

    def test_another_body_with_the_same_key_is_refused(self, api: Program) -> None:
        api.post("accounts", {"name": "Once"}, Idempotency_Key="k1")
        response = api.post("accounts", {"name": "Twice"}, Idempotency_Key="k1")
        assert response.status_code == 422
        assert response.json()["type"].endswith("#key-reused")
        assert Account.objects.count() == 1

    def test_a_failed_request_leaves_its_key_free(self, api: Program) -> None:
        assert api.post("accounts", {}, Idempotency_Key="k1").status_code == 422
        assert api.post("accounts", {"name": "Now"}, Idempotency_Key="k1").status_code == 201

    def test_keys_of_different_tokens_do_not_meet(
        self, api: Program, anna: User, program: Callable[[User], Program]
    ) -> None:
        api.post("accounts", {"name": "A"}, Idempotency_Key="k1")
        assert program(anna).post("accounts", {"name": "B"}, Idempotency_Key="k1").status_code == 201

    def test_after_a_day_the_key_is_forgotten(self, api: Program) -> None:
        api.post("accounts", {"name": "A"}, Idempotency_Key="k1")
        KeptReply.objects.update(created_at=timezone.now() - timezone.timedelta(hours=25))
        assert api.post("accounts", {"name": "B"}, Idempotency_Key="k1").status_code == 201
        assert Account.objects.count() == 2

    def test_an_impossible_key_is_refused(self, api: Program) -> None:
        assert api.post("accounts", {"name": "A"}, Idempotency_Key="k" * 256).status_code == 400


class TestBulk:
    def test_each_operation_has_an_outcome_of_its_own(self, api: Program, account: Account) -> None:
        operations = [
            {"op": "create", "values": {"name": "New"}},
            {"op": "update", "id": account.pk, "version": 1, "values": {"notes": "changed"}},
            {"op": "update", "id": account.pk, "version": 1, "values": {"notes": "late"}},
            {"op": "create", "values": {"name": "", "size": "x"}},
            {"op": "delete", "id": 424242},
            {"op": "delete", "id": account.pk, "version": 2},
        ]
        data = api.post("accounts/bulk", {"operations": operations}).json()
        assert [result["status"] for result in data["results"]] == [201, 200, 412, 422, 404, 204]
        assert (data["succeeded"], data["failed"]) == (3, 3)
        account.refresh_from_db()
        assert (account.notes, account.in_bin) == ("changed", True)
        assert Account.objects.count() == 2

    @pytest.mark.parametrize(
        "operations",
        [
            [],
            {},
            [1],
            [{"op": "rename"}],
            [{"op": ["create"]}],
            [{"op": "create"}],
            [{"op": "create", "values": []}],
            [{"op": "update", "id": 1, "values": {}}],
            [{"op": "update", "id": "1", "version": 1, "values": {}}],
            [{"op": "delete", "id": True}],
            [{"op": "delete", "id": 1, "more": 1}],
            [{"op": "create", "values": {"name": "x"}}] * 501,
        ],
    )
    def test_what_is_no_list_of_operations_changes_nothing(self, api: Program, operations: Any) -> None:
        assert api.post("accounts/bulk", {"operations": operations}).status_code == 422
        assert not Account.objects.exists()

    def test_a_repeated_request_is_done_once(self, api: Program) -> None:
        body = {"operations": [{"op": "create", "values": {"name": "Once"}}]}
        first = api.post("accounts/bulk", body, Idempotency_Key="b1")
        assert api.post("accounts/bulk", body, Idempotency_Key="b1").json() == first.json()
        assert Account.objects.count() == 1


class TestSession:
    def test_a_signed_in_person_may_read(self, client: Client, anna: User, account: Account) -> None:
        client.force_login(anna)
        assert client.get(f"/api/v1/accounts/{account.pk}").status_code == 200

    def test_writing_needs_the_csrf_token(self, anna: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(anna)
        body = json.dumps({"name": "Forged"})
        assert client.post("/api/v1/accounts", body, "application/json").status_code == 403
        assert not Account.objects.exists()
        client.get("/api/docs")
        token = client.cookies["csrftoken"].value
        response = client.post("/api/v1/accounts", body, "application/json", headers={"X-CSRFToken": token})
        assert response.status_code == 201
