"""Bespoke panels and pages tell no amount that a role hides."""

from decimal import Decimal
from typing import Any

from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Notification, User
from caruso.sales.models import Approval, ApprovalPolicy, CreditTerms, DiscountLimit, Invoice, InvoiceLine
from caruso.sales.quotes.discounts import ask_for_discount
from caruso.sales.tests.large_deals import large
from caruso.sales.tests.offers import MACHINE, draft, sent

SHOWN = "1200000"


def hide(person: User, object: str, *fields: str) -> None:
    """From now on the person's only role hides these fields."""
    role = person.roles.get()
    rights = dict(role.rights["*"])
    role.rights = {**role.rights, object: {**rights, "fields": dict.fromkeys(fields, "hidden")}}
    role.save()


def page(client: Client, address: str, person: User) -> str:
    """What it says, with numbers written without signs between their digits."""
    client.force_login(person)
    return " ".join(client.get(address).content.decode().replace("\xa0", " ").split()).replace(",", "")


def test_an_approval_tells_no_amount_past_a_hidden_field(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    places = (f"/opportunities/{deal.pk}", "/approvals")
    assert all(SHOWN in page(client, one, marek) for one in places)
    hide(marek, "sales.opportunity", "amount", "budget")
    for one in places:
        said = page(client, one, marek)
        assert "Review with the senior manager" in said and SHOWN not in said


def test_neither_does_one_about_a_discount(bistro: Account, petra: User, marek: User, client: Client) -> None:
    DiscountLimit.objects.create(role=petra.roles.get(), percent=Decimal(5))
    petra.team.leader = marek
    petra.team.save()
    quote = draft(bistro, petra, {**MACHINE, "discount_percent": Decimal(12)})
    ask_for_discount(quote, by=petra)
    assert "12 %" in page(client, "/approvals", marek).replace("12%", "12 %")
    hide(marek, "sales.quote", "discount_percent", "discount_total")
    said = page(client, "/approvals", marek)
    assert quote.number in said and "12 %" not in said.replace("12%", "12 %")
    assert "12" not in Notification.objects.get(person=marek).params["subject"].replace(quote.number, "")
    assert "12" not in Approval.objects.get().task.subject.replace(quote.number, "")


def invoiced(account: Account, by: User) -> Invoice:
    line = InvoiceLine(description="Machine", quantity=Decimal(1), price=Decimal("7654.00"))
    invoice = Invoice(account=account, owner=by, currency="EUR").create(by=by, lines=[line])
    invoice.issue(by=by)
    return invoice


def test_the_standing_of_an_account_is_for_who_sees_balances(
    bistro: Account, petra: User, marek: User, client: Client
) -> None:
    owed = str(invoiced(bistro, petra).balance)
    CreditTerms(account=bistro, credit_limit=Decimal(43210), currency="EUR", owner=marek).create(by=marek)
    address = f"/accounts/{bistro.pk}/panels"
    said = page(client, address, marek) + page(client, f"/accounts/{bistro.pk}", marek)
    assert owed in said and "43210" in said
    hide(marek, "sales.creditterms", "credit_limit")
    said = page(client, address, marek) + page(client, f"/accounts/{bistro.pk}", marek)
    assert owed in said and "43210" not in said
    hide(marek, "sales.invoice", "balance")
    said = page(client, address, marek) + page(client, f"/accounts/{bistro.pk}", marek)
    assert owed not in said


def test_dialogs_of_payment_keep_a_hidden_balance(bistro: Account, petra: User, marek: User, client: Client) -> None:
    invoice = invoiced(bistro, petra)
    address = f"/invoices/{invoice.pk}/pay"
    assert str(invoice.balance) in page(client, address, marek)
    hide(marek, "sales.invoice", "balance", "gross_total", "net_total", "paid_total")
    assert str(invoice.balance) not in page(client, address, marek)
    said = page(client, f"/invoices/{invoice.pk}", marek)
    assert "<dt>Open</dt>" not in said


def test_versions_side_by_side_and_evidence_keep_hidden_totals(
    bistro: Account, petra: User, marek: User, client: Client
) -> None:
    quote = draft(bistro, petra)
    sent(quote, petra)
    second = quote.revise(by=petra)
    sent(second, petra)
    second.accept(by=petra)
    places: dict[str, Any] = {f"/quotes/{second.pk}/versions": "2000", f"/quotes/{second.pk}/evidence": "Total"}
    for one, text in places.items():
        assert text in page(client, one, marek)
    hide(marek, "sales.quote", "gross_total", "net_total", "tax_total")
    rows = page(client, f"/quotes/{second.pk}/versions", marek)
    assert '<th scope="row">Net</th>' not in rows and '<th scope="row">Total</th>' not in rows
    assert "<dt>Total</dt>" not in page(client, f"/quotes/{second.pk}/evidence", marek)


def test_below_the_lines_no_total_stands_where_one_is_hidden(
    bistro: Account, petra: User, marek: User, client: Client
) -> None:
    quote = draft(bistro, petra, {**MACHINE, "quantity": Decimal(3)})
    places = (f"/quotes/{quote.pk}", f"/quotes/{quote.pk}/lines")
    assert all('class="totals-gross"' in page(client, one, marek) for one in places)
    hide(marek, "sales.quote", "gross_total")
    for one in places:
        said = page(client, one, marek)
        assert "Espresso machine" in said and "totals-gross" not in said and "totals-net" not in said
