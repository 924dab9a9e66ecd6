"""Random stories of an order: whatever is delivered, invoiced, credited and paid, the sums agree and nothing is too much."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import Delivery, Invoice, Order, Payment, Return
from caruso.sales.tests.papers import order_of

pytestmark = pytest.mark.django_db

PRICES = st.decimals(min_value="0.01", max_value="999.9999", places=4)
QUANTITIES = st.decimals(min_value="0.1", max_value="9", places=1)
LINES = st.lists(st.tuples(st.just("Thing"), QUANTITIES, PRICES, st.sampled_from([23, 8, 0])), min_size=1, max_size=3)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["deliver", "invoice", "issue", "credit", "pay", "back", "cancel", "bin", "unpay"]),
        st.integers(0, 7),
        st.decimals(min_value="0.1", max_value="9", places=1),
    ),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, STEPS, st.decimals(min_value=0, max_value=30, places=2))
def test_every_story_adds_up(
    bistro: Account, petra: User, lines: list[Any], steps: list[tuple[str, int, Decimal]], discount: Decimal
) -> None:
    with transaction.atomic():
        order = order_of(bistro, petra, *lines, discount_percent=discount)
        for what, which, quantity in steps:
            try:
                with transaction.atomic():
                    STORY[what](order, which, quantity, petra)
            except ValidationError:
                pass
            _agrees(order)
        _finish(order, petra)
        transaction.set_rollback(True)


def _of(records: Any, which: int) -> Any:
    found = list(records)
    if not found:
        raise ValidationError("There is none.")
    return found[which % len(found)]


def _deliver(order: Order, which: int, quantity: Decimal, by: User) -> None:
    Delivery(order=order).create(by=by, quantities={_of(order.lines.all(), which).pk: quantity}).ship(by=by)


def _invoice(order: Order, which: int, quantity: Decimal, by: User) -> None:
    invoice_order(order, {_of(order.lines.all(), which).pk: quantity}, by=by)


def _issue(order: Order, which: int, quantity: Decimal, by: User) -> None:
    _of(order.invoices.live().filter(state="draft"), which).issue(by=by)


def _credit(order: Order, which: int, quantity: Decimal, by: User) -> None:
    invoice = _of(order.invoices.live().filter(kind="invoice").exclude(state="draft"), which)
    invoice.credit(by=by, quantities={_of(invoice.lines.all(), which).pk: quantity})


def _pay(order: Order, which: int, quantity: Decimal, by: User) -> None:
    Payment(account_id=order.account_id, amount=quantity * 50 - which * 40, currency="PLN").create(by=by)


def _back(order: Order, which: int, quantity: Decimal, by: User) -> None:
    Return(order=order).create(by=by, quantities={_of(order.lines.all(), which).pk: quantity}).receive(by=by)


def _cancel(order: Order, which: int, quantity: Decimal, by: User) -> None:
    _of(order.deliveries.all(), which).cancel(by=by)


def _bin(order: Order, which: int, quantity: Decimal, by: User) -> None:
    _of(order.invoices.live(), which).put_in_bin(by=by)


def _unpay(order: Order, which: int, quantity: Decimal, by: User) -> None:
    _of(Payment.objects.live(), which).put_in_bin(by=by)


STORY = {
    "deliver": _deliver,
    "invoice": _invoice,
    "issue": _issue,
    "credit": _credit,
    "pay": _pay,
    "back": _back,
    "cancel": _cancel,
    "bin": _bin,
    "unpay": _unpay,
}


def _agrees(order: Order) -> None:
    order.refresh_from_db()
    for line in order.lines.all():
        assert 0 <= line.planned + line.delivered <= line.quantity + line.replaced
        assert 0 <= line.returned <= line.delivered
        assert 0 <= line.invoiced <= line.quantity
        assert 0 <= line.invoiced_net <= line.net
    issued = Invoice.objects.live().exclude(state="draft")
    for invoice in issued:
        paid = invoice.allocations.aggregate(sum=Sum("amount"))["sum"] or 0
        own = invoice.offsets if invoice.is_credit_note else invoice.offset_by
        credited = own.aggregate(sum=Sum("amount"))["sum"] or 0
        assert invoice.balance == invoice.gross_total - paid - credited >= 0
        assert (invoice.state in ("issued", "partly")) == (invoice.balance > 0)
        assert invoice.gross_total == invoice.net_total + invoice.tax_total
        assert invoice.net_total == sum(line.net for line in invoice.lines.all()) - invoice.discount_total
        notes = invoice.corrections.live()
        for name in ("net_total", "tax_total", "gross_total"):
            assert sum(getattr(note, name) for note in notes) <= getattr(invoice, name)
    _owed_is_what_is_open(issued)
    whole = order.invoices.live().filter(kind="invoice")
    back = order.invoices.live().filter(kind="credit_note").exclude(state="draft")
    for name in ("net_total", "tax_total", "gross_total"):
        taken = sum(getattr(one, name) for one in whole) - sum(getattr(one, name) for one in back)
        assert taken <= getattr(order, name), name


def _owed_is_what_is_open(issued: Any) -> None:
    """Invoiced less credited less paid is what is open of invoices, less what is open of credit notes and payments."""
    signed = {"invoice": 1, "credit_note": -1}
    owed = sum(signed[one.kind] * one.gross_total for one in issued)
    paid = sum(one.amount for one in Payment.objects.live())
    open_now = sum(signed[one.kind] * one.balance for one in issued)
    assert owed - paid == open_now - sum(one.open_amount for one in Payment.objects.live())


def _finish(order: Order, by: User) -> None:
    """Whatever came before, invoicing the rest makes the sums those of the order, but for what was returned."""
    for note in order.invoices.live().filter(kind="credit_note", state="draft"):
        note.issue(by=by)
    try:
        invoice_order(order, by=by)
    except ValidationError:
        pass
    _agrees(order)
    if not order.returns.exists():
        taken = sum(
            (1 if one.kind == "invoice" else -1) * one.gross_total
            for one in order.invoices.live()
            if one.kind == "invoice" or one.state != "draft"
        )
        assert taken == order.gross_total
