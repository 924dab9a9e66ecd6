"""Variants made in one go: every combination of the values of some attributes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.text import fold

MOST = 200


@dataclass(frozen=True)
class Variant:
    """What makes the variant, and the code that it gets from that of the product."""

    label: str
    sku: str


def parse_attributes(text: str) -> list[tuple[str, list[str]]]:
    """`Colour: black, white` on each line. Raises ValidationError that names the line."""
    attributes = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, colon, values = line.partition(":")
        found = list(dict.fromkeys(value.strip() for value in values.split(",") if value.strip()))
        if not (colon and name.strip() and found):
            raise ValidationError(
                _("Line %(number)d: write the attribute, a colon and its values, as in “Colour: black, white”."),
                params={"number": number},
            )
        attributes.append((name.strip(), found))
    return attributes


def variants(sku: str, attributes: Sequence[tuple[str, Sequence[str]]]) -> list[Variant]:
    """Every combination, in the order of the values. Raises ValidationError for too many."""
    count = 1
    for _name, values in attributes:
        count *= len(values)
    if count > MOST:
        raise ValidationError(
            _("These are %(count)d variants; at most %(most)d are made at once."),
            params={"count": count, "most": MOST},
        )
    if not attributes:
        return []
    return [_variant(sku, chosen) for chosen in product(*(values for _name, values in attributes))]


def _variant(sku: str, chosen: Sequence[str]) -> Variant:
    codes = [re.sub(r"[^A-Z0-9]+", "", fold(value).upper())[:8] for value in chosen]
    return Variant(", ".join(chosen)[:120], "-".join(part for part in (sku, *codes) if part)[:60] if sku else "")
