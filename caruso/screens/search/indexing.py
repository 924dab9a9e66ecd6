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

#: From a value to the words under which it is found.
Cut = Callable[[Any], Iterable[str]]
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
        #: Texts of which the index holds every word; others are cut off somewhere.
        self.whole_texts = {field.name for field in self.fields if field.kind.name == "text" and field.max_length}
        self._short = [(one.name, _cut_of(one)) for one in self.fields if one.name in self.whole_texts]
        self._long = [(one.name, _cut_of(one)) for one in self.fields if one.name not in self.whole_texts]
        self._spelt = [field.name for field in self.fields if field.kind.name in ("text", "tags")]
        self._object_mark = object_mark(screen.key)
        self._watched = {*self.names, *self.owners, *self.teams}

    def is_touched_by(self, changes: Changes | None) -> bool:
        return changes is None or not self._watched.isdisjoint(changes)

    def title(self, record: Any) -> str:
        return " ".join(words_of(str(getattr(record, self.screen.title) or "")))[:120]

    def words(self, record: Any) -> list[str]:
        """The words of all fields and the marks of object, owners and teams, each once."""
        found: dict[str, None] = {}
        for name, cut in self._short:
            if value := getattr(record, name):
                found.update(dict.fromkeys(cut(value)))
        found.update(dict.fromkeys(islice(_words_in(record, self._long), MOST_WORDS)))
        found[self._object_mark] = None
        for name in self.owners:
            found[owner_mark(getattr(record, f"{name}_id"))] = None
        for name in self.teams:
            found[team_mark(getattr(record, f"{name}_id"))] = None
        return list(found)

    def words_in(self, record: Any, fields: Iterable[Field]) -> Iterator[str]:
        """The words of these fields of the record."""
        return _words_in(record, [(field.name, _cut_of(field)) for field in fields])

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


# `§` is no letter, so nobody's words meet a mark; neither it nor `·` parts one word from another in SQLite's index.
def object_mark(key: str) -> str:
    return "§" + key.replace(".", "§").replace("_", "·")


def owner_mark(number: int | None) -> str:
    return f"§o{number or 0}"


def team_mark(number: int | None) -> str:
    return f"§t{number or 0}"


def _direct(screen: Screen, paths: Sequence[str]) -> list[str]:
    """Those paths that are columns of the record itself; through others the marks would grow stale."""
    columns = {column.name for column in screen.model._meta.concrete_fields if column.is_relation}
    return [path for path in paths if path in columns]


def _words_in(record: Any, cuts: Iterable[tuple[str, Cut]]) -> Iterator[str]:
    for name, cut in cuts:
        if value := getattr(record, name):
            yield from cut(value)


@lru_cache(maxsize=500)
def _cut_of(field: Field) -> Cut:
    """What cuts a value of the field into words."""
    if field.kind.name == "tags":
        return lambda tags: [word for tag in tags for word in words_of(tag)]
    if field.kind.name != "entries":
        return _WORDS.get(field.kind.name, lambda _value: ())
    parts = [(column.name, _WORDS[column.kind.name]) for column in field.columns if column.kind.name in _WORDS]
    return lambda entries: [
        word for name, cut in parts for entry in entries if (part := entry.get(name)) for word in cut(part)
    ]


_WORDS: dict[str, Cut] = {
    "text": text_words,
    "long_text": lambda text: words_of.__wrapped__(text[:MOST_TEXT]),
    "email": email_words,
    "phone": phone_words,
    "url": words_of,
    "integer": lambda number: (str(number),),
}
