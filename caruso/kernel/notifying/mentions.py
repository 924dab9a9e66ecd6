"""People mentioned in a text: `@[Petra Nová](user:12)` as the composer writes it, or `@Petra Nová` as typed."""

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.user import User
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.text import fold

if TYPE_CHECKING:
    from caruso.kernel.models.event import Event
    from caruso.kernel.models.notification import Notification
    from caruso.kernel.models.record import Record

MENTIONED = notification_kind("mentioned", _("%(who)s mentioned you on “%(title)s”"))

_CHOSEN = re.compile(r"@\[[^\]\n]{1,150}\]\(user:(\d{1,18})\)")
#: Not inside an e-mail address; a name has at most four words.
_TYPED = re.compile(r"(?<![\w.@])@(\w[\w’'-]*(?: \w[\w’'-]*){0,3})")
_MOST = 50


def mentioned_people(text: str) -> list[User]:
    """The active people mentioned, in the order of the text; a typed name counts if it is one person's alone."""
    numbers = [int(number) for number in _CHOSEN.findall(text)][:_MOST]
    typed = [fold(name) for name in _TYPED.findall(_CHOSEN.sub(" ", text))][:_MOST]
    if not numbers and not typed:
        return []
    people = list(User.objects.active())
    by_number = {person.pk: person for person in people}
    by_name: dict[str, list[User]] = {}
    for person in people:
        by_name.setdefault(fold(person.name), []).append(person)
    found = [by_number.get(number) for number in numbers]
    found += [_named(words, by_name) for words in typed]
    return list(dict.fromkeys(person for person in found if person is not None))


def notify_mentioned(
    text: str, record: "Record", *, by: User | None, event: "Event | None" = None
) -> "list[Notification]":
    """Tell the people mentioned in what was written on the record, as far as they may see it."""
    return notify(mentioned_people(text), MENTIONED, record=record, event=event, by=by)


def _named(words: str, by_name: dict[str, list[User]]) -> User | None:
    """The person whose whole name begins the words; the longest name wins."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        people = by_name.get(" ".join(parts[:length]), [])
        if people:
            return people[0] if len(people) == 1 else None
    return None
