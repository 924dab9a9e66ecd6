"""Cycles are refused with the way round, and what others need is not put away."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from caruso.kernel import defining
from caruso.kernel.jobs import run
from caruso.kernel.models import CustomField, Job, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object, put_object_away
from caruso.objects.modelling.usage import users_of
from caruso.screens.description import screen_of
from caruso.screens.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(anna: User) -> Any:
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(made.key, "money", {"en": "Amount"}, by=anna)
    link = {"target": "customers.account", "reverse": "claims"}
    add_field(made.key, "relation", {"en": "Account"}, by=anna, options=link)
    return made


def formula(object: str, label: str, text: str, by: User) -> CustomField:
    return add_field(object, "formula", {"en": label}, by=by, options={"formula": text})


def row_of(object: str, name: str) -> CustomField:
    return CustomField.objects.get(object=object, name=name)


def test_a_cycle_over_two_objects_is_shown(claims: Any, anna: User) -> None:
    asked = {"collection": "claims", "function": "sum", "field": "amount"}
    add_field("customers.account", "roll_up", {"en": "Total"}, by=anna, options={"roll_up": asked})
    share = formula(claims.key, "Part", "amount / account.total", anna)
    total = row_of("customers.account", "total")
    around = {**total.options, "roll_up": {**asked, "field": "part"}}
    with pytest.raises(ValidationError) as problem:
        defining.change_field(total, by=anna, labels=total.labels, options=around)
    said = str(problem.value.message_dict["collection"])
    assert "Account: Total → Claim: Part → Account: Total" in said
    assert share.options["result"] == "decimal"
    assert row_of("customers.account", "total").options == total.options | {"roll_up": asked}


def test_a_title_may_not_be_made_of_itself(claims: Any, anna: User) -> None:
    formula(claims.key, "Loud", "upper(name)", anna)
    with pytest.raises(ValidationError) as problem:
        change_object(claims, {"title": 'loud & "!"'}, by=anna)
    assert "Claim: Name → Claim: Loud → Claim: Name" in str(problem.value.message_dict["title"])


def test_what_others_need_is_not_put_away(claims: Any, anna: User) -> None:
    formula(claims.key, "Doubled", "amount * 2", anna)
    asked = {"collection": "claims", "function": "max", "field": "doubled", "where": "amount > 1"}
    add_field("customers.account", "roll_up", {"en": "Greatest"}, by=anna, options={"roll_up": asked})
    add_field(claims.key, "text", {"en": "Reason"}, by=anna, options={"required_when": "doubled > 10"})
    SavedView.objects.create(
        object=claims.key, name="Large ones", owner=anna, parameters={"where": "amount > 100 and doubled > 1"}
    )
    assert sorted(users_of(claims.key, "amount")) == ["Account: Greatest", "Claim: Doubled", "the view “Large ones”"]
    for name in ("amount", "doubled", "account"):
        row = row_of(claims.key, name)
        with pytest.raises(ValidationError) as problem:
            defining.put_field_away(row, by=anna)
        assert "Greatest" in str(problem.value) and row_of(claims.key, name).archived_at is None
    with pytest.raises(ValidationError) as problem:
        put_object_away(claims, by=anna)
    assert "Greatest" in str(problem.value)
    defining.put_field_away(row_of("customers.account", "greatest"), by=anna)
    defining.put_field_away(row_of(claims.key, "reason"), by=anna)
    SavedView.objects.all().delete()
    defining.put_field_away(row_of(claims.key, "doubled"), by=anna)
    assert users_of(claims.key, "amount") == []


def test_a_record_is_called_by_its_formula(claims: Any, anna: User) -> None:
    change_object(
        claims, {"title": 'account.name & " " & number & ": " & amount', "numbering": "C-{year}-{number:04}"}, by=anna
    )
    account = screen_of("customers.account").model(name="Stal").create(by=anna)
    screen = screen_of(claims.key)
    record = screen.model(account_id=account.pk, amount=12, currency="EUR").create(by=anna)
    assert record.name == f"Stal {record.number}: 12" and record.number
    record.change({"amount": 15}, by=anna)
    record.refresh_from_db()
    assert record.name == f"Stal {record.number}: 15" and record.name_key.startswith("stal")


def test_a_new_title_names_the_records_that_are_there(claims: Any, anna: User, client: Any) -> None:
    record = screen_of(claims.key).model(name="Typed", amount=7, currency="EUR").create(by=anna)
    change_object(claims, {"title": '"Claim of " & amount'}, by=anna)
    run(Job.objects.get(kind="objects.retitling").pk)
    fresh = screen_of(claims.key).model.objects.get(pk=record.pk)
    assert (fresh.name, fresh.version) == ("Claim of 7", record.version)
    client.force_login(anna)
    assert f"/claims/{record.pk}" in client.get("/search", {"q": "claim of"}).content.decode()
    assert 'name="name"' not in client.get("/claims/new").content.decode()
