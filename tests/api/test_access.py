"""Who may do what through the API: the cast against every verb, and nothing happens where it is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.models import ApiToken, Event, Role, User
from tests.api.conftest import Program, faults

VERBS = ("list", "read", "events", "schema", "create", "change", "delete", "restore", "destroy", "bulk")


def attempt(program: Program, verb: str, record: Any, binned: Any) -> int:
    word = "accounts"
    match verb:
        case "list":
            return program.get(word).status_code
        case "read":
            return program.get(f"{word}/{record.pk}").status_code
        case "events":
            return program.get(f"{word}/{record.pk}/events").status_code
        case "schema":
            return program.get(f"{word}/schema").status_code
        case "create":
            return program.post(word, {"name": "New"}).status_code
        case "change":
            return program.patch(f"{word}/{record.pk}", {"notes": "changed"}, record.version).status_code
        case "delete":
            return program.delete(f"{word}/{record.pk}").status_code
        case "restore":
            return program.post(f"{word}/{binned.pk}/restore").status_code
        case "destroy":
            return program.delete(f"{word}/{binned.pk}?destroy=true").status_code
        case _:
            operations = [{"op": "update", "id": record.pk, "version": "*", "values": {"notes": "bulk"}}]
            response = program.post(f"{word}/bulk", {"operations": operations})
            return response.json()["results"][0]["status"] if response.status_code == 200 else response.status_code


#: On an account of Petra's (and a second one in the bin), in the order of VERBS.
EXPECTED = {
    "anna": (200, 200, 200, 200, 201, 200, 204, 200, 204, 200),
    "marek": (200, 200, 200, 200, 201, 200, 204, 200, 403, 200),
    "petra": (200, 200, 200, 200, 201, 200, 204, 200, 403, 403),
    "tomas": (200, 200, 200, 200, 201, 403, 403, 403, 403, 403),
    "jan": (200, 200, 200, 200, 403, 403, 403, 403, 403, 403),
    "stranger": (404,) * len(VERBS),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", EXPECTED)
def test_the_cast_and_the_verbs(
    who: str, verb: str, request: pytest.FixtureRequest, program: Callable[[User], Program], petra: User
) -> None:
    person = request.getfixturevalue(who)
    record = Account(name="Petra's", owner=petra).create(by=petra)
    binned = Account(name="Thrown away", owner=petra).create(by=petra)
    binned.put_in_bin(by=petra)
    before = Event.objects.count()
    status = attempt(program(person), verb, record, binned)
    assert status == EXPECTED[who][VERBS.index(verb)]
    if status >= 400:
        assert Event.objects.count() == before
        assert Account.objects.count() == 2
        record.refresh_from_db()
        assert (record.notes, record.in_bin) == ("", False)


def test_what_is_out_of_sight_does_not_exist(petra: User, tomas: User, program: Callable[[User], Program]) -> None:
    hidden = Account(name="Of another team", owner=tomas).create(by=tomas)
    api = program(petra)
    assert api.get("accounts").json()["items"] == []
    for status in (
        api.get(f"accounts/{hidden.pk}").status_code,
        api.get(f"accounts/{hidden.pk}/events").status_code,
        api.patch(f"accounts/{hidden.pk}", {"notes": "x"}, 1).status_code,
        api.delete(f"accounts/{hidden.pk}").status_code,
    ):
        assert status == 404
    assert faults(api.post("contacts", {"last_name": "X", "account": hidden.pk})) == {"account": "invalid"}
    assert not Contact.objects.exists()


def test_the_title_of_a_hidden_link_is_not_told(petra: User, tomas: User, program: Callable[[User], Program]) -> None:
    hidden = Account(name="Of another team", owner=tomas).create(by=tomas)
    contact = Contact(last_name="Nowak", owner=petra, account=hidden).create(by=petra)
    assert program(petra).get(f"contacts/{contact.pk}").json()["account"] == {"id": hidden.pk, "title": None}


class TestFields:
    @pytest.fixture
    def clerk(self, db: None) -> User:
        person = User.objects.create_user("clerk@example.com", "caruso-demo", name="Clerk")
        rights = {
            "view": "all",
            "create": "all",
            "edit": "all",
            "fields": {"revenue": "hidden", "updated_at": "hidden", "tax_number": "read"},
        }
        person.roles.add(Role.objects.create(name="Clerk", rights={"customers.account": rights}))
        return person

    @pytest.fixture
    def account(self, anna: User) -> Account:
        account = Account(name="Secretive", revenue="1000000", tax_number="5261040828").create(by=anna)
        account.change({"revenue": 2000000, "size": 3}, by=anna)
        return account

    def test_a_hidden_field_is_nowhere(self, clerk: User, account: Account, program: Callable[[User], Program]) -> None:
        api = program(clerk)
        for path in (f"accounts/{account.pk}", "accounts", f"accounts/{account.pk}/events", "accounts/schema"):
            text = api.get(path).content.decode()
            assert "revenue" not in text and "2000000" not in text, path
        document = api.get("openapi.json").json()
        assert "revenue" not in str(document["paths"]) + str(document["components"]["schemas"]["AccountsRecord"])
        assert api.get("accounts?fields=revenue").status_code == 400
        assert api.get("accounts?sort=updated_at").status_code == 400
        assert api.get("accounts?filter=%5B%22revenue%22,%22%3E%22,1%5D").status_code == 422
        assert set(document["paths"]) & {"/api/v1/contacts"} == set()

    def test_a_hidden_field_is_unknown_and_a_read_only_one_refused(
        self, clerk: User, account: Account, program: Callable[[User], Program]
    ) -> None:
        response = program(clerk).patch(f"accounts/{account.pk}", {"revenue": "1", "tax_number": "1"}, 2)
        assert response.status_code == 422
        assert faults(response) == {"revenue": "unknown", "tax_number": "read_only"}
        account.refresh_from_db()
        assert (account.revenue, account.tax_number) == (2000000, "5261040828")


class TestTokens:
    def test_without_a_good_token_nothing_is_told(self, db: None, anna: User) -> None:
        _expired, secret = ApiToken.objects.issue(anna, "old", expires_at=timezone.now() - timedelta(hours=1))
        for header in (None, "Bearer caruso_wrong", "Bearer", "Basic YTpi", f"Bearer {secret}", "Bearer \xe9"):
            headers = {"Authorization": header} if header else {}
            for path in ("/api/v1/", "/api/v1/contacts", "/api/v1/nothing", "/api/v1/openapi.json"):
                response = Client().get(path, headers=headers)
                assert response.status_code == 401
                assert response.headers["WWW-Authenticate"].startswith("Bearer")
                assert response.headers["Content-Type"] == "application/problem+json"

    def test_a_token_may_be_narrower_than_its_person(self, anna: User) -> None:
        viewer = Role.objects.create(name="Viewer", rights={"*": {"view": "all"}})
        program = Program(anna)
        _token, program.secret = ApiToken.objects.issue(anna, "narrow", role=viewer)
        assert program.get("accounts").status_code == 200
        assert program.post("accounts", {"name": "x"}).status_code == 403
        assert not Account.objects.exists()

    def test_each_token_has_a_limit_of_its_own(
        self, anna: User, program: Callable[[User], Program], settings: Any
    ) -> None:
        settings.API_REQUESTS_PER_MINUTE = 2
        first, second = program(anna), program(anna)
        assert first.get("accounts").headers["RateLimit-Remaining"] == "1"
        assert first.get("accounts").headers["RateLimit-Remaining"] == "0"
        refused = first.post("accounts", {"name": "x"})
        assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
        assert not Account.objects.exists()
        assert second.get("accounts").status_code == 200

    def test_the_language_of_a_problem_is_the_persons(self, anna: User) -> None:
        anna.language = "pl"
        anna.save()
        assert Program(anna).get("accounts").headers["Content-Language"] == "pl"
