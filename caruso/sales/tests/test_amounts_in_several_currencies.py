"""Amounts compare, sort and sum in the firm's currency at the day's rate."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import ExchangeRate, User
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models import Opportunity


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    firm = current_organisation()
    firm.currency = "CZK"
    firm.save()
    for currency, rate in (("USD", "20"), ("EUR", "25")):
        ExchangeRate.objects.create(base="CZK", currency=currency, day=date(2020, 1, 1), rate=Decimal(rate))


@pytest.fixture
def deals(bistro: Account, petra: User) -> dict[str, Opportunity]:
    found = {}
    for name, amount, currency in (("Koruna", "900000", "CZK"), ("Dollar", "50000", "USD"), ("Euro", "50000", "EUR")):
        deal = Opportunity(name=name, account=bistro, amount=Decimal(amount), currency=currency, owner=petra)
        found[name] = deal.create(by=petra)
    Opportunity(name="Unknown", account=bistro, amount=Decimal(1), currency="GBP", owner=petra).create(by=petra)
    return found


def test_amounts_are_kept_in_the_firms_currency(deals: dict[str, Opportunity]) -> None:
    assert {name: deal.amount_base for name, deal in deals.items()} == {
        "Koruna": Decimal(900_000),
        "Dollar": Decimal(1_000_000),
        "Euro": Decimal(1_250_000),
    }
    assert Opportunity.objects.get(name="Unknown").amount_base is None


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ('amount > "50 000 USD"', ["Euro"]),
        ('amount >= "50000 usd"', ["Dollar", "Euro"]),
        ("amount < 1000000", ["Koruna"]),
        ('amount = "USD 50,000.00"', ["Dollar"]),
    ],
)
def test_a_condition_compares_at_the_days_rate(
    client: Client, petra: User, deals: dict[str, Opportunity], where: str, found: list[str]
) -> None:
    client.force_login(petra)
    page = client.get("/opportunities/", {"where": where, "sort": "amount"}).content.decode()
    shown = [name for name in ("Koruna", "Dollar", "Euro", "Unknown") if f">{name}<" in page]
    assert shown == found


def test_a_currency_without_a_rate_is_refused_in_words(client: Client, petra: User) -> None:
    client.force_login(petra)
    page = client.get("/opportunities/", {"where": 'amount > "5 GBP"'}).content.decode()
    assert "There is no exchange rate from GBP to CZK" in page
