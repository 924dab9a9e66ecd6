"""Targets: followed by what the viewer may see, with a pace in business days, and told before it is too late."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caruso.customers.models import Account, Activity
from caruso.kernel.business_hours import business_hours
from caruso.kernel.models import Notification, Role, Team, User
from caruso.sales.insight import alerts
from caruso.sales.insight.actuals import actuals
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import (
    Opportunity,
    Order,
    OrderLine,
    Product,
    ProductCategory,
    Quote,
    QuoteLine,
    Target,
)
from caruso.sales.rules.pace import Pace, business_days
from caruso.sales.rules.periods import period_named, period_of

QUARTER = date(2026, 10, 1)
TODAY = date(2026, 11, 13)


def won(account: Account, owner: User, amount: str, day: int = 10, **values: Any) -> Opportunity:
    deal = Opportunity(name="Deal", account=account, owner=owner, amount=Decimal(amount), currency="EUR", **values)
    deal.create(by=owner)
    deal.win(by=owner, at=datetime(2026, 11, day, 12, tzinfo=UTC))
    return deal


def target(by: User, **values: Any) -> Target:
    return Target(
        **{"name": "Goal", "amount": Decimal(1000), "currency": "EUR", "first_day": QUARTER, **values}
    ).create(by=by)


def reached(one: Target, viewer: User) -> Decimal | None:
    return actuals([one], viewer, TeamTree()).get(one.pk)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 13, 12, tzinfo=UTC))


def test_a_person_reaches_what_the_person_wins_in_the_period(bistro: Account, petra: User, marek: User) -> None:
    won(bistro, petra, "300")
    won(bistro, petra, "50", 30)
    won(bistro, marek, "999")
    deal = won(bistro, petra, "70")
    Opportunity.objects.filter(pk=deal.pk).update(closed_at=datetime(2026, 9, 30, 12, tzinfo=UTC))
    mine = target(marek, owner=petra)
    assert (mine.first_day, mine.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert reached(mine, marek) == Decimal(350)
    assert reached(target(marek, owner=petra, measure="deals", pieces=5), marek) == 2


def test_a_team_reaches_what_it_and_the_teams_below_win(bistro: Account, petra: User, anna: User, sales: Team) -> None:
    below = Team.objects.create(name="North", parent=sales)
    won(bistro, petra, "300")
    won(bistro, anna, "20", team=below)
    won(bistro, anna, "5")
    assert reached(target(anna, team=sales), anna) == Decimal(320)
    assert reached(target(anna), anna) == Decimal(325)


def test_figures_count_only_what_the_viewer_may_see(bistro: Account, petra: User, tomas: User, anna: User) -> None:
    won(bistro, petra, "300")
    won(bistro, tomas, "500")
    firm = target(anna)
    assert reached(firm, anna) == Decimal(800)
    assert reached(firm, petra) == Decimal(300)


def test_hidden_amounts_hide_the_figures(bistro: Account, petra: User) -> None:
    won(bistro, petra, "300")
    mine = target(petra, owner=petra)
    role = petra.roles.get()
    role.rights["sales.opportunity"] = {**role.rights["*"], "fields": {"amount": "hidden"}}
    role.save()
    petra = User.objects.get(pk=petra.pk)
    assert reached(mine, petra) is None
    page = entered(petra).get("/insight/targets?period=2026-Q4").content.decode()
    assert "not shown to your role" in page and "300" not in page


def test_territories_and_activities_are_followed(bistro: Account, petra: User) -> None:
    at_home = Account(name="Kawa", owner=petra, addresses=[{"country": "PL", "primary": True}]).create(by=petra)
    won(at_home, petra, "300")
    won(bistro, petra, "44")
    assert reached(target(petra, territories=["PL"]), petra) == Decimal(300)
    elsewhere = Account(name="Kafe", owner=petra, addresses=[{"country": "SK", "primary": True}]).create(by=petra)
    won(elsewhere, petra, "7")
    both = target(petra, owner=petra, territories=["PL", "SK"])
    assert reached(both, petra) == Decimal(307)
    page = entered(petra).get("/insight/targets?period=2026-Q4").content.decode()
    assert "Poland, Slovakia" in page and "%22PL%22%2C+%22SK%22" in page
    for kind in ("call", "note"):
        Activity(kind=kind, subject="Talk", owner=petra, done_at=datetime(2026, 11, 2, tzinfo=UTC)).create(by=petra)
    assert reached(target(petra, measure="activities", pieces=10), petra) == 1


def test_what_is_ordered_is_followed_also_by_product_category(bistro: Account, petra: User, marek: User) -> None:
    shelf = ProductCategory(name="Machines", owner=petra).create(by=petra)
    machine = Product(name="Aida", category=shelf, price=Decimal(500), currency="EUR", owner=petra).create(by=petra)

    def ordered(product: Product | None, net: str, **values: Any) -> Order:
        line = OrderLine(description="It", product=product, price=Decimal(net))
        order = Order(account=bistro, currency="EUR", owner=petra, ordered_on=date(2026, 11, 10), **values)
        return order.create(by=petra, lines=[line])

    ordered(machine, "500", discount_percent=Decimal(10))
    ordered(None, "70")
    ordered(machine, "90").cancel(by=petra)
    late = ordered(machine, "40")
    Order.objects.filter(pk=late.pk).update(ordered_on=date(2026, 9, 30))
    assert reached(target(marek, owner=petra, measure="ordered"), marek) == Decimal(520)
    of_machines = target(marek, owner=petra, measure="ordered", category=shelf)
    assert reached(of_machines, marek) == Decimal(450)
    above = ProductCategory(name="Everything", owner=petra).create(by=petra)
    shelf.change({"parent": above.pk}, by=petra)
    assert reached(target(marek, owner=petra, measure="ordered", category=above), marek) == Decimal(450)
    assert entered(petra).get("/insight/targets?period=2026-Q4").status_code == 200
    browser = entered(petra)
    form = {"name": "Shelf", "amount": "5", "span": "quarter", "first_day": "2026-10-01", "currency": "EUR"}
    pieces = {**form, "name": "Deals", "measure": "deals", "pieces": "3", "category": shelf.pk}
    assert browser.post("/targets/new", pieces).status_code == 302
    assert Target.objects.get(name="Deals").category is None
    two = {**form, "measure": "ordered", "category": shelf.pk, "territories": ["CZ", "PL"]}
    assert browser.post("/targets/new", two).status_code == 302
    assert Target.objects.get(name="Shelf").territories == ["CZ", "PL"]


def test_what_is_won_of_a_product_category_is_told_by_the_accepted_quote(
    bistro: Account, petra: User, marek: User, tomas: User
) -> None:
    shelf = ProductCategory(name="Machines", owner=petra).create(by=petra)
    machine = Product(name="Aida", category=shelf, price=Decimal(500), currency="EUR", owner=petra).create(by=petra)
    deal = won(bistro, petra, "9000")
    lines = [
        QuoteLine(description="Aida", product=machine, quantity=Decimal(2), price=Decimal(400)),
        QuoteLine(description="Not taken", product=machine, price=Decimal(50), optional=True, chosen=False),
        QuoteLine(description="Cups", price=Decimal(100)),
    ]
    quote = Quote(account=bistro, opportunity=deal, currency="EUR", owner=petra, discount_percent=Decimal(10))
    quote.create(by=petra, lines=lines)
    mine = target(marek, name="Machines won", owner=petra, category=shelf, amount=Decimal(1000))
    assert reached(mine, marek) == 0, "a draft tells nothing"
    Quote.objects.filter(pk=quote.pk).update(state="accepted")
    assert reached(mine, marek) == Decimal(720)
    assert reached(target(marek, owner=tomas, category=shelf), marek) == 0
    assert reached(target(marek, owner=petra, category=shelf, territories=["PL"]), marek) == 0
    page = entered(marek).get("/insight/targets?period=2026-Q4").content.decode()
    assert f'href="/insight/targets/{mine.pk}"' in page
    behind = entered(marek).get(f"/insight/targets/{mine.pk}")
    assert behind.content.decode().count("€720") == 2 and "Not taken" not in behind.content.decode()
    assert entered(marek).get(f"/insight/targets/{target(marek).pk}").status_code == 404
    role = petra.roles.get()
    role.rights["sales.quote"] = {**role.rights["*"], "fields": {"net_total": "hidden"}}
    role.save()
    assert entered(petra).get(f"/insight/targets/{mine.pk}").status_code == 404
    assert reached(mine, User.objects.get(pk=petra.pk)) is None


def test_a_target_asks_for_what_fits_what_is_measured(petra: User) -> None:
    browser = entered(petra)
    answer = browser.post("/targets/asked", {"measure": "deals"}).json()
    assert {"amount", "currency", "category"} <= set(answer["hidden"]) and answer["required"] == ["name", "pieces"]
    answer = browser.post("/targets/asked", {"measure": "ordered"}).json()
    assert answer["hidden"] == ["pieces"] and answer["required"] == ["name", "amount"]


def test_countries_that_are_near_come_first_among_many(petra: User) -> None:
    page = entered(petra).get("/targets/new").content.decode()
    asked = page[page.index('name="territories"') - 200 :]
    places = [asked.index(f'value="{code}"') for code in ("PL", "CZ", "AT", "AF")]
    assert places == sorted(places) and 'data-island="many"' in page


@pytest.mark.usefixtures("now")
def test_the_page_says_where_the_pace_leads_to(bistro: Account, petra: User, marek: User) -> None:
    won(bistro, petra, "300", 3)
    target(marek, name="Petra, autumn", owner=petra)
    page = entered(petra).get("/insight/targets").content.decode()
    days = [business_days(business_hours(), QUARTER, last) for last in (TODAY, date(2026, 12, 31))]
    assert "Petra, autumn" in page and "30 %" in page
    assert f"at this pace {300 * days[1] * 100 // (days[0] * 1000)} %" in page
    assert "far behind" in page or "at risk" in page


def test_the_page_asks_the_same_number_of_questions_for_many_targets(
    bistro: Account, marek: User, petra: User, django_assert_max_num_queries: Any
) -> None:
    measures = [("won", None), ("deals", 5), ("invoiced", None), ("activities", 9)]
    browser = entered(marek)

    def add(count: int) -> None:
        for number in range(count):
            measure, pieces = measures[number % 4]
            target(marek, owner=petra, measure=measure, pieces=pieces)

    add(4)
    browser.get("/insight/targets?period=2026-Q4")
    with django_assert_max_num_queries(30) as few:
        browser.get("/insight/targets?period=2026-Q4")
    add(24)
    with django_assert_max_num_queries(len(few)):
        assert browser.get("/insight/targets?period=2026-Q4").status_code == 200


@pytest.mark.usefixtures("now")
def test_whoever_falls_under_a_step_is_told_once(bistro: Account, petra: User, marek: User, sales: Team) -> None:
    Team.objects.filter(pk=sales.pk).update(leader=marek)
    mine = target(marek, owner=petra)
    won(bistro, petra, "300", 3)
    assert alerts.alert() == 2 and alerts.alert() == 0
    assert {one.person for one in Notification.objects.filter(kind="target_behind")} == {petra, marek}
    assert "%" in Notification.objects.filter(kind="target_behind").first().text  # type: ignore[union-attr]
    won(bistro, petra, "150", 4)
    assert alerts.alert() == 0, "a better pace than was told is no news"
    mine.change({"amount": Decimal(2000)}, by=marek)
    assert alerts.alert() == 2, "and a lower step is"


@pytest.mark.usefixtures("now")
def test_nobody_is_told_of_what_holds_is_over_or_has_just_begun(bistro: Account, petra: User, marek: User) -> None:
    won(bistro, petra, "900", 3)
    target(marek, owner=petra)
    target(marek, owner=petra, first_day=date(2026, 7, 1), amount=Decimal(9999))
    target(marek, owner=petra, span="free", first_day=TODAY, last_day=TODAY + timedelta(days=40))
    assert alerts.alert() == 0


def test_a_target_says_how_much_and_until_when(petra: User) -> None:
    browser = entered(petra)
    form = {"name": "Goal", "measure": "deals", "span": "quarter", "first_day": "2026-10-01", "currency": "EUR"}
    assert "Say how much" in browser.post("/targets/new", form).content.decode()
    backwards = {**form, "pieces": "3", "span": "free", "last_day": "2026-09-01"}
    assert "before the first day" in browser.post("/targets/new", backwards).content.decode()
    assert not Target.objects.exists()
    assert browser.post("/targets/new", {**form, "pieces": "3"}).status_code == 302
    assert Target.objects.get().last_day == date(2026, 12, 31)


def test_nobody_lowers_the_own_bar(petra: User, marek: User) -> None:
    mine = target(marek, owner=petra)
    with pytest.raises(ValidationError):
        mine.change({"amount": Decimal(1)}, by=petra)
    own = target(petra, owner=petra)
    assert own.change({"amount": Decimal(2000)}, by=petra)
    mine.refresh_from_db()
    assert mine.amount == Decimal(1000) and mine.change({"amount": Decimal(500)}, by=marek)


def test_strangers_have_no_such_page(stranger: User, petra: User) -> None:
    assert entered(stranger).get("/insight/targets").status_code == 404
    for odd in ("2026-Q9", "0000", "9999-13", "x" * 300, "2026-00"):
        assert entered(petra).get("/insight/targets", {"period": odd}).status_code == 200
    Role.objects.all()


@pytest.mark.parametrize(
    ("done", "goal", "passed", "days", "leads_to", "standing"),
    [
        (355, 1000, 33, 66, 71, "behind"),
        (400, 1000, 33, 66, 80, "at_risk"),
        (500, 1000, 33, 66, 100, "on_course"),
        (1000, 1000, 33, 66, 200, "reached"),
        (900, 1000, 66, 66, 90, "missed"),
        (0, 1000, 2, 66, None, "early"),
    ],
)
def test_a_pace_leads_somewhere(done: int, goal: int, passed: int, days: int, leads_to: Any, standing: str) -> None:
    found = Pace(Decimal(done), Decimal(goal), passed, days)
    assert (found.leads_to, found.standing) == (leads_to, standing)


@given(st.decimals(0, 10**6, places=2), st.integers(1, 10**6), st.integers(3, 250), st.integers(0, 250))
def test_a_pace_that_is_kept_comes_to_what_it_says(done: Decimal, goal: int, passed: int, more: int) -> None:
    found = Pace(done, Decimal(goal), passed, passed + more)
    assert found.projected is not None
    assert abs(found.projected * passed - done * (passed + more)) < Decimal("0.01")
    assert (found.step is None) or found.leads_to < found.step  # type: ignore[operator]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
@pytest.mark.django_db
def test_periods_follow_each_other_without_gaps(day: date, span: str) -> None:
    period = period_of(span, day)
    assert period.holds(day)
    assert period.moved(1).first == period.last + timedelta(days=1)
    assert period.moved(1).moved(-1) == period == period_named(period.key, date(2000, 1, 1))


def test_business_days_leave_out_weekends_and_holidays(db: None) -> None:
    hours = business_hours()
    assert business_days(hours, date(2026, 11, 9), date(2026, 11, 15)) == 4, "11 November is a holiday in Poland"
    assert business_days(hours, date(2026, 11, 14), date(2026, 11, 15)) == 0


def test_the_countries_of_a_territory_are_offered_with_the_chosen_first(petra: User) -> None:
    mine = target(petra, owner=petra, territories=["SK", "PL"])
    page = entered(petra).get(f"/targets/{mine.pk}/edit").content.decode()
    offered = [part.partition('"')[0] for part in page.split('name="territories" value="')[1:]]
    assert offered[:2] == ["PL", "SK"] and len(offered) == len(set(offered)) > 200
    assert page.count('name="territories" value="PL" checked') == 1
