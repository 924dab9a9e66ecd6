"""The forecast: in three ways, from what the viewer may see, and held against what came of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.insight import snapshots, tallies
from caruso.sales.insight.forecast import forecast, histories
from caruso.sales.insight.scope import Whose
from caruso.sales.models import ForecastSnapshot, Opportunity, PassageTally, StagePassage
from caruso.sales.rules.history import StageHistory, chance, class_of, wilson
from caruso.sales.rules.periods import period_named

NOW = datetime(2026, 11, 13, 12, tzinfo=UTC)
QUARTER = "2026-Q4"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def deal(account: Account, owner: User, amount: str, **values: Any) -> Opportunity:
    values = {"close_date": date(2026, 12, 10), "currency": "EUR", "name": "Deal", **values}
    one = Opportunity(account=account, owner=owner, amount=Decimal(amount), **values)
    one.created_at = values.get("created_at", ago(30))
    return one.create(by=owner)


def history(account: Account, owner: User, won: int, lost: int) -> None:
    """Deals that took four weeks from their first stage."""
    for number in range(won + lost):
        one = deal(account, owner, "100", created_at=ago(228))
        if number < won:
            one.win(by=owner, at=ago(200))
        else:
            one.lose(by=owner, reason="budget", at=ago(200))


def page_of(person: User, query: str = f"?period={QUARTER}") -> str:
    browser = Client()
    browser.force_login(person)
    return browser.get(f"/insight/forecast{query}").content.decode()


def test_probability_commitment_and_what_is_won(bistro: Account, petra: User) -> None:
    deal(bistro, petra, "1000", probability=40, commitment="committed")
    deal(bistro, petra, "500", probability=10, commitment="best_case")
    deal(bistro, petra, "9000", probability=50, close_date=date(2027, 2, 1))
    deal(bistro, petra, "300").win(by=petra, at=ago(3))
    total = forecast(petra, period_named(QUARTER, NOW.date()), Whose()).total
    assert (total.won, total.count_won, total.open, total.weighted) == (300, 1, 1500, 450)
    assert (total.by_probability, total.by_commitment, total.by_best_case) == (750, 1300, 1800)


def listed(person: User, address: str) -> int:
    """How many deals the list behind a figure has."""
    browser = Client()
    browser.force_login(person)
    return browser.get(address).content.decode().count('<tr data-id="')


def test_the_lists_behind_the_figures_hold_what_was_counted(bistro: Account, petra: User, marek: User) -> None:
    deal(bistro, petra, "1000", commitment="committed")
    deal(bistro, petra, "500", commitment="best_case")
    deal(bistro, marek, "70", commitment="committed")
    deal(bistro, petra, "9000", close_date=date(2027, 2, 1))
    deal(bistro, petra, "300", close_date=date(2026, 8, 1)).win(by=petra, at=ago(3))
    deal(bistro, petra, "40").lose(by=petra, reason="budget", at=ago(3))
    browser = Client()
    browser.force_login(marek)
    context = browser.get(f"/insight/forecast?period={QUARTER}").context
    behind = [context[f"{name}_address"] for name in ("won", "probable", "promised", "history")]
    assert [listed(marek, one) for one in behind] == [1, 4, 4, 5]
    assert [
        (one.commitment, one.count, one.amount, listed(marek, address)) for one, address in context["promises"]
    ] == [
        ("committed", 2, 1070, 2),
        ("best_case", 1, 500, 1),
        ("pipeline", 0, 0, 0),
        ("omitted", 0, 0, 0),
    ]
    assert [listed(marek, row["address"]) for row in context["owners"]] == [3, 1]
    mine = browser.get(f"/insight/forecast?period={QUARTER}&whose=person-{marek.pk}").context
    assert listed(marek, mine["probable_address"]) == 1
    assert "its field “Commitment”" in page_of(marek)


def test_history_takes_the_share_that_was_won_in_time(bistro: Account, petra: User) -> None:
    history(bistro, petra, won=6, lost=4)
    deal(bistro, petra, "1000", created_at=NOW, close_date=None)
    found = forecast(petra, period_named(QUARTER, NOW.date()), Whose())
    rate = found.histories["initiation"].rate
    assert (rate.share, rate.of) == (0.6, 10)
    # Seven weeks are left, and all that were won took four: in time means sixty of a hundred.
    assert found.total.expected == Decimal("600.00")
    assert Decimal(310) < found.total.low < Decimal(320) and Decimal(830) < found.total.high < Decimal(835)


def test_a_deal_that_has_just_come_has_not_waited(bistro: Account, petra: User) -> None:
    for number, days in enumerate((8, 16, 27, 34, 41, 50, 60, 70)):
        deal(bistro, petra, "1", created_at=ago(228), name=str(number)).win(by=petra, at=ago(228 - days))
    known = histories(petra, Whose())["initiation"]
    deal(bistro, petra, "10000", created_at=NOW)
    period = period_named(QUARTER, NOW.date())
    left = (period.moments[1] - NOW) / timedelta(weeks=1)
    fresh = forecast(petra, period, Whose()).total.expected
    assert float(fresh) == pytest.approx(10000 * known.rate.share * known.won_within(left), rel=0.03)


def test_the_interval_tells_that_a_deal_is_won_whole_or_not_at_all(bistro: Account, petra: User) -> None:
    history(bistro, petra, won=60, lost=40)
    period = period_named(QUARTER, NOW.date())
    deal(bistro, petra, "10000", created_at=NOW)
    one = forecast(petra, period, Whose()).total
    assert one.expected == Decimal("6000.00")
    assert (one.at_least, one.at_most) == (0, 10000), "none of it, or all of it"
    Opportunity.objects.filter(outcome="open").delete()
    for number in range(100):
        deal(bistro, petra, "100", created_at=NOW, name=str(number))
    many = forecast(petra, period, Whose()).total
    assert many.expected == Decimal("6000.00") and many.variance == pytest.approx(100 * 100**2 * 0.24)
    # By chance ±960 (1.96 × √240 000), by the rate −979 and +909 (Wilson, 60 of 100).
    assert 4600 < many.at_least < 4650 and 7300 < many.at_most < 7350


def test_everybody_counts_only_what_they_may_see(bistro: Account, petra: User, tomas: User, marek: User) -> None:
    deal(bistro, petra, "100", probability=50)
    deal(bistro, tomas, "40", probability=50)
    period = period_named(QUARTER, NOW.date())
    assert forecast(petra, period, Whose()).total.weighted == 50
    assert forecast(marek, period, Whose()).total.weighted == 70
    assert forecast(marek, period, Whose(owner=tomas.pk)).total.weighted == 20
    assert forecast(petra, period, Whose(owner=tomas.pk)).total.weighted == 0
    history(bistro, tomas, won=1, lost=0)
    assert not histories(petra, Whose()) and histories(marek, Whose())


def test_hidden_amounts_hide_the_forecast(bistro: Account, petra: User) -> None:
    deal(bistro, petra, "123456")
    assert "123,456" in page_of(petra)
    role = petra.roles.get()
    role.rights["sales.opportunity"] = {**role.rights["*"], "fields": {"amount": "hidden"}}
    role.save()
    page = page_of(petra)
    assert "123,456" not in page and "Not for your role" in page


def tally() -> dict[tuple[str, str], int]:
    rows = PassageTally.objects.values("stage", "result").annotate(total=Sum("count"))
    return {(row["stage"], row["result"]): row["total"] for row in rows if row["total"]}


def test_passages_follow_a_deal_forth_back_and_home(bistro: Account, petra: User, marek: User) -> None:
    one = deal(bistro, petra, "100")
    one.enter("identification", by=petra, at=ago(20))
    one.enter("initiation", by=petra, at=ago(15))
    one.enter("identification", by=petra, at=ago(10))
    passages = list(StagePassage.objects.order_by("pk").values_list("stage", "how", "outcome"))
    assert passages == [
        ("initiation", "on", ""),
        ("identification", "back", ""),
        ("initiation", "on", ""),
        ("identification", "", ""),
    ]
    one.win(by=petra, at=ago(2))
    expected = {("initiation", "on"): 2, ("identification", "back"): 1}
    assert tally() == {**expected, ("initiation", "won"): 2, ("identification", "won"): 3}
    one.reopen(by=petra)
    assert tally() == expected
    one.win(by=petra, at=ago(1))
    one.change({"owner": marek.pk}, by=marek)
    assert set(PassageTally.objects.filter(count__gt=0).values_list("owner", flat=True)) == {petra.pk, marek.pk}
    assert PassageTally.objects.filter(owner=petra).aggregate(total=Sum("count"))["total"] == 0
    one.put_in_bin(by=marek)
    assert not tally()
    one.restore(by=marek)
    assert tally()["identification", "won"] == 3
    before = tally()
    assert tallies.sum_up() > 0 and tally() == before and tallies.sum_up() == 0
    one.put_in_bin(by=marek)
    one.destroy(by=marek)
    assert not tally() and not StagePassage.objects.exists()


def test_snapshots_are_kept_once_a_week_and_seen_as_deals_are(
    bistro: Account, petra: User, tomas: User, marek: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal(bistro, petra, "100", probability=50)
    deal(bistro, tomas, "40", probability=50)
    assert snapshots.take_when_due() == 2, "two people in the quarter; nothing closes this month"
    assert snapshots.take_when_due() == 0
    period = period_named(QUARTER, NOW.date())
    assert [one.sums.weighted for one in snapshots.taken(petra, Whose(), period)] == [50]
    assert [one.sums.weighted for one in snapshots.taken(marek, Whose(), period)] == [70]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=4))
    assert snapshots.take_when_due() == 2


def test_the_page_tells_how_earlier_forecasts_turned_out(bistro: Account, petra: User) -> None:
    last = period_named("2026-Q3", NOW.date())
    numbers = dict.fromkeys(snapshots.NAMES, 0)
    for day, weighted in ((last.first, 150), (date(2026, 8, 1), 999)):
        ForecastSnapshot.objects.create(
            taken_on=day, first_day=last.first, last_day=last.last, owner=petra, team=petra.team,
            **{**numbers, "weighted": weighted},
        )  # fmt: skip
    deal(bistro, petra, "100").win(by=petra, at=datetime(2026, 8, 20, tzinfo=UTC))
    (found,) = snapshots.turned_out(petra, Whose(), period_named(QUARTER, NOW.date()))
    assert (found.won, found.first.taken_on) == (100, last.first)
    assert next(iter(found.lines)) == ("by_probability", 150, 50)
    assert "+50 %" in page_of(petra)


def test_figures_lead_to_the_list_of_the_same_deals(bistro: Account, petra: User) -> None:
    deal(bistro, petra, "100")
    deal(bistro, petra, "55", close_date=date(2027, 3, 3), name="Elsewhen")
    browser = Client()
    browser.force_login(petra)
    address = browser.get(f"/insight/forecast?period={QUARTER}").context["probable_address"]
    listed = browser.get(address).content.decode()
    assert ">Deal<" in listed and "Elsewhen" not in listed


def test_the_page_asks_as_many_questions_for_many_deals(
    bistro: Account, petra: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        deal(bistro, petra, "100", probability=number)
    page_of(petra)
    with django_assert_max_num_queries(34) as few:
        page_of(petra)
    for number in range(12):
        deal(bistro, petra, "100", commitment="committed", created_at=ago(number * 9))
    history(bistro, petra, 3, 3)
    with django_assert_max_num_queries(len(few)):
        page_of(petra)


def test_odd_addresses_and_strangers(petra: User, stranger: User) -> None:
    for query in ("?whose=person-x", "?whose=team-99999999999999999999", "?whose=<script>", "?pipeline='", "?period=7"):
        assert "<h1>" in page_of(petra, query) and "<script>alert" not in page_of(petra, query)
    browser = Client()
    browser.force_login(stranger)
    assert browser.get("/insight/forecast").status_code == 404


@pytest.mark.parametrize(
    ("won", "of", "low", "high"), [(6, 10, 0.3127, 0.8318), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1)]
)
def test_the_interval_is_wilsons(won: int, of: int, low: float, high: float) -> None:
    rate = wilson(won, of)
    assert rate.low == pytest.approx(low, abs=1e-4) and rate.high == pytest.approx(high, abs=1e-4)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(won: int, lost: int) -> None:
    rate = wilson(won, won + lost)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1
    wider = wilson(won // 10, won // 10 + lost // 10)
    assert rate.high - rate.low <= wider.high - wider.low + 0.35


@given(st.lists(st.integers(0, 800), min_size=1, max_size=60), st.integers(0, 20), st.floats(0, 90), st.floats(0, 90))
def test_more_time_never_means_less_chance(days: list[int], lost: int, waited: float, left: float) -> None:
    won: dict[int, int] = {}
    for one in days:
        won[class_of(one)] = won.get(class_of(one), 0) + 1
    known = StageHistory(won, lost)
    less, more = chance(known, waited, left), chance(known, waited, left + 1)
    assert 0 <= less.low <= less.expected <= less.high <= 1
    assert less.expected <= more.expected + 1e-9
    assert known.won_in_time(waited, 10_000) == pytest.approx(1)


def test_the_figures_below_a_chart_stay_as_the_reader_left_them(bistro: Account, petra: User) -> None:
    deal(bistro, petra, "1000")
    browser = Client()
    browser.force_login(petra)
    assert "<details data-figures><summary>" in browser.get("/insight/forecast").content.decode()
    browser.cookies["figures"] = "open"
    assert "<details data-figures open><summary>" in browser.get("/insight/forecast").content.decode()
