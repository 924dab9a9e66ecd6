"""Finding one record to link to."""

from django.db.models import Q

from caruso.kernel.models import User
from caruso.screens.description import Screen, screen_of
from caruso.screens.search.finding import Hit, as_hits, search


def lookup(user: User, screen: Screen, text: str, limit: int = 10) -> list[Hit]:
    """The records of one screen that the text finds; the newest for none. Only what this person may see."""
    if user.access.field(screen.key, screen.title) == "hidden":
        return []
    if not screen.in_search:
        found = screen.model.objects.visible_to(user).filter(_titled(user, screen, text[:64]))
        return as_hits(user, screen, found.order_by("-pk")[:limit])
    return search(user, text, [screen.key], limit)[:limit] if text.strip() else newest(user, screen, limit)


def nearest(user: User, screen: Screen, text: str, near: str, number: int, limit: int = 10) -> list[Hit]:
    """Of the records that the text finds, those whose link `near` leads to what is chosen already: people of a firm."""
    hidden = "hidden" in (user.access.field(screen.key, name) for name in (screen.title, near))
    if hidden or screen.field(screen.title).kind.name == "relation":
        return []
    chosen = screen_of(screen.field(near).target).model.objects.visible_to(user).filter(pk=number)
    found = screen.model.objects.visible_to(user).filter(**{f"{near}__in": chosen})
    if text.strip():
        found = found.filter(_titled(user, screen, text.strip()[:64]))
    return as_hits(user, screen, found.order_by(screen.title, "pk")[:limit])


def newest(user: User, screen: Screen, limit: int) -> list[Hit]:
    """The records that came in last."""
    return as_hits(user, screen, screen.model.objects.visible_to(user).order_by("-pk")[:limit])


def _titled(user: User, screen: Screen, text: str) -> Q:
    """The records whose title has the text; of those titled by a link, the ones that lead to what this person sees."""
    field = screen.field(screen.title)
    if field.kind.name != "relation":
        return Q(**{f"{screen.title}__icontains": text})
    target = screen_of(field.target)
    named = target.model.objects.visible_to(user).filter(**{f"{target.title}__icontains": text})
    return Q(**{f"{screen.title}__in": named})
