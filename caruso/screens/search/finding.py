"""Searching as a person: what is found is what the person may see.

The index narrows to the person's own and team's entries, so that the few are found among a million; what it gives is
then read through `visible_to`, and only title and subtitle of those records are shown. Who has a field hidden must
not learn its value by searching for it: an object whose title is hidden is not searched, and with any other searched
field hidden a record counts only if its visible fields meet the query as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from caruso.kernel.models import User
from caruso.screens.description import Screen, screens
from caruso.screens.doors import visible_fields
from caruso.screens.faces import face_of
from caruso.screens.links import NO_MARKS, Links, link_number
from caruso.screens.search.engine import Branch, Found, engine
from caruso.screens.search.indexing import indexed_screen, owner_mark, team_mark
from caruso.screens.search.query import Query
from caruso.screens.search.spelling import corrected
from caruso.ui.dates import show_short

FEW = 3
#: What comes first: the exact title, a title that begins so, whole words, beginnings of words. Then the newest.
EXACT, TITLE, WHOLE, BEGINNING = range(4)


@dataclass(frozen=True)
class Hit:
    """A record found, as it is shown."""

    screen: Screen
    number: int
    title: str
    subtitle: str
    face: SafeString
    marks: SafeString = NO_MARKS
    rank: tuple[int, int] = field(default=(0, 0))

    @property
    def object(self) -> str:
        return self.screen.key

    @property
    def icon(self) -> str:
        return self.screen.icon

    @property
    def url(self) -> str:
        return self.screen.record_url(self.number)


def search(user: User, text: str, objects: Iterable[str] | None = None, limit: int = 8) -> list[Hit]:
    """At most `limit` records of each object that the text finds, the nearest first (see `EXACT`).

    Groups of one object stand together, the best first. `objects` are the keys to look in, all by default.
    A search that finds next to nothing is repeated with similar words.
    """
    query = Query.parse(text)
    if query is None:
        return []
    places = _places(user, objects)
    hits = _found(user, query, places, limit)
    if len(hits) < FEW and (similar := corrected(query, known_too=not hits)):
        known = {(hit.object, hit.number) for hit in hits}
        hits += [hit for hit in _found(user, similar, places, limit) if (hit.object, hit.number) not in known]
    return hits


def searched_screens(user: User) -> list[Screen]:
    """The screens this person may search."""
    return [
        screen
        for screen in screens()
        if screen.in_search
        and user.access.may(screen.key, "view")
        and user.access.field(screen.key, screen.title) != "hidden"
    ]


def _places(user: User, objects: Iterable[str] | None) -> list[Screen]:
    wanted = None if objects is None else set(objects)
    return [screen for screen in searched_screens(user) if wanted is None or screen.key in wanted]


def _found(user: User, query: Query, places: Sequence[Screen], limit: int) -> list[Hit]:
    if not places:
        return []
    branches = [_branch(user, screen, limit) for screen in places]
    found = {one.entry: one for one in sorted(engine().find(query, branches), key=lambda one: one.whole)}
    groups = [
        _hits(user, screen, query, [one for one in found.values() if one.object == screen.key]) for screen in places
    ]
    best_first = sorted((group[:limit] for group in groups if group), key=lambda group: group[0].rank[0])
    return [hit for group in best_first for hit in group]


def _branch(user: User, screen: Screen, limit: int) -> Branch:
    # Some of what is found may not be shown; then more must be looked at.
    names = indexed_screen(screen).names
    shown = visible_fields(screen, user, names)
    return Branch(screen.key, _marks(user, screen), limit if len(shown) == len(names) else min(limit * 10, 500))


def _marks(user: User, screen: Screen) -> list[str] | None:
    """The marks of whose records this person sees; None where the index need not or cannot tell."""
    scope, how = user.access.scope(screen.key, "view"), indexed_screen(screen)
    if scope == "all" or not (how.marks_owners if scope == "own" else how.marks_teams):
        return None
    marks = [owner_mark(user.pk)]
    if scope == "team":
        marks += [team_mark(team) for team in sorted(user.access.teams)]
    return marks


def _hits(user: User, screen: Screen, query: Query, candidates: Sequence[Found]) -> list[Hit]:
    if not candidates:
        return []
    ranks = {one.record: (_closeness(query, one), -one.entry) for one in candidates}
    how = indexed_screen(screen)
    shown = set(visible_fields(screen, user, how.names))
    records = screen.model.objects.visible_to(user).filter(pk__in=ranks)
    if len(shown) == len(how.names):
        records = records.only("id", screen.title, *_columns(screen), *filter(None, [screen.picture]))
    else:
        seen = [field for field in how.fields if field.name in shown]
        records = [record for record in records if query.is_met_by(how.words_in(record, seen))]
    return as_hits(user, screen, sorted(records, key=lambda record: ranks[record.pk]), ranks)


def _closeness(query: Query, found: Found) -> int:
    """How near what was found comes to what was typed; the words of an exact title may come in any order."""
    title = found.title
    if title == query.title or sorted(title.split()) == sorted(query.title.split()):
        return EXACT
    if title.startswith(query.title):
        return TITLE
    return WHOLE if found.whole else BEGINNING


def as_hits(
    user: User, screen: Screen, records: Iterable[Any], ranks: dict[int, tuple[int, int]] | None = None
) -> list[Hit]:
    """Records as they are shown, in this order."""
    records = list(records)
    shown = visible_fields(screen, user, screen.subtitle) if screen.subtitle else []
    fields = [screen.field(name) for name in shown]
    links = Links(user).collect(records, fields)
    return [
        Hit(
            screen,
            record.pk,
            str(getattr(record, screen.title) or f"#{record.pk}"),
            " · ".join(part for part in (_part(one, record, links) for one in fields) if part),
            face_of(screen, record, str(getattr(record, screen.title))),
            links.marks(screen.key, record.pk),
            (ranks or {}).get(record.pk, (0, 0)),
        )
        for record in records
    ]


def _part(field: Any, record: Any, links: Links) -> str:
    if field.kind.family == "link":
        number = link_number(record, field)
        return (links.title(field.target, number) if number else "") or ""
    value = field.value_of(record)
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{show_short(local.date())} {local:%H:%M}"
    return show_short(value) if isinstance(value, date) else str(field.as_text(value))


def _columns(screen: Screen) -> list[str]:
    """The columns that the subtitle is read from."""
    fields = [screen.field(name) for name in screen.subtitle]
    return [name for field in fields for name in field.read_from]
