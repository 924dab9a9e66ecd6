"""Money is exact, never mixed, and exchanged at the last known rate."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from caruso.kernel.models import ExchangeRate, Organisation
from caruso.kernel.money import CurrenciesMixed, MissingRate, Money, convert, rate_on, show_money
from caruso.kernel.money.amount import total
from caruso.kernel.money.currencies import currency_choices, is_currency, smallest_unit

DAY = date(2026, 3, 10)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.fixture
def rates(db):
    Organisation.objects.create(currency="PLN")
    for currency, day, rate in [
        ("EUR", date(2026, 3, 1), "4.25"),
        ("EUR", date(2026, 3, 9), "4.30"),
        ("EUR", date(2026, 4, 1), "5"),
        ("CZK", date(2026, 3, 1), "0.172"),
        ("JPY", date(2026, 3, 1), "0.0243"),
    ]:
        ExchangeRate.objects.create(base="PLN", currency=currency, day=day, rate=Decimal(rate))


def test_the_last_rate_known_on_the_day_is_used(rates):
    assert rate_on("EUR", DAY) == Decimal("4.30")
    assert convert(Decimal("10"), "EUR", "PLN", DAY) == Decimal("43.00")
    assert convert(Decimal("10"), "EUR", "PLN", date(2026, 3, 8)) == Decimal("42.50")


def test_two_foreign_currencies_meet_through_the_firms_own(rates):
    assert convert(Decimal("100"), "EUR", "CZK", DAY) == Decimal("2500.00")


def test_halves_are_rounded_up_to_the_currencys_own_smallest_unit(rates):
    assert convert(Decimal("0.05"), "EUR", "PLN", DAY) == Decimal("0.22")  # 0.215
    assert convert(Decimal("100"), "PLN", "JPY", DAY) == Decimal("4115")
    assert Money(Decimal("-2.005"), "EUR").rounded() == Money(Decimal("-2.01"), "EUR")


def test_a_missing_rate_says_which(rates):
    with pytest.raises(MissingRate, match="USD to PLN on 2026-03-10"):
        convert(Decimal(1), "USD", "PLN", DAY)
    with pytest.raises(MissingRate):
        rate_on("EUR", date(2026, 2, 28))


def test_rates_to_a_former_currency_of_the_firm_are_not_used(rates):
    firm = Organisation.objects.get()
    firm.currency = "EUR"
    firm.save()
    with pytest.raises(MissingRate):
        rate_on("CZK", DAY)


def test_currencies_are_not_mixed():
    with pytest.raises(CurrenciesMixed):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "PLN")
    with pytest.raises(CurrenciesMixed):
        assert Money(Decimal(1), "EUR") < Money(Decimal(1), "PLN")
    assert Money(Decimal(1), "EUR") != Money(Decimal(1), "PLN")
    with pytest.raises(TypeError):
        Money(1.5, "EUR")


@given(st.lists(amounts, max_size=20))
def test_a_sum_loses_nothing(values):
    assert total([Money(value, "EUR") for value in values], "EUR").amount == sum(values, Decimal(0))


@given(amounts, st.integers(min_value=1, max_value=97))
def test_shares_add_up_and_differ_by_a_cent_at_most(value, parts):
    shares = Money(value, "EUR").shared(parts)
    assert total(shares, "EUR") == Money(value, "EUR")
    assert max(shares).amount - min(shares).amount <= Decimal("0.01")


def test_money_is_shown_as_the_reader_writes_it():
    shown = {}
    for language in ("en", "pl", "cs"):
        with translation.override(language):
            shown[language] = show_money(Decimal("1234.5"), "CZK").replace("\xa0", " ")
            assert show_money(Decimal("99999.7"), "EUR", cents=False).replace("\xa0", " ").strip("€ ") in (
                "100,000",
                "100 000",
            )
    assert shown == {"en": "CZK1,234.50", "pl": "1 234,50 CZK", "cs": "1 234,50 Kč"}
    assert show_money(None, "EUR") == ""


def test_currencies_on_offer_are_named_in_the_readers_language():
    with translation.override("pl"):
        assert dict(currency_choices())["CZK"] == "CZK · korona czeska"
    assert is_currency("PLN") and not is_currency("XXX") and not is_currency("DEM")
    assert smallest_unit("JPY") == 1 and smallest_unit("KWD") == Decimal("0.001")
