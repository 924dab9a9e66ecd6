"""Orders and invoices that tests begin with."""

from decimal import Decimal
from typing import Any

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Invoice, InvoiceLine, Order, OrderLine


def line_of_order(*line: Any, **values: Any) -> OrderLine:
    line_made: OrderLine = _line(OrderLine, *line, **values)
    return line_made


def order_of(account: Account, by: User, *lines: tuple[Any, ...], **values: Any) -> Order:
    """An order with lines of (description, quantity, price) or (…, tax percent)."""
    order = Order(account=account, owner=by, **{"currency": "PLN", **values}).create(by=by)
    order.write_lines([_line(OrderLine, *line) for line in lines], by=by)
    return order


def invoice_of(account: Account, by: User, *lines: tuple[Any, ...], **values: Any) -> Invoice:
    """A free-standing draft."""
    invoice = Invoice(account=account, owner=by, **{"currency": "PLN", **values}).create(by=by)
    invoice.write_lines([_line(InvoiceLine, *line) for line in lines], by=by)
    return invoice


def _line(model: Any, description: str, quantity: Any, price: Any, tax: Any = 23, **values: Any) -> Any:
    return model(
        description=description,
        quantity=Decimal(str(quantity)),
        price=Decimal(str(price)),
        tax_percent=Decimal(str(tax)),
        tax_class={"23": "standard", "8": "reduced", "5": "low"}.get(str(tax), "zero"),
        **values,
    )
