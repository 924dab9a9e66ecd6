"""Quotes on paper: PDF and the page that prints."""

import re
import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Quote
from caruso.sales.printing import pdf
from caruso.sales.printing.answering import html_of
from caruso.sales.printing.paper import in_its_language
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.tests.offers import GRINDER, MACHINE, Customer, draft, sent

pytestmark = [pytest.mark.django_db, pytest.mark.prints]
with_pango = pytest.mark.skipif(not pdf.can_make_pdf(), reason="Pango is not installed")

#: What the paper says beside its figures, by language.
WORDS = {"en": "Valid until", "pl": "Ważne do", "cs": "Platí do"}


def paper_in(language: str, quote: Quote) -> str:
    quote.language = language
    with in_its_language(quote):
        return html_of(quote_paper(quote), for_pdf=True)


def long_quote(bistro: Account, petra: User) -> Quote:
    lines = [
        {**MACHINE, "section": f"Část {number // 12}", "details": "Kocioł ze stali\nnerezový"} for number in range(36)
    ]
    return draft(bistro, petra, *lines)


def test_what_is_paid_every_year_is_not_added_to_what_is_paid_once(
    bistro: Account, petra: User, client: Client
) -> None:
    care = {"description": "Care", "price": Decimal(200), "recurring": "yearly"}
    lock = {"description": "Lock", "price": Decimal(30), "recurring": "monthly", "optional": True, "chosen": False}
    quote = draft(bistro, petra, {"description": "Machine", "price": Decimal(1000)}, care, lock)
    gross = {"Once": "1,230.00", "Every year": "246.00"}
    client.force_login(petra)
    pages = [
        client.get(f"/quotes/{quote.pk}/lines").content.decode(),
        client.get(f"/quotes/{quote.pk}").content.decode(),
    ]
    customer = Customer(sent(quote, petra))
    pages += [paper_in("en", quote), customer.looks().content.decode()]
    for page in pages:
        text = " ".join(re.sub(r"<[^>]*>", " ", page).replace("&nbsp;", " ").split())
        assert "1,200.00" not in text and "1,476.00" not in text
        for label, figure in gross.items():
            assert re.search(rf"{label}( net [\d.,]+ CZK)? {figure}", text), (label, text)
    ticked = customer.does("reckon", options="1", chosen=quote.lines.get(description="Lock").pk).content.decode()
    assert "Every month" in ticked and "Every month" not in pages[-1]
    assert "jednorázově" in paper_in("cs", quote) and "co rok" in paper_in("pl", quote)


def test_papers_without_subscriptions_have_one_total(bistro: Account, petra: User) -> None:
    page = paper_in("en", draft(bistro, petra))
    assert page.count('class="gross"') == 1 and "Once" not in page


@with_pango
def test_the_pdf_is_one_in_each_language(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra, valid_until=timezone.localdate())
    for language, words in WORDS.items():
        html = paper_in(language, quote)
        assert words in html and pdf.pdf_of(html).startswith(b"%PDF-")


def test_the_paper_is_in_the_language_of_the_customer(bistro: Account, petra: User, client: Client) -> None:
    quote = draft(bistro, petra)
    quote.change({"language": "pl"}, by=petra)
    client.force_login(petra)
    page = client.get(f"/quotes/{quote.pk}/print", headers={"Accept-Language": "cs"}).content.decode()
    assert '<html lang="pl">' in page and "Oferta" in page and "2\u00a0000,00" in page


@with_pango
def test_three_pages_are_made_in_time(bistro: Account, petra: User) -> None:
    html = paper_in("cs", long_quote(bistro, petra))
    pdf.pdf_of(html)
    begun = time.process_time()
    pdf.pdf_of(html)
    assert time.process_time() - begun < 3


def test_totals_printed_are_the_sum_of_what_is_printed(bistro: Account, petra: User) -> None:
    odd = {**MACHINE, "quantity": Decimal("1.333"), "price": Decimal("9.99"), "discount_percent": Decimal(7)}
    quote = draft(bistro, petra, *[odd] * 7, GRINDER, discount_percent=Decimal("2.5"))
    with in_its_language(quote):
        paper = quote_paper(quote)
    net = sum(row.line.net for section in paper.sections for row in section.lines if row.counts)
    assert net - quote.discount_total == quote.net_total
    assert sum(Decimal(group["net"]) for group in quote.tax_summary) == quote.net_total
    assert sum(Decimal(group["tax"]) for group in quote.tax_summary) == quote.tax_total


def test_words_of_the_quote_are_not_markup(bistro: Account, petra: User) -> None:
    html = paper_in(
        "en", draft(bistro, petra, intro='<img src="http://evil.example/x.png">', terms="<script>x</script>")
    )
    assert "<script>x" not in html and '<img src="http' not in html


@with_pango
@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x.png", "file:///etc/passwd", "https://evil.example/x.css", "ftp://x/y"]
)
def test_no_address_is_called(address: str) -> None:
    with pytest.raises(ValueError, match="may not take in"):
        pdf._fetcher().fetch(address)


def test_without_pango_the_print_page_is_offered(
    bistro: Account, petra: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Any:
        raise pdf.NoPdf

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    pdf.can_make_pdf.cache_clear()
    quote = draft(bistro, petra)
    client.force_login(petra)
    try:
        page = client.get(f"/quotes/{quote.pk}/pdf")
        assert page.status_code == 200 and "cannot make PDF" in page.content.decode()
        assert "Espresso machine" in page.content.decode()
        customer = Customer(sent(quote, petra))
        assert "Espresso machine" in customer.browser.get(f"{customer.address}/pdf").content.decode()
    finally:
        pdf.can_make_pdf.cache_clear()
