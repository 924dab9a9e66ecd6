"""What other databases hold of the words that are searched for: asked apart, so that nobody waits for them."""

from time import monotonic

from caruso.kernel.models import User
from caruso.screens.away import SourceAway, in_haste
from caruso.screens.description import Screen, screens
from caruso.screens.search.finding import Hit, as_hits
from caruso.screens.search.narrowing import having_words
from caruso.screens.search.query import MOST_LETTERS, Query

#: Seconds for one table, and for all of them: what takes longer is left out.
PATIENCE = 1.0
ALTOGETHER = 3.0
#: Shorter words are in too many rows, and no index serves.
SHORTEST = 3


def places_apart(user: User, text: str) -> list[Screen]:
    """The tables of other databases that this person may search for the text."""
    if len(text.strip()) < SHORTEST or Query.parse(text) is None:
        return []
    return [
        screen
        for screen in screens()
        if screen.in_search_apart
        and user.access.may(screen.key, "view")
        and user.access.field(screen.key, screen.title) != "hidden"
    ]


def found_apart(user: User, text: str, limit: int) -> list[tuple[Screen, list[Hit]]]:
    """At most `limit` rows of each table; a source that is away or slow has none."""
    found = []
    began = monotonic()
    for screen in places_apart(user, text):
        if monotonic() - began > ALTOGETHER:
            break
        try:
            with in_haste(PATIENCE):
                rows = screen.model.objects.visible_to(user)
                rows = rows.filter(having_words(screen, user, text[:MOST_LETTERS].strip(), limit)).order_by()[:limit]
                hits = as_hits(user, screen, rows)
        except SourceAway:
            continue
        if hits:
            found.append((screen, hits))
    return found
