"""Where a sale is taxed: at home, by the buyer, or not at all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.countries import EU
from caruso.kernel.models import User
from caruso.sales.models import Quote, QuoteLine, TaxPolicy, TaxRate
from caruso.sales.rules.taxes import Treatment, is_valid_vat_number, taxation
from caruso.sales.seeds.first_tax_rates import seed_tax_rates

DIC = "CZ25123891"


@pytest.mark.parametrize(
    ("seller", "buyer", "number", "treatment"),
    [
        ("PL", "PL", "PL5261040828", Treatment.DOMESTIC),
        ("PL", "", "", Treatment.DOMESTIC),
        ("PL", "CZ", DIC, Treatment.REVERSE_CHARGE),
        ("PL", "CZ", DIC[2:], Treatment.REVERSE_CHARGE),
        ("PL", "CZ", "CZ25123892", Treatment.DOMESTIC),
        ("PL", "CZ", "", Treatment.DOMESTIC),
        ("PL", "CZ", "PL5261040828", Treatment.DOMESTIC),
        ("PL", "US", "", Treatment.EXPORT),
        ("PL", "GB", "GB980780684", Treatment.EXPORT),
        ("US", "PL", "PL5261040828", Treatment.DOMESTIC),
    ],
)
def test_how_a_sale_is_taxed(seller: str, buyer: str, number: str, treatment: Treatment) -> None:
    assert taxation(seller, buyer, number).treatment == treatment


@pytest.mark.parametrize("number", ["", "CZ", "'; drop", "EL", "١٢٣", "CZ" + "1" * 500])
def test_odd_numbers_are_not_valid(number: str) -> None:
    assert not is_valid_vat_number(number, "CZ")


def test_greek_numbers_have_their_own_prefix() -> None:
    assert is_valid_vat_number("EL094259216", "GR") and is_valid_vat_number("094259216", "GR")


def test_a_class_without_a_rate_is_taxed_as_the_next_higher() -> None:
    rates = {"standard": Decimal(25)}
    assert taxation("DK", "DK", "").percent("low", rates) == 25
    assert taxation("DK", "DK", "").percent("exempt", rates) == 0
    assert taxation("DK", "US", "").percent("standard", rates) == 0


def test_the_rate_of_the_day_holds(db: None) -> None:
    TaxRate.objects.create(country="PL", tax_class="standard", percent=Decimal(22), from_day=date(2027, 1, 1))
    assert TaxRate.objects.on("PL", date(2026, 12, 31))["standard"] == 23
    assert TaxRate.objects.on("PL", date(2027, 1, 1))["standard"] == 22


def test_lines_of_a_firm_in_another_member_state_are_charged_in_reverse(petra: User) -> None:
    there = [{"country": "CZ", "city": "Brno"}]
    firm = Account(name="Divadlo", tax_number=DIC, addresses=there, owner=petra).create(by=petra)
    quote = Quote(account=firm, currency="EUR", owner=petra)
    quote.create(by=petra, lines=[QuoteLine(description="Beans", price=Decimal(100))])
    assert (quote.reverse_charge, quote.tax_country, quote.tax_total) == (True, "PL", 0)
    home = Account(name="Teatr", owner=petra).create(by=petra)
    quote.change({"account": home.pk}, by=petra)
    stored = Quote.objects.get(pk=quote.pk)
    assert (stored.reverse_charge, stored.tax_total) == (False, Decimal(23))
    assert stored.lines.get().tax_percent == 23


def quote_for_a_consumer(country: str, by: User) -> Quote:
    someone = Account(name="Jana Malá", addresses=[{"country": country, "city": "Anywhere"}], owner=by).create(by=by)
    line = QuoteLine(description="Cups", quantity=Decimal(1), price=Decimal(100))
    return Quote(account=someone, currency="EUR", owner=by).create(by=by, lines=[line])


def test_consumers_of_other_member_states_pay_their_own_tax_once_the_firm_is_in_the_one_stop_shop(
    petra: User, anna: User, client: Client
) -> None:
    before = quote_for_a_consumer("CZ", petra)
    assert (before.tax_country, before.tax_total) == ("PL", 23)

    client.force_login(anna)
    client.post("/settings/taxes/one-stop-shop", {"one_stop_shop_since": timezone.localdate().isoformat()})
    after = quote_for_a_consumer("CZ", petra)
    assert (after.tax_country, after.tax_total, after.reverse_charge) == ("CZ", 21, False)
    client.force_login(petra)
    assert "The value-added tax is that of Czechia" in client.get(f"/quotes/{after.pk}/print").content.decode()
    assert "One Stop Shop" not in client.get(f"/quotes/{before.pk}/print").content.decode()
    assert quote_for_a_consumer("US", petra).tax_total == 0 and quote_for_a_consumer("PL", petra).tax_country == "PL"

    client.force_login(anna)
    client.post("/settings/taxes/one-stop-shop", {"one_stop_shop_since": ""})
    assert quote_for_a_consumer("CZ", petra).tax_country == "PL"


def test_a_country_without_rates_is_named_instead_of_taxed_with_nothing(petra: User) -> None:
    TaxPolicy.objects.create(pk=1, one_stop_shop_since=date(2020, 1, 1))
    TaxRate.objects.filter(country="PT").delete()
    with pytest.raises(ValidationError, match="no tax rates of Portugal"):
        quote_for_a_consumer("PT", petra)


def test_the_shop_begins_on_its_day(petra: User) -> None:
    TaxPolicy.objects.create(pk=1, one_stop_shop_since=timezone.localdate() + timedelta(days=1))
    assert quote_for_a_consumer("CZ", petra).tax_country == "PL"


def test_a_day_that_is_none_is_told_and_changes_nothing(anna: User, client: Client) -> None:
    TaxPolicy.objects.create(pk=1, one_stop_shop_since=date(2020, 1, 1))
    client.force_login(anna)
    answer = client.post("/settings/taxes/one-stop-shop", {"one_stop_shop_since": "<script>"}, follow=True)
    assert "Enter a valid date." in answer.content.decode()
    assert TaxPolicy.objects.get().one_stop_shop_since == date(2020, 1, 1)


def test_every_member_state_has_rates_to_begin_with(petra: User) -> None:
    TaxPolicy.objects.create(pk=1, one_stop_shop_since=date(2020, 1, 1))
    for country in sorted(EU):
        assert quote_for_a_consumer(country, petra).tax_total >= 17, country


def test_an_upgrade_adds_the_rates_of_countries_that_have_none(db: None) -> None:
    TaxRate.objects.filter(country__in=("FI", "LT")).delete()
    TaxRate.objects.filter(country="PL", tax_class="low").delete()
    TaxRate.objects.create(country="LT", tax_class="standard", from_day=date(2024, 1, 1), percent=21)
    seed_tax_rates(TaxRate, only_new=True)
    assert TaxRate.objects.filter(country="FI").count() == 8
    told = TaxRate.objects.filter(country="LT", from_day=date(2026, 1, 1)).values_list("tax_class", "percent")
    assert dict(told)["reduced"] == 12
    assert not TaxRate.objects.filter(country="PL", tax_class="low").exists()
