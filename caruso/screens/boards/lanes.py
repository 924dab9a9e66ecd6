"""The lanes of a board: for each choice the first cards, how many there are, and what they sum to."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.exchange import MissingRate, convert
from caruso.kernel.money.shown import show_money
from caruso.screens.description import Board
from caruso.screens.lists.keyset import Key, read_page
from caruso.screens.lists.query import ListQuery

CARDS = 10
#: Lanes are counted and summed no further than this, so that a board of a million cards opens as quickly.
COUNTED_TO = 1000


@dataclass
class Figures:
    """What stands in the header of a lane; sums are empty where the lane could not be summed whole."""

    count: int
    counted_all: bool
    total: str = ""
    weighted: str = ""


@dataclass
class Lane:
    value: str
    label: str
    hue: str
    cards: list[Any]
    after: Key | None
    figures: Figures


def lanes_of(query: ListQuery, *, only: str | None = None) -> list[Lane]:
    """The lanes of the screen's board (of the chosen scope), the cards in the order of the list.

    Cards without a choice come first, if there are any; those with one that is no longer offered come last.
    """
    board = query.screen.board
    assert board is not None
    field = query.screen.field(board.lane)
    lanes = [
        _lane(query, board, field, value, str(label))
        for value, label in _choices(query, board, field)
        if only is None or only == value
    ]
    retired = {value for value, _label in field.retired} if not board.lanes else set()
    return [lane for lane in lanes if (lane.value and lane.value not in retired) or lane.cards or only is not None]


def scope_of(query: ListQuery, board: Board) -> str:
    """The chosen one of the scope's choices, the first where none or an unknown one was asked for."""
    values = [value for value, _label in query.screen.field(board.scope).choices] if board.scope else []
    asked = query.asked("scope")
    return asked if asked in values else next(iter(values), "")


def _choices(query: ListQuery, board: Board, field: Field) -> Iterator[tuple[str, Any]]:
    if board.lanes:
        yield from board.lanes(scope_of(query, board))
        return
    if not field.required:
        yield "", _("not set")
    yield from field.choices
    yield from field.retired


def _lane(query: ListQuery, board: Board, field: Field, value: str, label: str) -> Lane:
    records = query.records().filter(**{field.name: value})
    page = read_page(records, query.order, after=query.after, size=CARDS)
    hue = field.colours.get(value, "gray")
    return Lane(value, label, hue, page.rows, page.after, _figures(query, board, records))


def _figures(query: ListQuery, board: Board, records: Any) -> Figures:
    """Counted and, where the column allows it, summed in one query that looks at no more than COUNTED_TO records."""
    columns = _summed(query, board)
    sums = {name: Sum(column) for name, column in columns.items()}
    known = {f"{name}_known": Count(column) for name, column in columns.items()}
    asked = {f"{name}_asked": Count(board.total) for name in columns}
    found = records.order_by()[: COUNTED_TO + 1].aggregate(count=Count("pk"), **sums, **known, **asked)
    figures = Figures(min(found["count"], COUNTED_TO), found["count"] <= COUNTED_TO)
    if not figures.counted_all:
        return figures
    own = current_organisation().currency
    for name in columns:
        # An amount without a rate has nothing in the firm's currency: a sum without it would be wrong.
        if found[name] and found[f"{name}_known"] == found[f"{name}_asked"]:
            setattr(figures, name, show_money(found[name], own, cents=False))
    if "total" not in columns and board.total and figures.count:
        figures.total = _sum_by_currency(query, board, records)
    return figures


def _summed(query: ListQuery, board: Board) -> dict[str, str]:
    """The columns in the firm's currency that this person may see summed."""
    field = query.screen.field(board.total) if board.total else None
    if field is None or not field.base_column or _is_hidden(query, board.total):
        return {}
    columns = {"total": field.base_column}
    if board.weighted and not (board.weight and _is_hidden(query, board.weight)):
        columns["weighted"] = board.weighted
    return columns


def _is_hidden(query: ListQuery, name: str) -> bool:
    return query.user.access.field(query.screen.key, name) == "hidden"


def _sum_by_currency(query: ListQuery, board: Board, records: Any) -> str:
    """The sum of amounts that are kept in their own currency only, where every currency has a rate."""
    if _is_hidden(query, board.total):
        return ""
    field = query.screen.field(board.total)
    own = current_organisation().currency
    if not field.currency_field:
        found = records.order_by().aggregate(sum=Sum(board.total))["sum"]
        return show_money(found, own) if found else ""
    total = Decimal(0)
    for row in records.order_by().values(field.currency_field).annotate(_sum=Sum(board.total)):
        if row["_sum"]:
            try:
                total += convert(row["_sum"], row[field.currency_field] or own, own, timezone.localdate())
            except MissingRate:
                return ""
    return show_money(total, own, cents=False) if total else ""
