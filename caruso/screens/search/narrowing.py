"""A list narrowed by words: by the index, or in the database of another program by the columns themselves."""

from django.db.models import Q, Value
from django.db.models.lookups import GreaterThan

from caruso.kernel.conditions.expressions import Fold, Place, value_expression
from caruso.kernel.models import User
from caruso.kernel.text import fold
from caruso.screens.description import Screen
from caruso.screens.doors import visible_fields
from caruso.screens.search.finding import search


def having_words(screen: Screen, user: User, text: str, most: int) -> Q:
    """The records that the text finds, of the index at most so many."""
    if screen.in_search or screen.has_bin:
        return Q(pk__in=[hit.number for hit in search(user, text, [screen.key], most)])
    fields = [screen.field(name) for name in visible_fields(screen, user, screen.search or [screen.title])]
    texts = [Fold(value_expression(field)) for field in fields if field.kind.family == "text"]
    if not texts:
        return Q(pk__isnull=True)
    narrowed = Q()
    for word in fold(text).split()[:8]:
        found = Q()
        for one in texts:
            found |= Q(GreaterThan(Place(one, Value(word)), 0))
        narrowed &= found
    return narrowed
