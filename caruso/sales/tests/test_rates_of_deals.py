"""Open deals are worth what the day's rate says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, ExchangeRate, User
from caruso.sales import rates
from caruso.sales.models import Opportunity


@pytest.fixture(autouse=True)
def known_nothing() -> None:
    rates._known.clear()


def set_rate(rate: str, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    ExchangeRate.objects.create(base="EUR", currency="CZK", day=day, rate=Decimal(rate))


def test_a_new_rate_values_open_deals_anew_and_leaves_ended_ones(bistro: Account, marek: User) -> None:
    set_rate("0.04", days_ago=5)
    open_deal = Opportunity(name="A", account=bistro, owner=marek, amount=Decimal(1000), currency="CZK", stage="rfq")
    won = Opportunity(name="B", account=bistro, owner=marek, amount=Decimal(1000), currency="CZK")
    for one in (open_deal, won):
        one.create(by=marek)
    won.win(by=marek)
    rates.follow_rates()
    before, version = Event.objects.count(), open_deal.version
    set_rate("0.05")
    assert rates.follow_rates() == 1
    for one in (open_deal, won):
        one.refresh_from_db()
    assert (open_deal.amount_base, open_deal.weighted_base) == (Decimal(50), Decimal(20))
    assert won.amount_base == Decimal(40)
    assert open_deal.version == version and Event.objects.count() == before
    assert rates.follow_rates() == 0


def test_the_first_rate_gives_a_value_and_the_last_takes_it(bistro: Account, marek: User) -> None:
    deal = Opportunity(name="A", account=bistro, owner=marek, amount=Decimal(1000), currency="CZK").create(by=marek)
    assert deal.amount_base is None
    set_rate("0.04")
    rates.follow_rates()
    deal.refresh_from_db()
    assert deal.amount_base == Decimal(40)
    ExchangeRate.objects.all().delete()
    rates.follow_rates()
    deal.refresh_from_db()
    assert deal.amount_base is None and deal.weighted_base is None


def test_nothing_is_done_twice_for_the_same_day_and_rates(
    bistro: Account, marek: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_rate("0.04")
    rates.follow_rates()
    monkeypatch.setattr(rates, "value_anew", lambda: pytest.fail("nothing has changed"))
    rates.follow_rates()
