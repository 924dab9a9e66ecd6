"""Who orders, pays or lets a deal be won is a prospect no more, whoever may write the account."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Opportunity, Order, Payment
from caruso.sales.models.credit_terms import CreditTerms
from caruso.sales.tests.papers import invoice_of, line_of_order, order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def prospect(bistro: Account, petra: User) -> Account:
    bistro.change({"roles": ["prospect", "partner"], "lifecycle_stage": "qualified"}, by=petra)
    return bistro


def standing(account: Account) -> tuple[list[str], str]:
    account.refresh_from_db()
    return account.roles, account.lifecycle_stage


def told(account: Account) -> int:
    return Event.objects.filter(object="customers.account", record=account.pk, kind="became_customer").count()


CUSTOMER = (["customer", "partner"], "customer")


def test_an_order_made_by_hand_makes_a_customer_and_the_history_tells_it(prospect: Account, petra: User) -> None:
    client = Client()
    client.force_login(petra)
    client.post("/orders/new", {"account": prospect.pk, "discount_percent": "0", "rounding": "total"})
    assert standing(prospect) == CUSTOMER
    event = Event.objects.get(object="customers.account", record=prospect.pk, kind="became_customer")
    assert event.actor_id is None and event.changes["lifecycle_stage"] == ["qualified", "customer"]
    assert "made a customer of the prospect" in client.get(f"/accounts/{prospect.pk}/timeline").content.decode()


def test_a_deal_that_is_won_makes_a_customer_for_who_may_not_write_the_account(
    prospect: Account, marek: User, petra: User
) -> None:
    deal = Opportunity(name="Machines", account=prospect, owner=petra, team=petra.team).create(by=petra)
    prospect.change({"owner": marek.pk}, by=marek)
    assert standing(prospect)[1] == "qualified"
    deal.win(by=petra)
    assert standing(prospect) == CUSTOMER
    deal.reopen(by=petra)
    deal.win(by=petra)
    assert told(prospect) == 1


def test_a_paid_invoice_makes_a_customer_and_one_that_is_only_drafted_does_not(prospect: Account, petra: User) -> None:
    invoice = invoice_of(prospect, petra, ("Cup", 1, 100, 0), currency="CZK")
    invoice.issue(by=petra)
    assert standing(prospect)[1] == "qualified"
    Payment(account=prospect, amount=Decimal(100), currency="CZK", owner=petra).create(by=petra)
    invoice.refresh_from_db()
    assert invoice.state == "paid" and standing(prospect) == CUSTOMER


def test_an_order_on_hold_waits_until_it_is_released(prospect: Account, petra: User, anna: User) -> None:
    CreditTerms(account=prospect, credit_limit=Decimal(10), currency="EUR", owner=anna).create(by=anna)
    lines = [line_of_order("Cup", 1, 100)]
    order = Order(account=prospect, currency="EUR", owner=petra).create(by=petra, lines=lines)
    assert order.is_held and standing(prospect)[1] == "qualified"
    order.go_on(by=None)
    assert standing(prospect) == CUSTOMER


@pytest.mark.parametrize(
    ("roles", "stage"),
    [
        (["supplier", "partner"], "aware"),
        (["customer"], "loyal"),
        (["customer"], "lapsed"),
        ([], ""),
    ],
)
def test_customers_and_those_who_only_supply_stay_as_they_are(
    roles: list[str], stage: str, bistro: Account, petra: User
) -> None:
    bistro.change({"roles": roles, "lifecycle_stage": stage}, by=petra)
    version = bistro.version
    order_of(bistro, petra, ("Cup", 1, 100))
    assert standing(bistro) == (roles, stage)
    assert (bistro.version, told(bistro)) == (version, 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((["prospect"], ""), (["customer"], "customer")),
        ((["prospect", "customer"], "loyal"), (["customer"], "loyal")),
        (([], "prospect"), ([], "customer")),
    ],
)
def test_only_what_is_behind_moves_on(before: Any, after: Any, bistro: Account, petra: User) -> None:
    bistro.change({"roles": before[0], "lifecycle_stage": before[1]}, by=petra)
    order_of(bistro, petra, ("Cup", 1, 100))
    assert standing(bistro) == after


def test_the_history_tells_it_at_the_moment_of_the_deal(prospect: Account, petra: User) -> None:
    then = timezone.now() + timedelta(days=2)
    Opportunity(name="Machines", account=prospect, owner=petra).create(by=petra).win(by=petra, at=then)
    assert Event.objects.get(kind="became_customer").at == then
