"""A credit note says what is credited and given back, never what is to be paid; so do the invoices that it settles."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Invoice, Payment
from caruso.sales.printing.answering import html_of
from caruso.sales.printing.invoice import invoice_paper
from caruso.sales.printing.paper import in_its_language
from caruso.sales.tests.papers import invoice_of
from caruso.sales.tests.test_paid_parts import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(bistro: Account, petra: User) -> Invoice:
    made = invoice_of(bistro, petra, ("Cups", 10, 100, 0), language="en")
    made.issue(by=petra)
    return made


def credited(invoice: Invoice, by: User) -> Invoice:
    note = invoice.credit(by=by, quantities={invoice.lines.get().pk: Decimal(4)}, reason="broken")
    note.issue(by=by)
    note.refresh_from_db()
    invoice.refresh_from_db()
    return note


def paper(invoice: Invoice, language: str = "en") -> str:
    invoice = Invoice.objects.get(pk=invoice.pk)
    invoice.language = language
    with in_its_language(invoice):
        return said(html_of(invoice_paper(invoice)))


def mail(client: Client, invoice: Invoice) -> Any:
    return client.get(f"/invoices/{invoice.pk}/send").content.decode()


def test_one_that_settles_its_invoice_is_set_off(invoice: Invoice, petra: User, client: Client) -> None:
    client.force_login(petra)
    note = credited(invoice, petra)
    text = paper(note)
    assert "We credit you 400.00 PLN" in text and "Set off against what was to be paid: 400.00 PLN" in text
    assert "We give back" not in text and "To pay" not in text and "Paid" not in text
    assert "Dobropisujeme Vám 400,00 PLN" in paper(note, "cs") and "Kwota korekty 400,00 PLN" in paper(note, "pl")
    page = said(client.get(f"/invoices/{note.pk}"))
    assert "Credited to the customer 400.00 PLN" in page and "Still to be given back 0.00 PLN" in page
    assert "To pay" not in page
    assert "we credit you 400.00 PLN." in mail(client, note)
    assert "Set off against what was to be paid: 400.00 PLN" in mail(client, note)


def test_one_of_a_paid_invoice_is_given_back(invoice: Invoice, petra: User, client: Client) -> None:
    client.force_login(petra)
    Payment(account=invoice.account, amount=invoice.gross_total, currency="PLN", owner=petra).create(by=petra)
    note = credited(invoice, petra)
    assert "We give back to you: 400.00 PLN" in paper(note) and "Set off" not in paper(note)
    assert "We give back to you: 400.00 PLN" in mail(client, note)
    Payment(account=invoice.account, amount=Decimal(-400), currency="PLN", owner=petra).create(by=petra)
    assert "Given back so far: 400.00 PLN" in paper(note) and "We give back" not in paper(note)


def test_an_invoice_that_is_credited_in_part_is_not_said_to_be_paid(
    invoice: Invoice, petra: User, client: Client
) -> None:
    client.force_login(petra)
    credited(invoice, petra)
    assert (invoice.state, invoice.paid_total, invoice.balance) == ("partly", 0, 600)
    text = paper(invoice)
    assert "Credited so far: 400.00 PLN" in text and "To pay: 600.00 PLN" in text and "Paid so far" not in text
    page = said(client.get(f"/invoices/{invoice.pk}"))
    assert "settled in part" in page and "paid in part" not in page
    Payment(account=invoice.account, amount=Decimal(100), currency="PLN", owner=petra).create(by=petra)
    text = paper(invoice)
    assert "Paid so far: 100.00 PLN" in text and "Credited so far: 400.00 PLN" in text and "To pay: 500.00 PLN" in text


@pytest.mark.parametrize(("language", "words"), [("pl", "rozliczona częściowo"), ("cs", "vyrovnáno zčásti")])
def test_the_state_is_said_in_every_language(
    invoice: Invoice, petra: User, client: Client, language: str, words: str
) -> None:
    credited(invoice, petra)
    petra.language = language
    petra.save()
    client.force_login(petra)
    assert words in said(client.get("/invoices/"))
