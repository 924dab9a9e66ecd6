"""Lines and totals as they are read: on the record page, beside a conflict, under the editor."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caruso.kernel.models import User
from caruso.sales.lines.columns import Columns
from caruso.sales.models.paid_parts import how_often
from caruso.sales.rules.totals import Part


@dataclass(frozen=True)
class Summary:
    """The figures below the lines that one person may see."""

    currency: str
    lines_net: Decimal
    discount_percent: Decimal
    discount: Decimal
    net: Decimal
    taxes: list[dict[str, Any]]
    gross: Decimal
    cost: Decimal | None
    margins: "list[Margin]"
    reverse_charge: bool
    parts: list[tuple[str, Part]]

    @classmethod
    def of(cls, document: Any, columns: Columns, lines: Sequence[Any]) -> "Summary":
        sees_cost = columns.shows("cost") and document.cost_total is not None
        parts = [(how_often(part.interval), part) for part in document.parts(lines)]
        margins = [Margin(words, part.margin, part.net) for words, part in parts if part.margin is not None]
        return cls(
            currency=document.currency,
            lines_net=document.net_total + document.discount_total,
            discount_percent=document.discount_percent,
            discount=document.discount_total if columns.shows("discount_percent") else Decimal(0),
            net=document.net_total,
            taxes=[
                {**one, **{name: Decimal(one[name]) for name in ("percent", "net", "tax")}}
                for one in document.tax_summary
            ],
            gross=document.gross_total,
            cost=document.cost_total if sees_cost else None,
            margins=(margins if parts else [Margin("", document.margin, document.net_total)]) if sees_cost else [],
            reverse_charge=document.reverse_charge,
            parts=parts,
        )


@dataclass(frozen=True)
class Margin:
    """What is left of a net; `how_often` is empty where everything is paid once."""

    how_often: str
    amount: Decimal
    net: Decimal

    @property
    def percent(self) -> Decimal | None:
        return self.amount * 100 / self.net if self.net else None


@dataclass(frozen=True)
class ReadLines:
    lines: list[Any]
    columns: Columns
    summary: Summary
    has_discounts: bool


def read_lines(document: Any, user: User) -> ReadLines:
    """The stored lines with their totals, as this person may see them."""
    columns = Columns.of(document, user)
    lines = list(document.lines.all())
    shown = columns.shows("discount_percent") and any(line.discount_percent for line in lines)
    return ReadLines(lines, columns, Summary.of(document, columns, lines), shown)
