"""A paper in another currency is priced anew: numbers never stay what they were in other money."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import ExchangeRate, User
from caruso.sales.models import Invoice, Order, Product, Quote, QuoteLine
from caruso.sales.tests.papers import invoice_of, order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rates() -> None:
    for currency, rate in (("PLN", "0.25"), ("CZK", "0.04")):
        ExchangeRate.objects.create(base="EUR", currency=currency, day=timezone.localdate(), rate=Decimal(rate))


@pytest.fixture
def machine(petra: User) -> Product:
    return Product(name="Machine", price=Decimal("999.99"), cost=Decimal(600), currency="EUR", owner=petra).create(
        by=petra
    )


def shown(document: Any) -> list[tuple[Decimal, Decimal | None]]:
    return [(line.price, line.cost) for line in type(document).objects.get(pk=document.pk).lines.all()]


@pytest.mark.usefixtures("rates")
def test_a_quote_is_priced_anew_and_who_writes_it_is_told(
    bistro: Account, petra: User, machine: Product, client: Client
) -> None:
    lines = [
        QuoteLine(description="Machine", product=machine, price=Decimal("3999.96"), cost=Decimal(2400)),
        QuoteLine(description="Advice", quantity=Decimal(2), price=Decimal(100), cost=Decimal("0.02")),
        QuoteLine(description="Machine, used", product=machine, price=Decimal(2000)),
    ]
    quote = Quote(account=bistro, owner=petra, currency="PLN").create(by=petra, lines=lines)
    client.force_login(petra)
    form = {"account": bistro.pk, "currency": "EUR", "version": quote.version, "rounding": "total", "owner": petra.pk}
    page = client.post(f"/quotes/{quote.pk}/edit", form, follow=True)
    assert "priced anew" in page.content.decode()
    assert shown(quote) == [(Decimal("999.99"), 600), (Decimal(25), Decimal("0.005")), (Decimal(500), None)]
    quote.refresh_from_db()
    assert quote.net_total == Decimal("1549.99")


def test_without_a_rate_the_currency_stays(bistro: Account, petra: User, client: Client) -> None:
    quote = Quote(account=bistro, owner=petra, currency="PLN").create(
        by=petra, lines=[QuoteLine(description="Advice", price=Decimal(9308))]
    )
    client.force_login(petra)
    answer = client.post(f"/quotes/{quote.pk}/field/currency", {"currency": "CZK"})
    assert answer.status_code == 422 and "no exchange rate" in answer.content.decode()
    quote.refresh_from_db()
    assert (quote.currency, quote.net_total, shown(quote)) == ("PLN", 9308, [(Decimal(9308), None)])


@pytest.mark.usefixtures("rates")
def test_orders_and_drafts_of_invoices_are_priced_anew_too(bistro: Account, petra: User) -> None:
    order, invoice = order_of(bistro, petra, ("Cup", 1, 100, 0)), invoice_of(bistro, petra, ("Cup", 1, 100, 0))
    for paper in (order, invoice):
        paper.change({"currency": "CZK"}, by=petra)
        paper.refresh_from_db()
        assert (paper.currency, paper.net_total) == ("CZK", 625)
    assert Invoice.objects.get().lines.get().price == 625


@pytest.mark.usefixtures("rates")
def test_a_cancelled_order_stays_in_its_currency(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Cup", 1, 100, 0))
    order.cancel(by=petra)
    with pytest.raises(ValidationError):
        order.change({"currency": "EUR"}, by=petra)
    assert Order.objects.get().currency == "PLN"


@pytest.mark.usefixtures("rates")
def test_lines_written_along_are_in_the_new_currency(bistro: Account, petra: User) -> None:
    quote = Quote(account=bistro, owner=petra, currency="PLN").create(by=petra)
    quote.write_lines([QuoteLine(description="Cup", price=Decimal(7))], by=petra, values={"currency": "EUR"})
    assert shown(quote) == [(Decimal(7), None)]
