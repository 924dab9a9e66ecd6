"""The lanes of a board: for each choice the first cards, how many there are, and what they sum to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from caruso.kernel.fields import Field
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.exchange import MissingRate, convert
from caruso.kernel.money.shown import show_money
from caruso.screens.lists.keyset import Key, read_page
from caruso.screens.lists.query import ListQuery

CARDS = 10
#: Lanes are counted and summed no further than this, so that a board of a million cards opens as quickly.
COUNTED_TO = 1000


@dataclass
class Lane:
    value: str
    label: str
    hue: str
    cards: list[Any]
    after: Key | None
    count: int
    counted_all: bool
    total: str


def lanes_of(query: ListQuery, *, only: str | None = None) -> list[Lane]:
    """Every lane of the screen's board, the cards in the order of the list; cards without a choice come first, if there are any."""
    board = query.screen.board
    assert board is not None
    field = query.screen.field(board.lane)
    choices = list(field.choices) if field.required else [("", "–"), *field.choices]
    lanes = [_lane(query, field, value, str(label)) for value, label in choices if only is None or only == value]
    return [lane for lane in lanes if lane.value or lane.cards or only is not None]


def _lane(query: ListQuery, field: Field, value: str, label: str) -> Lane:
    records = query.records().filter(**{field.name: value})
    page = read_page(records, query.order, after=query.after, size=CARDS)
    count, counted_all = len(page.rows), page.after is None
    if not counted_all:
        count = records.order_by()[: COUNTED_TO + 1].count()
        counted_all = count <= COUNTED_TO
    total = _total(query, records, counted_all) if page.rows else ""
    return Lane(
        value,
        label,
        field.colours.get(value, "gray"),
        page.rows,
        page.after,
        min(count, COUNTED_TO),
        counted_all,
        total,
    )


def _total(query: ListQuery, records: Any, counted_all: bool) -> str:
    """The sum in the firm's currency, shown where the lane could be summed whole and every currency has a rate."""
    board = query.screen.board
    if board is None or not board.total or not counted_all:
        return ""
    if query.user.access.field(query.screen.key, board.total) == "hidden":
        return ""
    field = query.screen.field(board.total)
    own = current_organisation().currency
    if not field.currency_field:
        found = records.order_by().aggregate(sum=Sum(board.total))["sum"]
        return show_money(found, own) if found else ""
    sums = records.order_by().values(field.currency_field).annotate(sum=Sum(board.total))
    total = Decimal(0)
    for row in sums:
        if row["sum"]:
            try:
                total += convert(row["sum"], row[field.currency_field] or own, own, timezone.localdate())
            except MissingRate:
                return ""
    return show_money(total, own, cents=False) if total else ""
