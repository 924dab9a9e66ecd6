"""A list's condition told in words, part by part, each with the address of the list without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any as AnyValue

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.conditions import Aggregate, Condition, Test, to_text, to_url
from caruso.kernel.numbers import number_from
from caruso.screens.filters.offer import COUNT, PERIODS, asked
from caruso.screens.filters.rows import parts_of, texts_of, without
from caruso.screens.links import titles
from caruso.screens.lists.query import ListQuery

_WORDS = {**dict(PERIODS), "me": gettext_lazy("me"), "my team": gettext_lazy("my team")}


@dataclass(frozen=True)
class Chip:
    field: str
    operator: str
    value: str
    remove: str


def chips_of(query: ListQuery) -> list[Chip]:
    if query.condition is None:
        return []
    _mode, parts = parts_of(query.condition)
    return [_chip(query, part, index) for index, part in enumerate(parts)]


def _chip(query: ListQuery, part: Condition, index: int) -> Chip:
    rest = without(query.condition, index) if query.condition else None
    # A standard view without its condition is no longer that view.
    left: dict[str, AnyValue] = {"view": None, "sort": query.sort} if query.standard else {}
    remove = query.address(filter=to_url(rest) if rest else None, where=None, **left)
    path = ""
    if isinstance(part, Test):
        path = part.path
    elif isinstance(part, Aggregate) and part.where is None:
        path = f"{COUNT}{part.path}"
    found = asked(query.screen, query.user, path) if path else None
    if found is None or not isinstance(part, (Test, Aggregate)):
        return Chip(to_text(part), "", "", remove)
    operator = next((str(one.label) for one in found.operators if one.name == part.operator), part.operator)
    return Chip(found.label, operator, _value(query, found, texts_of(part.value)), remove)


def _value(query: ListQuery, found: AnyValue, values: list[str]) -> str:
    field = found.field
    if field.kind.family in ("choice", "choices"):
        return ", ".join(field.choice_label(value) for value in values)
    if field.kind.family == "yes_no":
        return ", ".join(_("yes") if value == "true" else _("no") for value in values)
    if field.kind.family in ("link", "records") and (
        numbers := {number for value in values if (number := number_from(value))}
    ):
        known = titles(field.target, numbers, query.user)
        return ", ".join(known.get(number_from(value) or 0, _word(value)) for value in values)
    return ", ".join(_word(value) for value in values)


def _word(value: str) -> str:
    """What the condition language has a word of its own for, in the reader's."""
    return str(_WORDS.get(value, value))
