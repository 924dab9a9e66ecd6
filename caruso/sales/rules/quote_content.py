"""What a quote says, as canonical JSON: the same words and figures always give the same hash."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from caruso.sales.rules.totals import LineAmounts, Part, Rounding, parts

_DOCUMENT = (
    "number", "revision", "title", "currency", "language", "valid_until", "billing_address", "delivery_address",
    "customer_reference", "intro", "terms", "discount_percent", "rounding", "tax_country", "reverse_charge",
    "net_total", "discount_total", "tax_total", "gross_total",
)  # fmt: skip
_LINE = (
    "section", "sku", "description", "details", "quantity", "unit", "price", "discount_percent", "tax_class",
    "tax_percent", "recurring", "optional", "chosen", "net",
)  # fmt: skip


def content_of(quote: Any, lines: Sequence[Any], seller: Any) -> dict[str, Any]:
    """Everything that the customer is offered: who, what, at which price, on which terms."""
    return {
        "seller": {"name": seller.legal_name or seller.name, "tax_number": seller.tax_number},
        "customer": {
            "account": quote.account.legal_name or quote.account.name,
            "tax_number": quote.account.tax_number,
            "contact": str(quote.contact or ""),
        },
        "quote": {name: _plain(getattr(quote, name)) for name in _DOCUMENT},
        "lines": [{name: _plain(getattr(line, name)) for name in _LINE} for line in lines],
    }


def parts_of(content: dict[str, Any]) -> list[Part]:
    """What of the content is paid once, and what again and again; none where everything is paid once."""
    quote = content["quote"]
    lines = [
        LineAmounts(
            quantity=Decimal(line["quantity"]),
            price=Decimal(line["price"]),
            discount_percent=Decimal(line["discount_percent"]),
            tax_class=line["tax_class"],
            tax_percent=Decimal(line["tax_percent"]),
            counts=line["chosen"] or not line["optional"],
            recurring=line["recurring"],
        )
        for line in content["lines"]
    ]
    return parts(lines, quote["currency"], Decimal(quote["discount_percent"]), Rounding(quote["rounding"]))


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as JSON in UTF-8: keys in order, no spaces, numbers without trailing zeros as text."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, bool | int) or value is None:
        return value
    return str(value)
