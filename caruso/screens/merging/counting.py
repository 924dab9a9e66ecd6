"""How much moves along with records that are merged away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caruso.screens.merging.links import links_to
from caruso.screens.merging.listed_links import leading_rows

if TYPE_CHECKING:
    from caruso.kernel.models import Record


def moving_along(main: "Record", others: "Sequence[Record]") -> list[tuple[str, int]]:
    """What leads to the others, as (name of the kind of record, how many), the most first."""
    numbers = [other.pk for other in others]
    found: dict[str, int] = {}
    for links in links_to(type(main)):
        held = sum(link.pointing_to(main.described.key, numbers).count() for link in links)
        if held:
            found[str(links[0].model._meta.verbose_name_plural)] = held
    for model, _field, rows in leading_rows(main.described.key, numbers):
        if held := rows.count():
            name = str(model._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + held
    return sorted(found.items(), key=lambda one: -one[1])
