"""Invoices and credit notes: numbers without gaps, frozen once issued, and never more than was ordered or invoiced."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from caruso.customers.models import Account
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.from_order import delivered_quantities, invoice_order
from caruso.sales.models import CreditTerms, Delivery, Invoice, Order, Payment, Product, Return
from caruso.sales.tests.papers import invoice_of, line_of_order, order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    return order_of(bistro, petra, ("Coffee machine", 2, 4000), ("Beans", 10, 40, 5))


def test_a_whole_order_is_invoiced_as_it_stands(order: Order, petra: User) -> None:
    invoice = invoice_order(order, by=petra)
    assert (invoice.net_total, invoice.tax_total) == (order.net_total, order.tax_total)
    assert [line.invoiced for line in order.lines.all()] == [2, 10]
    assert Order.objects.get().invoiced_total == order.net_total
    with pytest.raises(ValidationError):
        invoice_order(order, by=petra)


def test_what_was_delivered_is_invoiced(order: Order, petra: User) -> None:
    machines, _beans = order.lines.all()
    with pytest.raises(ValidationError):
        delivered_quantities(order)
    Delivery(order=order).create(by=petra, quantities={machines.pk: Decimal(1)}).ship(by=petra)
    invoice = invoice_order(order, delivered_quantities(order), by=petra)
    assert invoice.net_total == 4000
    with pytest.raises(ValidationError):
        invoice_order(order, {machines.pk: Decimal("1.5")}, by=petra)


def proposed(browser: Client, order: Order, query: str = "") -> list[str]:
    return [line.typed for line in browser.get(f"/orders/{order.pk}/invoice{query}").context["taking"].lines]


def test_the_dialog_proposes_what_was_delivered_and_services_or_all_of_the_order(
    order: Order, bistro: Account, petra: User, client: Client
) -> None:
    client.force_login(petra)
    assert proposed(client, order) == ["2", "10"], "nothing was delivered, so all of it is invoiced"
    install = Product(name="Installation", sku="INST", kind="service", price=Decimal(300), owner=petra).create(by=petra)
    machine, beans = line_of_order("Machine", 2, 4000), line_of_order("Beans", 10, 40)
    order = Order(account=bistro, owner=petra, currency="PLN").create(
        by=petra, lines=[machine, beans, line_of_order("Installation", 1, 300, product=install)]
    )
    machines, beans, _install = order.lines.all()
    some = {machines.pk: Decimal(1), beans.pk: Decimal(4)}
    Delivery(order=order, owner=petra).create(by=petra, quantities=some).ship(by=petra)
    assert proposed(client, order) == ["1", "4", "1"]
    assert proposed(client, order, "?what=all") == ["2", "10", "1"]
    invoice_order(order, {machines.pk: Decimal(1), beans.pk: Decimal(3)}, by=petra)
    assert proposed(client, order) == ["0", "1", "1"] and proposed(client, order, "?what=all") == ["1", "7", "1"]
    too_much = {f"quantity-{beans.pk}": "8"}
    assert client.post(f"/orders/{order.pk}/invoice?what=all", too_much).status_code == 422
    invoice_order(order, delivered_quantities(order), by=petra)
    answer = client.get(f"/orders/{order.pk}/invoice").content.decode()
    assert "this is what is still to come" in answer and proposed(client, order) == ["1", "6"]


def test_parts_come_to_the_whole_to_the_cent(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Sugar", 3, "0.335"), ("Milk", 7, "1.111"), discount_percent=Decimal("3.3333"))
    sugar, milk = order.lines.all()
    parts = [invoice_order(order, {sugar.pk: Decimal(1), milk.pk: Decimal(2)}, by=petra) for _number in range(3)]
    parts.append(invoice_order(order, by=petra))
    for name in ("net_total", "tax_total", "gross_total", "discount_total"):
        assert sum(getattr(part, name) for part in parts) == getattr(order, name), name


def test_issuing_takes_the_next_number_of_its_year_and_kind(order: Order, bistro: Account, petra: User) -> None:
    first, second = invoice_order(order, by=petra), invoice_of(bistro, petra, ("Advice", 1, 100))
    assert first.number == ""
    second.issue(by=petra, on=date(2025, 12, 31))
    first.issue(by=petra, on=date(2026, 1, 2))
    third = invoice_of(bistro, petra, ("Advice", 1, 100))
    third.issue(by=petra, on=date(2026, 1, 3))
    note = first.credit(by=petra)
    note.issue(by=petra, on=date(2026, 1, 4))
    assert [one.number for one in (second, first, third, note)] == [
        "INV-2025-00001",
        "INV-2026-00001",
        "INV-2026-00002",
        "CN-2026-00001",
    ]


def test_a_number_is_not_lost_when_issuing_fails(bistro: Account, petra: User) -> None:
    empty = Invoice(account=bistro).create(by=petra)
    with pytest.raises(ValidationError):
        empty.issue(by=petra)
    full = invoice_of(bistro, petra, ("Advice", 1, 100))
    full.issue(by=petra)
    assert full.number.endswith("00001")
    with pytest.raises(ValidationError):
        full.issue(by=petra)


def test_an_issued_invoice_is_frozen_at_every_door(bistro: Account, petra: User, marek: User) -> None:
    invoice = invoice_of(bistro, petra, ("Advice", 1, 100))
    invoice.issue(by=petra)
    assert not invoice.is_editable
    for values in ({"terms": "other"}, {"customer_reference": "x"}, {"sold_on": date(2026, 1, 1)}):
        with pytest.raises(ValidationError):
            Invoice.objects.get().change(values, by=petra)
    with pytest.raises(ValidationError):
        invoice.write_lines([], by=petra)
    with pytest.raises(ValidationError):
        writing.put_in_bin([invoice], by=petra)
    Invoice.objects.get().change({"owner": marek}, by=petra)
    assert Invoice.objects.get().terms == ""


def test_the_due_day_comes_from_the_terms_of_credit(bistro: Account, petra: User) -> None:
    CreditTerms(account=bistro, payment_days=30).create(by=petra)
    invoice = invoice_of(bistro, petra, ("Advice", 1, 100))
    invoice.issue(by=petra)
    assert invoice.due_on == timezone.localdate() + timedelta(days=30)
    at_once = invoice_of(bistro, petra, ("Advice", 1, 100), payment_days=0)
    at_once.issue(by=petra)
    assert at_once.due_on == timezone.localdate()


def test_a_binned_draft_frees_what_it_took(order: Order, petra: User) -> None:
    draft = invoice_order(order, by=petra)
    draft.put_in_bin(by=petra)
    assert [line.invoiced for line in order.lines.all()] == [0, 0]
    with pytest.raises(ValidationError):
        draft.restore(by=petra)
    assert invoice_order(order, by=petra).net_total == order.net_total


def test_credit_notes_never_come_to_more_than_the_invoice(order: Order, petra: User) -> None:
    invoice = invoice_order(order, by=petra)
    with pytest.raises(ValidationError):
        invoice.credit(by=petra)
    invoice.issue(by=petra)
    machines, beans = invoice.lines.all()
    first = invoice.credit(by=petra, quantities={machines.pk: Decimal(1), beans.pk: Decimal("3.3")}, reason="dented")
    with pytest.raises(ValidationError):
        invoice.credit(by=petra, quantities={machines.pk: Decimal(2)})
    rest = invoice.credit(by=petra)
    with pytest.raises(ValidationError):
        invoice.credit(by=petra)
    assert first.gross_total + rest.gross_total == invoice.gross_total
    first.issue(by=petra)
    invoice.refresh_from_db()
    assert invoice.balance == invoice.gross_total - first.gross_total
    assert [line.invoiced for line in order.lines.all()] == [1, Decimal("6.7")]
    rest.issue(by=petra)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.balance) == ("credited", 0)
    assert Order.objects.get().invoiced_total == 0


def test_a_credit_note_on_a_paid_invoice_waits_to_be_given_back(bistro: Account, petra: User) -> None:
    invoice = invoice_of(bistro, petra, ("Advice", 2, 100, 0))
    invoice.issue(by=petra)
    Payment(account=bistro, amount=Decimal(200), currency="PLN").create(by=petra)
    note = invoice.credit(by=petra, quantities={invoice.lines.get().pk: Decimal(1)})
    note.issue(by=petra)
    assert (note.state, note.balance) == ("issued", 100)
    Payment(account=bistro, amount=Decimal(-100), currency="PLN").create(by=petra)
    note.refresh_from_db()
    assert (note.state, note.balance) == ("paid", 0)


def test_a_return_for_money_drafts_the_credit_note(order: Order, petra: User) -> None:
    Delivery(order=order).create(by=petra).arrive(by=petra)
    invoice = invoice_order(order, by=petra)
    Invoice.objects.filter(pk=invoice.pk).update(language="cs")
    invoice.refresh_from_db()
    invoice.issue(by=petra)
    machines, _beans = order.lines.all()
    returned = Return(order=order, reason="faulty").create(by=petra, quantities={machines.pk: Decimal(1)})
    returned.receive(by=petra)
    note = Invoice.objects.get(kind="credit_note")
    assert (note.net_total, note.state) == (4000, "draft")
    with translation.override("cs"):
        told = f"{returned.number}: {returned.get_reason_display()}"
    assert note.reason == told, "the customer reads it, in the language of the paper"
    note.issue(by=petra)
    assert [line.to_invoice for line in order.lines.all()] == [0, 0]


def test_an_order_of_another_customer_is_refused(order: Order, petra: User) -> None:
    other = Account(name="Kavárna").create(by=petra)
    with pytest.raises(ValidationError):
        Invoice(account=other, order=order, currency="PLN").create(by=petra)
    assert Invoice.objects.count() == 0


@pytest.mark.parametrize(("country", "printed"), [("PL", ""), ("CZ", "\nČesko")])
def test_an_address_speaks_the_language_of_the_invoice(petra: User, country: str, printed: str) -> None:
    firm = current_organisation()
    firm.country, firm.name, firm.legal_name = "PL", "Tenor", "Tenor"
    firm.save()
    address = {"street": "Dlouhá 1", "postal_code": "110 00", "city": "Praha", "country": country, "primary": True}
    account = Account(name="Bistro", owner=petra, language="cs", addresses=[address]).create(by=petra)
    invoice = invoice_of(account, petra, ("Beans", 1, 10))
    invoice.issue(by=petra)
    assert invoice.billing_address == f"Dlouhá 1\n110 00 Praha{printed}"
