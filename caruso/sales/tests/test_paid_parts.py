"""What is paid once and what every month or year is never one sum, wherever a person reads it."""

import re
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.from_quote import order_for
from caruso.sales.models import Order, Quote
from caruso.sales.printing.answering import html_of
from caruso.sales.printing.paper import in_its_language
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.tests.offers import Customer, draft, sent
from caruso.sales.tests.papers import order_of
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = pytest.mark.django_db

MACHINE = {"description": "Machine", "price": 1000, "section": "Bar"}
CARE = {"description": "Care", "price": 200, "recurring": "yearly"}


@pytest.fixture
def quote(bistro: Account, petra: User) -> Quote:
    return draft(bistro, petra, MACHINE, CARE)


def said(page: Any) -> str:
    text = page if isinstance(page, str) else page.content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace("&nbsp;", " ").replace("\u00a0", " ").split())


def test_lists_and_facts_tell_how_often_without_another_question(
    quote: Quote, bistro: Account, petra: User, client: Client
) -> None:
    client.force_login(petra)
    order_for(accepted(quote, petra), by=petra)
    client.get("/quotes/")
    with CaptureQueriesContext(connection) as one:
        client.get("/quotes/")
    draft(bistro, petra, MACHINE, {**CARE, "recurring": "monthly"})
    with CaptureQueriesContext(connection) as two:
        page = said(client.get("/quotes/"))
    assert len(one) == len(two)
    assert "1,230 CZK once 246 CZK every year" in page and "1,230 CZK once 246 CZK every month" in page
    order = Order.objects.get()
    for address in ("/orders/", f"/orders/{order.pk}"):
        page = said(client.get(address))
        assert "1,230 CZK once 246 CZK every year" in page and "1,476" not in page
    assert "1,000 CZK once 200 CZK every year" in page


def test_what_is_paid_once_alone_stays_one_sum(bistro: Account, petra: User, client: Client) -> None:
    client.force_login(petra)
    draft(bistro, petra, MACHINE)
    page = said(client.get("/quotes/"))
    assert "1,230 CZK" in page and "once" not in page


def test_the_margin_is_told_apart_too_and_kept_from_who_may_not_see_it(
    bistro: Account, petra: User, client: Client
) -> None:
    quote = draft(bistro, petra, {**MACHINE, "cost": Decimal(600)}, {**CARE, "cost": Decimal(50)})
    client.force_login(petra)
    for address in (f"/quotes/{quote.pk}", f"/quotes/{quote.pk}/lines"):
        page = said(client.get(address))
        assert "Margin once 40.0 % 400.00 CZK" in page and "Margin every year 75.0 % 150.00 CZK" in page
        assert "550.00" not in page
    order = order_for(accepted(quote, petra), by=petra)
    assert "400 CZK once 150 CZK every year" in said(client.get(f"/orders/{order.pk}"))
    hide(petra, "sales.order", "margin", "cost_total")
    page = said(client.get(f"/orders/{order.pk}"))
    assert "400 CZK once" not in page and "600 CZK once" not in page


def test_what_no_longer_recurs_is_one_sum_again(quote: Quote, petra: User, client: Client) -> None:
    lines = list(quote.lines.all())
    lines[1].recurring = ""
    quote.write_lines(lines, by=petra)
    client.force_login(petra)
    page = said(client.get("/quotes/"))
    assert "1,476 CZK" in page and "every year" not in page


def test_the_sum_of_a_section_is_told_apart(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra, MACHINE, CARE, {**MACHINE, "section": "Kitchen"})
    with in_its_language(quote):
        page = said(html_of(quote_paper(quote)))
    assert "Bar 1,000.00 once + 200.00 every year" in page and "Kitchen 1,000.00 1" not in page
    assert "1,200.00" not in page


def test_versions_tell_amounts_apart_in_the_readers_way_of_writing(quote: Quote, petra: User, client: Client) -> None:
    Customer(sent(quote, petra))
    second = quote.revise(by=petra)
    lines = list(second.lines.all())
    lines[1].recurring = "monthly"
    second.write_lines(lines, by=petra)
    petra.language = "cs"
    petra.save()
    client.force_login(petra)
    answer = client.get(f"/quotes/{second.pk}/versions")
    page = said(answer)
    assert "1 230,00 CZK jednorázově 246,00 CZK ročně 1 230,00 CZK jednorázově 246,00 CZK měsíčně" in page
    assert "1 476" not in page and "Kč" not in page
    changed = [pair.changed for pair in answer.context["comparison"].pairs]
    assert changed == [frozenset(), {"recurring"}] and '<ins class="recurring">měsíčně</ins>' in answer.content.decode()


def test_the_evidence_tells_apart_what_was_accepted(quote: Quote, petra: User, client: Client) -> None:
    Customer(sent(quote, petra)).accepts()
    client.force_login(petra)
    page = said(client.get(f"/quotes/{quote.pk}/evidence"))
    assert "1,230.00 CZK once 246.00 CZK every year" in page and "1,476" not in page
    assert "Care every year" in page


def test_documents_that_are_known_are_told_apart_after_the_upgrade(quote: Quote, bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Cups", 2, 10))
    kept = Quote.objects.get(pk=quote.pk).paid_parts
    Quote.objects.update(paid_parts=[])
    upgrade = import_module("caruso.sales.migrations.0022_known_paid_parts")
    upgrade.keep(apps, SimpleNamespace(connection=connection))
    assert [one["interval"] for one in kept] == ["", "yearly"]
    assert Quote.objects.get(pk=quote.pk).paid_parts == kept
    assert Order.objects.get(pk=order.pk).paid_parts == []


def accepted(quote: Quote, by: User) -> Quote:
    quote.send(by=by)
    quote.accept(by=by)
    return quote
