"""A paper tells everything: it is refused at every door to whom a part of it is hidden."""

import re
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Handover, Invoice, InvoiceLine, Quote, QuoteLink
from caruso.sales.tests.offers import MACHINE, draft
from caruso.sales.tests.papers import order_of
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def invoice(bistro: Account, marek: User) -> Invoice:
    line = InvoiceLine(description="Machine", quantity=Decimal(1), price=Decimal("7654.00"))
    made = Invoice(account=bistro, owner=marek, currency="EUR").create(by=marek, lines=[line])
    made.issue(by=marek)
    return made


@pytest.fixture
def quote(bistro: Account, marek: User) -> Quote:
    return draft(bistro, marek)


PAPERS = ("print_invoice", "invoice_pdf", "einvoice")


@pytest.mark.parametrize("field", ["net_total", "tax_total", "gross_total", "balance"])
def test_no_paper_of_an_invoice_goes_round_a_hidden_amount(field: str, invoice: Invoice, marek: User) -> None:
    browser = entered(marek)
    assert browser.get(reverse("sales:invoice_pdf", args=[invoice.pk])).status_code == 200
    hide(marek, "sales.invoice", field)
    browser = entered(marek)
    for name in PAPERS:
        answer = browser.get(reverse(f"sales:{name}", args=[invoice.pk]))
        said = answer.content.decode()
        assert answer.status_code == 403, name
        assert "The paper tells what your role may not see" in said and "7654" not in said.replace(",", "")


def test_nor_a_paper_of_a_quote_or_its_private_link(quote: Quote, marek: User) -> None:
    hide(marek, "sales.quote", "gross_total")
    browser = entered(marek)
    for name in ("print_quote", "quote_pdf", "send_quote"):
        assert browser.get(reverse(f"sales:{name}", args=[quote.pk])).status_code == 403, name
    form = {"email": "marek@example.com", "subject": "S", "message": "M"}
    assert browser.post(reverse("sales:send_quote", args=[quote.pk]), form).status_code == 403
    quote.refresh_from_db()
    assert quote.state == "draft" and not QuoteLink.objects.exists() and not mail.outbox


def test_the_page_says_which_field_keeps_its_actions_back(
    invoice: Invoice, quote: Quote, bistro: Account, marek: User
) -> None:
    """Each action stays in its place, reachable by keyboard, and points at the reason; none of them works."""
    order = order_of(bistro, marek, ("Beans", 2, 100))
    pages = {
        f"/invoices/{invoice.pk}": ("Send", "PDF", "E-invoice"),
        f"/quotes/{quote.pk}": ("Send", "Preview", "PDF"),
        f"/orders/{order.pk}": ("Send",),
    }
    for address in pages:
        assert "no-paper" not in entered(marek).get(address).content.decode(), address
    for object in ("sales.invoice", "sales.quote", "sales.order"):
        hide(marek, object, "gross_total", "discount_percent")
    browser, label = entered(marek), invoice.described.fields["gross_total"].label
    for address, actions in pages.items():
        said = browser.get(address).content.decode()
        held = re.findall(r'<button[^>]*aria-disabled="true" aria-describedby="no-paper">(.*?)</button>', said)
        assert [re.sub("<.*?>", "", one) for one in held] == list(actions), address
        assert f"your role may not see: {label}" in said
        assert "/print" not in said and ".pdf" not in said and "/send" not in said


def test_discounts_are_told_only_by_papers_that_have_some(bistro: Account, marek: User) -> None:
    plain, cheaper = draft(bistro, marek), draft(bistro, marek, {**MACHINE, "discount_percent": Decimal(5)})
    hide(marek, "sales.quote", "discount_percent", "discount_total")
    browser = entered(marek)
    assert browser.get(reverse("sales:quote_pdf", args=[plain.pk])).status_code == 200
    assert browser.get(reverse("sales:quote_pdf", args=[cheaper.pk])).status_code == 403


def test_what_the_paper_tells_of_the_customer_counts_as_well(bistro: Account, invoice: Invoice, marek: User) -> None:
    path = reverse("sales:print_invoice", args=[invoice.pk])
    hide(marek, "customers.account", "tax_number")
    assert entered(marek).get(path).status_code == 200
    Account.objects.filter(pk=bistro.pk).update(tax_number="PL5260001246")
    assert entered(marek).get(path).status_code == 403


def test_the_outbox_is_no_way_round_either(invoice: Invoice, marek: User) -> None:
    assert Handover.objects.filter(invoice=invoice, state="waiting").exists() or _handed_over(invoice, marek)
    hide(marek, "sales.invoice", "gross_total")
    assert entered(marek).post(reverse("sales:collect")).status_code == 403
    assert Handover.objects.get(invoice=invoice).state == "waiting"


def _handed_over(invoice: Invoice, by: User) -> bool:
    Handover(title=invoice.number, invoice=invoice, owner=by, team=by.team).create(by=by)
    return True
