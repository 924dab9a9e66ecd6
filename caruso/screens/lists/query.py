"""What a list shows, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.http import urlencode

from caruso.kernel.conditions import All, CheckedCondition, Condition, ConditionProblem, check, from_url, parse
from caruso.kernel.conditions.ordering import order_expression
from caruso.kernel.field_indexes import want_indexes, want_order
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.models.custom_field import OWN_ORDER
from caruso.kernel.numbers import number_from
from caruso.screens.description import Screen, StandardView, screen_for
from caruso.screens.doors import visible_fields
from caruso.screens.lists.among import among
from caruso.screens.lists.extent import COUNTED_TO, MANY, Extent, extent_of, leading_columns
from caruso.screens.lists.keyset import Key, Order, Page, read_page
from caruso.screens.lists.passed_over import PassedOver
from caruso.screens.lists.widths import TICK, width_of
from caruso.screens.saved_views.models import SavedView
from caruso.screens.search.candidates import candidates
from caruso.screens.search.narrowing import having_words

#: A word typed above a list narrows it to at most so many records, the best first.
MOST_FOUND = 300
#: What a worked out order is called in a query; no field can be called so.
SORT_KEY = "sort__key"
#: The parameters that make a list what it is.
KEPT = ("q", "filter", "where", "view", "sort", "columns", "scope", "scale", "group")


@dataclass
class ListQuery:
    """One list as a person sees it: which records, in which order, with which columns.

    `parameters` are those of the address that make the list what it is, to be kept in the links of the page.
    `problem` tells why a condition could not be used; the list then shows nothing rather than everything.
    """

    screen: Screen
    user: User
    sort: str
    columns: list[Field]
    after: Key | None = None
    before: Key | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    view: SavedView | None = None
    standard: StandardView | None = None
    condition: Condition | None = None
    problem: ConditionProblem | None = None
    words: str = ""
    #: What shows the records, and where its conditions lead: the list, or another reader of them.
    reader: str = "list"
    #: Only these of the list's records, where rows were ticked.
    ticked: list[int] = field(default_factory=list)
    _checked: CheckedCondition | None = None

    @classmethod
    def from_address(cls, screen: Screen, user: User, given: Mapping[str, str]) -> ListQuery:
        """A saved view gives what the address leaves open."""
        view = _view(screen, user, given.get("view", ""))
        standard = next((one for one in screen.views if one.name == given.get("view")), None)
        start: Mapping[str, str] = view.parameters if view else standard.parameters if standard else {}
        parameters = {name: given[name] for name in KEPT if given.get(name) or (start and name in given)}
        asked = {**start, **parameters}
        sort = asked.get("sort", "")
        # The order, and the key of the last row in the address, would tell what a hidden field holds.
        if not visible_fields(screen, user, sortable_fields(screen) & {sort.removeprefix("-")}):
            sort = screen.order if visible_fields(screen, user, [screen.order.lstrip("-")]) else "-id"
        names = visible_fields(screen, user, asked.get("columns", "").split(","))
        names = names or _usual_columns(screen, user)
        columns = [screen.field(name) for name in dict.fromkeys(names)]
        query = cls(screen, user, sort, columns, view=view, standard=standard, words=asked.get("q", "")[:64].strip())
        query.parameters = parameters
        query._read_condition(asked)
        column = query.order.column_of(screen.model)
        query.after = Key.from_text(given["after"], column) if given.get("after") else None
        query.before = Key.from_text(given["before"], column) if given.get("before") else None
        return query

    def _read_condition(self, asked: Mapping[str, str]) -> None:
        try:
            if asked.get("filter"):
                self.condition = from_url(asked["filter"])
            if asked.get("where"):
                written = parse(asked["where"][:4000])
                self.condition = All((self.condition, written)) if self.condition else written
            self._checked = check(self.condition, self.screen.object, self.user) if self.condition else None
        except ConditionProblem as problem:
            self.problem, self._checked = problem, None

    def asked(self, name: str) -> str:
        """What the address, or else the view, says about this parameter."""
        return self.parameters.get(name) or self.given_by_view.get(name, "")

    @cached_property
    def order(self) -> Order:
        return order_of(self.screen, self.sort)

    def records(self, *, many: bool = False, passing: bool = False) -> Any:
        """Every record of this list, for counting, exporting and bulk work; `passing` over those that do not meet the condition."""
        records = self.screen.model.objects.visible_to(self.user, many=many)
        if self.problem:
            return records.none()
        if self._checked:
            records = records.filter(PassedOver(self._checked.q())) if passing else self._checked.filter(records)
        if self.words:
            records = records.filter(self._having_words)
        if self.ticked:
            records = records.filter(pk__in=self.ticked)
        return records

    @cached_property
    def _having_words(self) -> Q:
        return having_words(self.screen, self.user, self.words, MOST_FOUND)

    def page(self, size: int = 50) -> Page:
        """The rows of this page, with only the columns that are shown."""
        extent = self._extent
        if not extent.counted:
            return Page([], None, None)
        if extent.few is None:
            many = extent.counted > MANY
            records = self.records(many=many and not self._in_order_of_own(), passing=many)
            if extent.counted > COUNTED_TO:
                want_order_of(self.screen, self.sort)
        else:
            records = among(self.screen.model.objects.visible_to(self.user), extent.few)
        return read_page(records.only(*self._read()), self.order, after=self.after, before=self.before, size=size)

    def _in_order_of_own(self) -> bool:
        """Whether an index holds what is the person's own in the order of this list, so that nothing is passed over."""
        model = self.screen.model
        if self.user.access.scope(self.screen.key, "view") != "own" or len(model.OWN_PATHS) != 1:
            return False
        led = [model.OWN_PATHS[0], self.order.column]
        return any(index.fields[:2] == led for index in model._meta.indexes)

    def count(self) -> tuple[int, bool]:
        """How many there are, counted no further than COUNTED_TO; and whether that is all."""
        counted = self._extent.counted
        return min(counted, COUNTED_TO), counted <= COUNTED_TO

    @cached_property
    def _extent(self) -> Extent:
        narrowed = self.user.access.scope(self.screen.key, "view") != "all"
        records = self.records()
        if self._checked is None:
            return extent_of(records, self.screen, None, narrowed=narrowed)
        bound = self._checked.bound
        want_indexes(bound)
        only = candidates(self.screen, bound, MANY)
        if only is not None:
            records = among(records, only)
        return extent_of(records, self.screen, bound, narrowed=narrowed or only is not None)

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        """The columns with the address that sorts by each, the other way round when it already does."""
        sortable = sortable_fields(self.screen)
        widths = {
            **self.user.preferences.get("widths", {}).get(self.screen.key, {}),
            **(self.view.widths if self.view else {}),
        }
        found = []
        for one in self.columns:
            at = self.sort.lstrip("-") == one.name
            falling = self.sort.startswith("-")
            address = (
                self.address(sort=f"-{one.name}" if at and not falling else one.name) if one.name in sortable else ""
            )
            sorted_ = ("descending" if falling else "ascending") if at else ""
            head = {"field": one, "address": address, "sorted": sorted_, "numeric": one.kind.family == "number"}
            width = widths.get(one.name) or width_of(one, title=one.name == self.screen.title)
            found.append({**head, "width": width})
        return found

    @cached_property
    def sees_title(self) -> bool:
        return bool(visible_fields(self.screen, self.user, [self.screen.title]))

    @property
    def has_ticks(self) -> bool:
        """Whether there is something to do with rows that are ticked."""
        access = self.user.access
        return access.may(self.screen.key, "bulk") or access.may(self.screen.key, "export")

    @property
    def width(self) -> int:
        """Of the whole table, in CSS pixels."""
        return TICK + sum(int(head["width"]) for head in self.heads)

    @property
    def given_by_view(self) -> Mapping[str, str]:
        """The parameters that the view gives where the address leaves them open."""
        start = self.view or self.standard
        return start.parameters if start else {}

    @property
    def changed(self) -> bool:
        """Whether the address says more than the saved view."""
        return self.view is not None and any(name != "view" for name in self.parameters)

    def address(self, reader: str = "", **changes: Any) -> str:
        """The address of these records with other parameters; None takes one away, also from the saved view."""
        parameters = {**self.parameters, **changes}
        kept = {name: value or "" for name, value in parameters.items() if value or name in self.given_by_view}
        start = self.screen.url(reader or self.reader)
        return f"{start}?{urlencode(kept)}" if kept else start

    def _read(self) -> set[str]:
        names = {"id", "version", *self.order.read_from, *self.screen.field(self.screen.title).read_from}
        if self.screen.picture:
            names.add(self.screen.picture)
        for one in self.columns:
            names.update(one.read_from)
        return {name for name in names if name != "version" or self.screen.has_bin}


def sortable_fields(screen: Screen) -> set[str]:
    """The fields with an index to read in their order; sorting a million rows by any other would keep people waiting.

    Those of an administrator get theirs when they are first sorted by. Of what is worked out only a field that says so:
    no index of ours can serve in the database of another program.
    """
    leading = leading_columns(screen)
    return {
        name
        for name, one in screen.object.fields.items()
        if (one.sorts or (one.sort_column or name) in leading or one.computed is not None)
        and one.sortable
        and one.kind.family != "link"
    }


def want_order_of(screen: Screen, sort: str) -> None:
    """Have the index made by which many records are read in this order, where it is one that comes on demand."""
    if (name := sort.removeprefix("-")) in screen.object.fields:
        want_order(screen.key, screen.field(name))


def order_of(screen: Screen, sort: str) -> Order:
    """The order that the name of a field stands for, with `-` before it the other way round."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name == "id":
        return Order("id", descending)
    one = screen.field(name)
    column = one.sort_column or name
    if one.computed is not None:
        return Order(column, descending, nullable=True, expression=one.computed.expression())
    if one.custom or (one.sorts and one.kind.name in OWN_ORDER):
        return Order(SORT_KEY, descending, nullable=True, expression=order_expression(one))
    return Order(column, descending, screen.model._meta.get_field(column).null)


def _usual_columns(screen: Screen, user: User) -> list[str]:
    """With the title, whatever was arranged: it leads to the record."""
    names = screen_for(screen, user).columns
    return visible_fields(screen, user, names if screen.title in names else [screen.title, *names])


def _view(screen: Screen, user: User, number: str) -> SavedView | None:
    wanted = number_from(number)
    return SavedView.objects.seen_by(user).filter(object=screen.key, pk=wanted).first() if wanted else None
