"""What a list shows, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.http import urlencode

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import visible_fields
from caruso.screens.lists.keyset import Key, Order, Page, read_page

COUNTED_TO = 1000


@dataclass
class ListQuery:
    """One list as a person sees it: which records, in which order, with which columns.

    `parameters` are those of the address that make the list what it is, to be kept in the links of the page.
    """

    screen: Screen
    user: User
    sort: str
    columns: list[Field]
    after: Key | None = None
    before: Key | None = None
    parameters: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_address(cls, screen: Screen, user: User, given: Mapping[str, str]) -> "ListQuery":
        sort = given.get("sort", "")
        if sort.lstrip("-") not in sortable_fields(screen):
            sort = screen.order
        names = [name for name in given.get("columns", "").split(",") if name] or list(screen.columns)
        columns = [screen.field(name) for name in visible_fields(screen, user, names)]
        query = cls(screen, user, sort, columns)
        column = screen.model._meta.get_field(query.order.column)
        query.after = Key.from_text(given["after"], column) if given.get("after") else None
        query.before = Key.from_text(given["before"], column) if given.get("before") else None
        kept = ("q", "filter", "view", "sort", "columns")
        query.parameters = {name: given[name] for name in kept if given.get(name)}
        return query

    @property
    def order(self) -> Order:
        name = self.sort.lstrip("-")
        column = self.screen.field(name).sort_column or name
        nullable = self.screen.model._meta.get_field(column).null
        return Order(column, self.sort.startswith("-"), nullable)

    def records(self) -> Any:
        """Every record of this list, for counting, exporting and bulk work."""
        return self.screen.model.objects.visible_to(self.user)

    def page(self, size: int = 50) -> Page:
        """The rows of this page, with only the columns that are shown."""
        return read_page(
            self.records().only(*self._read()), self.order, after=self.after, before=self.before, size=size
        )

    def count(self) -> tuple[int, bool]:
        """How many there are, counted no further than COUNTED_TO; and whether that is all."""
        counted = self.records().order_by()[: COUNTED_TO + 1].count()
        return min(counted, COUNTED_TO), counted <= COUNTED_TO

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The columns with the address that sorts by each, the other way round when it already does."""
        sortable = sortable_fields(self.screen)
        found = []
        for one in self.columns:
            at = self.sort.lstrip("-") == one.name
            falling = self.sort.startswith("-")
            address = (
                self.address(sort=f"-{one.name}" if at and not falling else one.name) if one.name in sortable else ""
            )
            sorted_ = ("descending" if falling else "ascending") if at else ""
            found.append({"field": one, "address": address, "sorted": sorted_, "numeric": one.kind.family == "number"})
        return found

    def address(self, **changes: Any) -> str:
        """The address of this list with other parameters; None takes one away."""
        parameters = {**self.parameters, **changes}
        kept = {name: value for name, value in parameters.items() if value not in (None, "")}
        return f"{self.screen.list_url}?{urlencode(kept)}" if kept else self.screen.list_url

    def _read(self) -> set[str]:
        names = {"id", "version", self.order.column, *self._built_in(self.screen.title)}
        for one in self.columns:
            names.update(["custom"] if one.custom else self._built_in(one.name))
        return names

    def _built_in(self, name: str) -> list[str]:
        currency = self.screen.field(name).currency_field
        return [name, currency] if currency else [name]


def sortable_fields(screen: Screen) -> set[str]:
    """The fields with an index to read in their order; sorting a million rows by any other would keep people waiting."""
    leading = {index.fields[0].lstrip("-") for index in screen.model._meta.indexes if index.fields}
    return {
        name
        for name, one in screen.object.built_in_fields.items()
        if (one.sort_column or name) in leading and one.sortable and one.kind.family != "link"
    }
