"""Where activities lead: the records that they are about, as links."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from caruso.customers.models import Activity
from caruso.kernel.models import User
from caruso.screens.description import Screen, screen_of
from caruso.screens.links import Links


@dataclass(frozen=True)
class About:
    """A record that an activity is about."""

    screen: Screen
    number: int
    title: str

    @property
    def address(self) -> str:
        return self.screen.record_url(self.number)


def about_of(activities: Iterable[Activity], user: User) -> dict[int, About]:
    """By the number of the activity; read in one query for each object, and only what this person sees."""
    named: dict[str, dict[int, int]] = defaultdict(dict)
    for activity in activities:
        if activity.about_record:
            named[activity.about_object][activity.pk] = activity.about_record
    links, found = Links(user, with_marks=False), {}
    for object, numbers in named.items():
        try:
            screen = screen_of(object)
        except KeyError:
            continue  # put away by the administrator
        links.read(object, set(numbers.values()))
        for activity_number, number in numbers.items():
            if title := links.title(object, number):
                found[activity_number] = About(screen, number, title)
    return found
