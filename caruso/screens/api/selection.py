"""Which records a program lists, in which order and with which fields."""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from caruso.kernel import conditions
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.listing import rows_with
from caruso.screens.api.parameters import flag, one_of, whole_number, wrong
from caruso.screens.api.problem import Problem, fault
from caruso.screens.api.representation import visible
from caruso.screens.description import Screen
from caruso.screens.lists.extent import COUNTED_TO
from caruso.screens.lists.keyset import Key, Page, read_page
from caruso.screens.lists.query import order_of, sortable_fields, want_order_of
from caruso.screens.search.narrowing import having_words

DEFAULT_SIZE, LARGEST_SIZE = 50, 200
#: What quick search finds is narrowed and sorted among the best this many.
BEST_FOUND = 200
PARAMETERS = ("q", "where", "filter", "sort", "fields", "limit", "cursor", "count", "bin")
_signer = signing.Signer(salt="api-cursor")


@dataclass
class Selection:
    """A list as a program asked for it. `sort` is a field, `-` before it for descending."""

    screen: Screen
    person: User
    fields: list[Field]
    sort: str
    size: int
    counted: bool
    binned: bool
    after: Key | None
    records: Any

    @classmethod
    def from_parameters(cls, screen: Screen, person: User, given: dict[str, str]) -> "Selection":
        """Raises Problem for what makes no sense or is not for this person."""
        binned = flag(given, "bin")
        sort = given.get("sort") or default_sort(screen, person, binned=binned)
        if given.get("sort") and sort.removeprefix("-") not in sort_names(screen, person):
            raise wrong("sort", _("One of: %(choices)s.") % {"choices": ", ".join(sort_names(screen, person))})
        return cls(
            screen,
            person,
            _fields(screen, person, given.get("fields")),
            sort,
            whole_number(given, "limit", DEFAULT_SIZE, LARGEST_SIZE),
            one_of(given, "count", ("none", "capped")) == "capped",
            binned,
            _key(screen, sort, given["cursor"]) if "cursor" in given else None,
            _matching(screen, person, given, screen.model.objects.visible_to(person, binned=binned)),
        )

    def page(self) -> Page:
        """The rows of this page, as `written` takes them."""
        order = order_of(self.screen, self.sort)
        rows = rows_with(order.on(self.records), self.fields, order.column)
        page = read_page(rows, order, after=self.after, size=self.size)
        if page.after is not None:
            want_order_of(self.screen, self.sort)
        return page

    def cursor(self, page: Page) -> str | None:
        """Where the next page begins; None after the last."""
        return _signer.sign_object([self.screen.key, self.sort, page.after.as_text()]) if page.after else None

    def count(self) -> dict[str, Any]:
        """How many there are, counted no further than COUNTED_TO, and whether that is all."""
        counted = self.records.order_by()[: COUNTED_TO + 1].count()
        return {"value": min(counted, COUNTED_TO), "exact": counted <= COUNTED_TO}


def sort_names(screen: Screen, person: User) -> list[str]:
    """The fields that a list may be sorted by: those with an index, if the person may see them."""
    return ["id", *(field.name for field in visible(screen, person, sorted(sortable_fields(screen))))]


def default_sort(screen: Screen, person: User, *, binned: bool = False) -> str:
    """The order of the screen; the newest first for the bin and for who may not see what that order is by."""
    if binned or not visible(screen, person, [screen.order.removeprefix("-")]):
        return "-id"
    return screen.order


def _fields(screen: Screen, person: User, names: str | None) -> list[Field]:
    if names is None:
        return visible(screen, person)
    wanted = [name for name in dict.fromkeys(names.split(",")) if name not in ("id", "version")]
    fields = visible(screen, person, wanted)
    if unknown := set(wanted) - {field.name for field in fields}:
        raise wrong("fields", _("There is no field %(names)s.") % {"names": ", ".join(sorted(unknown))[:200]})
    return fields


def _key(screen: Screen, sort: str, cursor: str) -> Key:
    """Cursors are signed, so a key in one is one that we made."""
    try:
        object, order, text = _signer.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise Problem("cursor") from None
    column = order_of(screen, sort).column_of(screen.model)
    key = Key.from_text(text, column) if (object, order) == (screen.key, sort) else None
    if key is None:
        raise Problem("cursor")
    return key


def _matching(screen: Screen, person: User, given: dict[str, str], records: Any) -> Any:
    if text := given.get("q"):
        records = records.filter(having_words(screen, person, text, BEST_FOUND))
    for name, read in (("where", conditions.parse), ("filter", _from_json)):
        if text := given.get(name):
            try:
                condition = conditions.check(read(text), screen.object, person)
            except conditions.ConditionProblem as problem:
                raise Problem("condition", errors=[fault("query", name, problem, "condition")]) from None
            records = condition.filter(records)
    return records


def _from_json(text: str) -> conditions.Condition:
    try:
        return conditions.from_json(json.loads(text))
    except (ValueError, RecursionError) as error:
        if isinstance(error, conditions.ConditionProblem):
            raise
        raise conditions.ConditionProblem(_("This is not JSON.")) from None
