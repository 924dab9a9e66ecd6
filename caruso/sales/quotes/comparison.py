"""Two versions of a quote side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Quote
from caruso.sales.models.paid_parts import parts_told
from caruso.sales.printing import figures
from caruso.ui.dates import show_long


@dataclass(frozen=True)
class LinePair:
    """A line before and after; None where there was, or is, none."""

    old: Any
    new: Any
    changed: frozenset[str]

    @property
    def kind(self) -> str:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.changed else "same"


@dataclass(frozen=True)
class Difference:
    label: Any
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True)
class Comparison:
    old: Quote
    new: Quote
    pairs: list[LinePair]
    facts: list[Difference]
    totals: list[Difference]
    shows_discounts: bool

    @property
    def count(self) -> int:
        """How many lines differ."""
        return sum(pair.kind != "same" for pair in self.pairs)


_COMPARED = (
    "section", "description", "details", "quantity", "unit", "price", "discount_percent", "optional", "recurring",
    "net",
)  # fmt: skip


def compare(old: Quote, new: Quote, user: Any) -> Comparison:
    """What became different, as far as this person may see it."""
    shows = user.access.field("sales.quote", "discount_percent") != "hidden"
    names = [name for name in _COMPARED if name != "discount_percent" or shows]
    return Comparison(
        old,
        new,
        _pairs(list(old.lines.all()), list(new.lines.all()), names),
        _facts(old, new),
        _totals(old, new, user),
        shows,
    )


def _pairs(old: Sequence[Any], new: Sequence[Any], names: Sequence[str]) -> list[LinePair]:
    """Lines belong together that sell the same; of several alike, in their order. Removed ones stand where they were."""
    waiting = list(old)
    pairs: list[LinePair] = []
    for line in new:
        partner = next((one for one in waiting if _same_thing(one, line)), None)
        if partner is None:
            pairs.append(LinePair(None, line, frozenset()))
            continue
        before = waiting[: waiting.index(partner)]
        gone = [one for one in before if not any(_same_thing(one, later) for later in new)]
        pairs += [LinePair(one, None, frozenset()) for one in gone]
        waiting = [one for one in waiting if one is not partner and one not in gone]
        changed = frozenset(name for name in names if getattr(partner, name) != getattr(line, name))
        pairs.append(LinePair(partner, line, changed))
    return pairs + [LinePair(one, None, frozenset()) for one in waiting]


def _same_thing(one: Any, other: Any) -> bool:
    if one.product_id or other.product_id:
        return bool(one.product_id == other.product_id)
    return bool(one.description == other.description)


def _facts(old: Quote, new: Quote) -> list[Difference]:
    def shown(quote: Quote) -> list[str]:
        return [
            str(quote.get_state_display()),
            show_long(quote.valid_until) if quote.valid_until else "–",
            quote.intro,
            quote.terms,
        ]

    labels = (_("state"), _("valid until"), _("words before the lines"), _("terms"))
    return [Difference(*row) for row in zip(labels, shown(old), shown(new), strict=True)]


def _totals(old: Quote, new: Quote, user: Any) -> list[Difference]:
    """Those that are not hidden from this person."""

    def shown(quote: Quote, name: str) -> str:
        value, currency = getattr(quote, name), quote.currency
        if name == "discount_percent":
            return figures.percent(value)
        parts = parts_told(quote, name)
        if not parts:
            return f"{figures.amount(value, currency)} {currency}"
        return "\n".join(f"{figures.amount(part, currency)} {currency} {how_often}" for how_often, part in parts)

    labels = {
        "discount_percent": _("discount on everything, in percent"),
        "net_total": _("net"),
        "tax_total": _("tax"),
        "gross_total": _("total"),
    }
    seen = [name for name in labels if user.access.field("sales.quote", name) != "hidden"]
    return [Difference(labels[name], shown(old, name), shown(new, name)) for name in seen]
