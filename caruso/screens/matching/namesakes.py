"""Those of the same name, told while a record is typed: too little to be proposed as duplicates, enough to look at."""

from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.matching.candidates import Candidate
from caruso.screens.matching.scoring import name_of
from caruso.screens.search.finding import search

MOST = 3
#: The search finds also those who only begin so; so many of its hits are looked at.
LOOKED_AT = 20
#: How sure the name alone makes it.
SURE = 0.4


def namesakes(screen: Screen, record: Any, user: User) -> list[Candidate]:
    """Stored records with the name of this one, titles and legal forms aside, as far as this person finds them. Of a
    person both names must be known."""
    name = name_of(screen, record)
    is_person = any(rule.how == "person" for rule in screen.matching)
    if not name or (is_person and " " not in name):
        return []
    numbers = {hit.number for hit in search(user, name, [screen.key], LOOKED_AT)} - {record.pk}
    others = screen.model.objects.visible_to(user).filter(pk__in=numbers).order_by("-pk") if numbers else []
    same = [other for other in others if name_of(screen, other) == name]
    return [Candidate(other, SURE, [_("same name")]) for other in same[:MOST]]
