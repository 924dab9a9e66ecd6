"""Which words a record is found by."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject
from caruso.kernel.written import Changes
from caruso.screens.description import Screen, screen_of
from caruso.screens.search.words import email_words, phone_words, spelt_words, text_words, words_of

MOST_WORDS = 400
MOST_TEXT = 4000


class Indexed:
    """How the records of one screen are indexed."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.names = list(dict.fromkeys((screen.title, *screen.search)))
        self.fields = [screen.field(name) for name in self.names]
        self.owners = _direct(screen, screen.model.OWN_PATHS)
        self.teams = _direct(screen, screen.model.TEAM_PATHS)
        #: Whether the marks say everything about whose record it is.
        self.marks_owners = len(self.owners) == len(screen.model.OWN_PATHS)
        self.marks_teams = self.marks_owners and len(self.teams) == len(screen.model.TEAM_PATHS)
        self._spelt = [field.name for field in self.fields if field.kind.name in ("text", "tags")]
        self._watched = {*self.names, *self.owners, *self.teams}

    def is_touched_by(self, changes: Changes | None) -> bool:
        return changes is None or not self._watched.isdisjoint(changes)

    def title(self, record: Any) -> str:
        return " ".join(words_of(str(getattr(record, self.screen.title) or "")))[:120]

    def words(self, record: Any) -> list[str]:
        """The words of all fields and the marks of object, owners and teams, each once."""
        found = dict.fromkeys(islice(self.words_in(record, self.fields), MOST_WORDS))
        found[object_mark(self.screen.key)] = None
        for name in self.owners:
            found[owner_mark(getattr(record, f"{name}_id"))] = None
        for name in self.teams:
            found[team_mark(getattr(record, f"{name}_id"))] = None
        return list(found)

    def words_in(self, record: Any, fields: Iterable[Field]) -> Iterator[str]:
        """The words of these fields of the record."""
        for field in fields:
            if value := getattr(record, field.name):
                yield from _words_of_value(field, value)

    def spelt_words(self, records: Iterable[Any]) -> set[str]:
        """The words worth knowing for the next person who misspells them."""
        found: set[str] = set()
        for name in self._spelt:
            for record in records:
                if value := getattr(record, name):
                    found.update(spelt_words(value if isinstance(value, str) else " ".join(value)))
        return found


def indexed(object: BusinessObject) -> Indexed | None:
    """How this object is indexed; None for what is not searched."""
    try:
        screen = screen_of(object.key)
    except KeyError:
        return None
    return indexed_screen(screen) if screen.in_search else None


@lru_cache(maxsize=500)
def indexed_screen(screen: Screen) -> Indexed:
    return Indexed(screen)


# `§` is no letter, so nobody's words meet a mark.
def object_mark(key: str) -> str:
    return "§" + key.replace(".", "§")


def owner_mark(number: int | None) -> str:
    return f"§o{number or 0}"


def team_mark(number: int | None) -> str:
    return f"§t{number or 0}"


def _direct(screen: Screen, paths: Sequence[str]) -> list[str]:
    """Those paths that are columns of the record itself; through others the marks would grow stale."""
    columns = {column.name for column in screen.model._meta.concrete_fields if column.is_relation}
    return [path for path in paths if path in columns]


def _words_of_value(field: Field, value: Any) -> Iterator[str]:
    if field.kind.name == "entries":
        for column in field.columns:
            if words := _WORDS.get(column.kind.name):
                for entry in value:
                    if part := entry.get(column.name):
                        yield from words(part)
    elif field.kind.name == "tags":
        for name in value:
            yield from words_of(name)
    elif words := _WORDS.get(field.kind.name):
        yield from words(value)


_WORDS: dict[str, Callable[[Any], Iterable[str]]] = {
    "text": text_words,
    "long_text": lambda text: words_of.__wrapped__(text[:MOST_TEXT]),
    "email": email_words,
    "phone": phone_words,
    "url": words_of,
    "integer": lambda number: (str(number),),
}
