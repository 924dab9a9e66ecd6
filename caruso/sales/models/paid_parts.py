"""What of a document is paid once, and what every month, quarter or year: kept beside its totals, told wherever they stand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caruso.sales.models.product import Interval
from caruso.sales.rules.totals import Part

Told = list[tuple[str, Decimal]]


def how_often(interval: str) -> str:
    """In words; no interval is once."""
    return str(Interval(interval).label if interval else _("once"))


def kept_parts(parts: Sequence[Part]) -> list[dict[str, str]]:
    """As JSON keeps them, by the fields of the document; without a cost that nobody knows."""
    return [
        {
            "interval": part.interval,
            "net_total": str(part.net),
            "tax_total": str(part.tax),
            "gross_total": str(part.gross),
            "discount_total": str(part.discount),
            **({} if part.cost is None else {"cost_total": str(part.cost), "margin": str(part.margin)}),
        }
        for part in parts
    ]


def parts_told(document: Any, field: str) -> Told:
    """How often, and how much of the field; nothing where all is paid once, or all of it is nothing."""
    told = [(how_often(part["interval"]), Decimal(part[field])) for part in document.paid_parts if field in part]
    return told if any(amount for _words, amount in told) else []
