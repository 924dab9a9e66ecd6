"""Fields that formulas and roll-ups give the value of, through the doors people use."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


def formula(object: str, label: str, text: str, by: User, **options: Any) -> CustomField:
    return add_field(object, "formula", {"en": label}, by=by, options={"formula": text, **options})


@pytest.fixture
def claims(anna: User) -> Any:
    """Claims with an amount, a share to pay oneself, and the account they are of."""
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(made.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    add_field(made.key, "money", {"en": "Amount"}, by=anna)
    add_field(made.key, "percent", {"en": "Share"}, by=anna)
    add_field(made.key, "date", {"en": "Happened on"}, by=anna)
    link = {"target": "customers.account", "reverse": "claims"}
    add_field(made.key, "relation", {"en": "Account"}, by=anna, options=link)
    return made


def make(claims: Any, by: User, **values: Any) -> Any:
    record = screen_of(claims.key).model(name=values.pop("name", "Flooded cellar"), currency="EUR")
    for name, value in values.items():
        record.put(name, value)
    return record.create(by=by)


def test_a_formula_is_shown_wherever_the_record_is(claims: Any, anna: User, client: Client) -> None:
    formula(claims.key, "Paid out", "amount * (1 - share)", anna, result="money")
    claim = make(claims, anna, amount=Decimal(1200), share=Decimal("12.5"))
    client.force_login(anna)
    assert "1,050" in client.get(f"/claims/{claim.pk}").content.decode()
    assert "1,050" in client.get("/claims/").content.decode()
    assert "1,050" in client.get(f"/claims/{claim.pk}/peek").content.decode()
    (item,) = client.get("/api/v1/claims").json()["items"]
    assert Decimal(item["paid_out"]) == 1050
    assert Decimal(client.get(f"/api/v1/claims/{claim.pk}").json()["paid_out"]) == 1050
    exported = b"".join(client.get("/claims/export", {"format": "csv", "columns": "name,paid_out"}))
    assert b"1050.00" in exported


def test_a_formula_follows_a_change_at_once(claims: Any, anna: User, client: Client) -> None:
    formula(claims.key, "Doubled", "amount * 2", anna)
    claim = make(claims, anna, amount=Decimal(10))
    field = screen_of(claims.key).field("doubled")
    assert field.value_of(claim) == 20
    claim.change({"amount": Decimal(15)}, by=anna)
    assert field.value_of(claim) == 30


def test_records_are_found_by_what_a_formula_gives(claims: Any, anna: User, client: Client) -> None:
    formula(claims.key, "Weight", 'if(amount > 1000 and state = "new", "heavy", "light")', anna)
    make(claims, anna, name="Fire", amount=Decimal(5000), state="new")
    make(claims, anna, name="Scratch", amount=Decimal(50), state="new")
    client.force_login(anna)
    found = client.get("/api/v1/claims", {"where": "weight = heavy"}).json()["items"]
    assert [one["name"] for one in found] == ["Fire"]
    page = client.get("/claims/", {"where": "weight = heavy"}).content.decode()
    assert "Fire" in page and "Scratch" not in page


def test_a_formula_reads_over_links(claims: Any, anna: User, client: Client) -> None:
    account = screen_of("customers.account").model(name="Łódź Stal").create(by=anna)
    formula(claims.key, "Told", 'upper(account.name) & ": " & amount', anna)
    claim = make(claims, anna, amount=Decimal("12.50"), account=account.pk)
    lone = make(claims, anna, amount=Decimal(3))
    field = screen_of(claims.key).field("told")
    assert field.value_of(claim) == "ŁÓDŹ STAL: 12.5"
    assert field.value_of(lone) == ": 3"
    account.put_in_bin(by=anna)
    assert field.value_of(screen_of(claims.key).model.objects.get(pk=claim.pk)) == ": 12.5"


def test_a_roll_up_on_a_built_in_object(claims: Any, anna: User, client: Client) -> None:
    asked = {"collection": "claims", "function": "sum", "field": "amount", "where": "state = new"}
    add_field("customers.account", "roll_up", {"en": "Open claims"}, by=anna, options={"roll_up": asked})
    count = {"collection": "claims", "function": "count"}
    add_field("customers.account", "roll_up", {"en": "Number of claims"}, by=anna, options={"roll_up": count})
    one, _other = (screen_of("customers.account").model(name=name).create(by=anna) for name in ("Stal", "Sklo"))
    make(claims, anna, amount=Decimal(100), account=one.pk, state="new")
    make(claims, anna, amount=Decimal(200), account=one.pk, state="new")
    make(claims, anna, amount=Decimal(400), account=one.pk, state="paid")
    make(claims, anna, amount=Decimal(800), account=one.pk, state="new").put_in_bin(by=anna)
    client.force_login(anna)
    api = "/api/v1/accounts"
    found = client.get(api, {"where": "open_claims > 250"}).json()["items"]
    assert [(item["name"], Decimal(item["open_claims"]), item["number_of_claims"]) for item in found] == [
        ("Stal", 300, 3)
    ]
    assert [item["name"] for item in client.get(api, {"where": "number_of_claims = 0"}).json()["items"]] == ["Sklo"]
    assert [item["name"] for item in client.get(api, {"where": "number_of_claims < 4"}).json()["items"]] == [
        "Sklo",
        "Stal",
    ]
    assert "300" in client.get(f"/accounts/{one.pk}").content.decode()
    page = client.get("/accounts/", {"columns": "name,open_claims"}).content.decode()
    assert "300" in page


def test_a_list_with_computed_columns_asks_one_question_more(
    claims: Any, anna: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    formula(claims.key, "Doubled", "amount * 2", anna)
    formula(claims.key, "Tripled", "doubled * 1.5", anna)
    for number in range(5):
        make(claims, anna, amount=Decimal(number))
    client.force_login(anna)
    client.get("/claims/")
    with django_assert_max_num_queries(12):
        page = client.get("/claims/", {"columns": "name,doubled,tripled"}).content.decode()
    assert ">12<" in page.replace("</td>", "<") or "12" in page


def test_what_makes_no_sense_is_refused_with_its_place(claims: Any, anna: User) -> None:
    for text, said in {
        "": "Write a formula",
        "amount +": "1:9",
        "amuont * 2": "no field “amuont”",
        'amount + "x"': "joined by “&”",
        "amount / (": "1:11",
        "frobnicate(amount)": "no function “frobnicate”",
        "happened_on + 3": "add_days",
        "if(amount, 1, 2)": "does not go with this",
        "left(name)": "how many letters",
        "nothing": "always nothing",
        "round(amount, 99)": "whole number from 0 to 6",
        "tags & name": "no formula can reckon",
    }.items():
        with pytest.raises(ValidationError) as problem:
            formula(claims.key, "Broken", text, anna)
        assert said in str(problem.value.message_dict["formula"]), text
    assert not CustomField.objects.filter(name="broken").exists()


def test_an_amount_less_its_share_is_shown_as_an_amount(claims: Any, anna: User, client: Client) -> None:
    formula(claims.key, "Paid out", "amount * (1 - share)", anna)
    claim = make(claims, anna, amount=Decimal("22.87"), share=Decimal("12.5"))
    client.force_login(anna)
    assert "20.01" in (page := client.get(f"/claims/{claim.pk}").content.decode()) and "20.01125" not in page
