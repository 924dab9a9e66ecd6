"""Customers: who brings the revenue, and who should have bought again by their own rhythm."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caruso.customers.models import Account, Activity
from caruso.kernel.models import Notification, User
from caruso.sales.insight import missed_orders
from caruso.sales.insight.customers import best_customers, cumulated, curve, overdue
from caruso.sales.models import Invoice, Order, Rhythm
from caruso.sales.rules.rhythm import habit
from caruso.sales.tests.papers import invoice_of


def ordered(account: Account, owner: User, *days_ago: int) -> list[Order]:
    today = timezone.localdate()
    return [
        Order(account=account, owner=owner, currency="EUR", ordered_on=today - timedelta(days=days)).create(by=owner)
        for days in days_ago
    ]


def invoiced(account: Account, owner: User, amount: str) -> Invoice:
    invoice = invoice_of(account, owner, ("Coffee", 1, amount), currency="EUR")
    invoice.issue(by=owner)
    return invoice


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture(autouse=True)
def of_a_firm(bistro: Account, petra: User) -> None:
    from caruso.kernel.models.organisation import current_organisation

    firm = current_organisation()
    firm.name = firm.legal_name = "Tenor"
    firm.save()


def test_a_rhythm_is_the_median_of_intervals_from_three_orders_on(bistro: Account, petra: User) -> None:
    first, second = ordered(bistro, petra, 100, 70)
    assert not Rhythm.objects.exists()
    ordered(bistro, petra, 41, 39)
    assert (Rhythm.objects.get().days, Rhythm.objects.get().orders) == (29, 4)
    second.put_in_bin(by=petra)
    assert (Rhythm.objects.get().days, Rhythm.objects.get().orders) == (30, 3)
    first.put_in_bin(by=petra)
    assert not Rhythm.objects.exists()
    second.restore(by=petra)
    assert Rhythm.objects.get().orders == 3


def test_who_is_late_by_the_own_measure_is_listed_with_one_click_to_call(bistro: Account, petra: User) -> None:
    punctual = Account(name="Punctual", owner=petra).create(by=petra)
    ordered(bistro, petra, 100, 70, 40)
    ordered(punctual, petra, 200, 110, 20)
    (late,) = overdue(petra, timezone.localdate())
    assert (late.account, late.habit.days, late.late) == (bistro, 30, 10)
    browser = entered(petra)
    page = browser.get("/insight/customers").content.decode()
    assert "Bistro Praha" in page and "Punctual" not in page
    plan = f"/insight/customers/{bistro.pk}/plan"
    assert plan in page
    assert browser.post(plan).status_code == 302
    call = Activity.objects.get()
    assert (call.kind, call.account, call.owner) == ("call", bistro, petra)
    assert call.reminder_at == call.due_at > timezone.now()
    assert plan not in browser.get("/insight/customers").content.decode(), "the next activity is shown instead"


def test_a_call_is_planned_by_those_alone_who_may(bistro: Account, jan: User, stranger: User) -> None:
    for person, status in ((jan, 403), (stranger, 404)):
        assert entered(person).post(f"/insight/customers/{bistro.pk}/plan").status_code == status
    assert not Activity.objects.exists()


def test_the_owner_is_told_once_that_the_usual_day_has_passed(bistro: Account, petra: User, tomas: User) -> None:
    ordered(bistro, petra, 100, 70, 40)
    assert (missed_orders.tell(), missed_orders.tell()) == (1, 0)
    notification = Notification.objects.get()
    assert notification.person == petra and notification.record == bistro.pk
    assert "usually buys every 30 days" in notification.text
    ordered(bistro, petra, 32)
    assert missed_orders.tell() == 1, "late again, by a new day"
    long_ago = Account(name="Long ago", owner=petra).create(by=petra)
    ordered(long_ago, petra, 300, 270, 240)
    assert missed_orders.tell() == 0, "that is no news"


def test_rhythms_are_told_by_the_orders_that_one_may_see(bistro: Account, petra: User, tomas: User) -> None:
    ordered(bistro, petra, 100, 70, 40)
    ordered(bistro, tomas, 5)
    assert not overdue(tomas, timezone.localdate()), "who sees all knows of the last order"
    Rhythm.objects.update(next_on=timezone.localdate() - timedelta(days=1))
    assert [one.late for one in overdue(petra, timezone.localdate())] == [10]


def test_the_best_fifth_and_its_share(bistro: Account, petra: User, tomas: User, marek: User) -> None:
    for name, amount in (("A", "50"), ("B", "30"), ("C", "15"), ("D", "5")):
        invoiced(Account(name=name, owner=petra).create(by=petra), petra, amount)
    invoiced(bistro, petra, "100")
    invoiced(Account(name="Elsewhere", owner=tomas).create(by=tomas), tomas, "800")
    best = best_customers(petra, timezone.localdate())
    assert (best.count, best.best_count, best.best_share, best.revenue) == (5, 1, 0.5, 200)
    assert [one.account.name for one in best.customers] == ["Bistro Praha", "A", "B", "C", "D"]
    assert best_customers(marek, timezone.localdate()).revenue == 1000


def test_hidden_amounts_hide_the_revenue(bistro: Account, petra: User, stranger: User) -> None:
    invoiced(bistro, petra, "98765")
    assert "98,765" in entered(petra).get("/insight/customers").content.decode()
    role = petra.roles.get()
    role.rights["sales.invoice"] = {**role.rights["*"], "fields": {"net_total": "hidden"}}
    role.save()
    assert "98,765" not in entered(petra).get("/insight/customers").content.decode()
    assert entered(stranger).get("/insight/customers").status_code == 404


@given(st.lists(st.decimals(1, 10**6, places=2), min_size=1, max_size=60))
def test_the_curve_rises_to_all_and_never_sags(amounts: list[Decimal]) -> None:
    points = curve(cumulated(sorted(amounts, reverse=True)))
    assert points[-1] == (1.0, pytest.approx(1))
    assert all(revenue >= customers - 0.2 for customers, revenue in points)
    assert all(before[1] <= after[1] + 1e-9 for before, after in itertools.pairwise(points))


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=40))
def test_a_habit_lies_between_the_shortest_and_the_longest_interval(days: list[date]) -> None:
    found = habit(days)
    once = sorted(set(days))
    assert (found is None) == (len(once) < 3)
    if found:
        between = [(after - before).days for before, after in itertools.pairwise(once)]
        assert min(between) <= found.days <= max(between) and found.next_on > found.last_on
