"""Finding one record to link to."""

from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.search.finding import Hit, as_hits, search


def lookup(user: User, screen: Screen, text: str, limit: int = 10) -> list[Hit]:
    """The records of one screen that the text finds; the newest for none. Only what this person may see."""
    if user.access.field(screen.key, screen.title) == "hidden":
        return []
    if not screen.in_search:
        found = screen.model.objects.visible_to(user).filter(**{f"{screen.title}__icontains": text[:64]})
        return as_hits(user, screen, found.order_by("-pk")[:limit])
    return search(user, text, [screen.key], limit)[:limit] if text.strip() else newest(user, screen, limit)


def newest(user: User, screen: Screen, limit: int) -> list[Hit]:
    """The records that came in last."""
    return as_hits(user, screen, screen.model.objects.visible_to(user).order_by("-pk")[:limit])
