"""Documents: numbers without gaps, totals that follow from the lines, and links that cannot be cut."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Quote, QuoteLine
from caruso.sales.rules.totals import LineAmounts, Rounding, totals


@pytest.fixture
def quote(bistro: Account, petra: User) -> Quote:
    return Quote(account=bistro, currency="CZK", owner=petra).create(by=petra)


def line(price: str, quantity: str = "1", percent: str = "21", **more: object) -> QuoteLine:
    return QuoteLine(
        description="Coffee", price=Decimal(price), quantity=Decimal(quantity), tax_percent=Decimal(percent), **more
    )


def test_numbers_run_without_gaps_even_after_a_failure(quote: Quote, bistro: Account, petra: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        Quote(account=bistro, currency="CZK").create(by=petra)
        raise RuntimeError
    following = Quote(account=bistro, currency="CZK").create(by=petra)
    first, second = (int(one.number.rpartition("-")[2]) for one in (quote, following))
    assert second == first + 1


def test_totals_follow_from_the_lines(quote: Quote, petra: User) -> None:
    quote.write_lines([line("100.005", "3"), line("50", percent="12", cost=Decimal(20))], by=petra, keep_taxes=True)
    quote.refresh_from_db()
    assert (quote.net_total, quote.tax_total, quote.gross_total) == (
        Decimal("350.02"),
        Decimal("69.00"),
        Decimal("419.02"),
    )
    assert (quote.cost_total, quote.margin) == (Decimal(20), Decimal("330.02"))
    assert [one.net for one in quote.lines.all()] == [Decimal("300.02"), Decimal(50)]
    told = Event.objects.filter(object="sales.quote", record=quote.pk).order_by("-pk").first()
    assert told is not None and len(told.data["lines"]) == 2


def test_what_is_not_chosen_adds_nothing(quote: Quote, petra: User) -> None:
    quote.write_lines([line("100"), line("50", optional=True, chosen=False)], by=petra)
    assert quote.net_total == Decimal(100)


@pytest.mark.parametrize("rounding", Rounding)
def test_the_discount_is_shared_by_the_tax_rates(rounding: Rounding) -> None:
    found = totals(
        [LineAmounts(Decimal(1), Decimal("10.01"), tax_percent=Decimal(23)), LineAmounts(Decimal(1), Decimal("5"))],
        "PLN",
        Decimal(10),
        rounding,
    )
    assert found.discount == Decimal("1.50") and found.net == sum(group.net for group in found.groups)
    assert found.gross == found.net + found.tax


def test_an_account_with_documents_is_not_destroyed(quote: Quote, bistro: Account, petra: User) -> None:
    bistro.put_in_bin(by=petra)
    with pytest.raises(ValidationError, match=quote.number):
        bistro.destroy(by=petra)
    assert Account.objects.filter(pk=bistro.pk).exists()
