"""Several of many values, to be ticked."""

from typing import Any

from django import template

from caruso.kernel.countries import Countries, nearness
from caruso.kernel.models.organisation import current_organisation

register = template.Library()

#: More than one takes in at a glance: there they are searched.
MANY = 30


@register.filter
def is_many(choices: Any) -> bool:
    return len(choices) > MANY


@register.simple_tag
def likely_first(choices: Any, chosen: Any) -> list[tuple[str, Any]]:
    """Those that are chosen, then the rest; of countries those that are near come before others."""
    own = current_organisation().country if isinstance(choices, Countries) else ""

    def rank(choice: tuple[str, Any]) -> tuple[bool, int]:
        return choice[0] not in chosen, nearness(choice[0], own) if own else 0

    return sorted(choices, key=rank)
