"""The choices of a field: each keeps the value by which records hold it, whatever its labels become."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.field_names import clean_labels
from caruso.kernel.text import fold

#: What choices may be shown in.
COLOURS = ("amber", "blue", "coral", "gray", "green", "indigo", "lime", "pink", "red", "rose", "sky", "teal", "violet")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def clean_choices(
    wanted: Sequence[str | Mapping[str, Any]],
    known: Sequence[Mapping[str, Any]],
    *,
    longest: int = 60,
    keeps: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """The wanted choices in order, each with the value it had; what is no longer wanted is kept, but not offered.

    A choice that says its `value` keeps it under another label; others are known by their labels. Values have at most
    `longest` characters. What else choices say is dropped, save what is named in `keeps`.
    """
    values = {_key(choice): choice["value"] for choice in known}
    said = {choice["value"] for choice in wanted if not isinstance(choice, str) and choice.get("value")}
    cleaned: dict[str, dict[str, Any]] = {}
    for choice in wanted:
        entry = _choice({"labels": {"en": choice}} if isinstance(choice, str) else choice, keeps)
        if not entry["value"]:
            same = values.get(_key(entry), "")
            taken = {*values.values(), *said, *cleaned}
            entry["value"] = same if same and same not in {*said, *cleaned} else _value_for(entry, taken, longest)
        cleaned[entry["value"]] = entry
    kept = [{**choice, "archived": True} for choice in known if choice["value"] not in cleaned]
    return [*cleaned.values(), *kept]


def _choice(given: Mapping[str, Any], keeps: Sequence[str]) -> dict[str, Any]:
    value = _NOT_NAME.sub("_", fold(str(given.get("value") or ""))).strip("_")[:60]
    entry: dict[str, Any] = {"value": value, "labels": clean_labels(given["labels"])}
    if given.get("colour"):
        entry["colour"] = _colour(given["colour"])
    if given.get("archived"):
        entry["archived"] = True
    return entry | {name: given[name] for name in keeps if given.get(name)}


def _colour(name: Any) -> str:
    if name not in COLOURS:
        raise ValidationError({"choices": _("“%(value)s” is not one of the colours.") % {"value": str(name)[:40]}})
    return str(name)


def _key(choice: Mapping[str, Any]) -> str:
    labels = choice["labels"]
    return fold(labels.get("en") or next(iter(labels.values())))


def _value_for(choice: Mapping[str, Any], taken: set[str], longest: int) -> str:
    stem = _NOT_NAME.sub("_", _key(choice)).strip("_")[: min(longest, 40)].strip("_") or "choice"
    number, value = 1, stem
    while value in taken:
        number += 1
        value = f"{stem[: longest - len(str(number)) - 1]}_{number}"
    return value
