"""Whom to greet in the coming days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from caruso.customers.models import Contact, Occasion


@dataclass(frozen=True)
class Greeting:
    """A coming occasion. `years` is how many it makes, where the year is known."""

    contact: Contact
    occasion: Occasion
    day: date
    years: int | None


def upcoming_greetings(user: Any, *, days: int, most: int = 200, mine: bool = False) -> list[Greeting]:
    """The greetings from today on for so many days, the nearest first, for contacts this person may see.

    Read in spans that double, so that the first few of a million are found without looking at weeks to come.
    """
    contacts = Contact.objects.visible_to(user)
    if mine:
        contacts = contacts.filter(owner=user)
    found: list[Greeting] = []
    begin, width = 0, 1
    while begin < days and len(found) < most:
        found += _within(begin, min(begin + width, days), contacts, most - len(found))
        begin, width = begin + width, width * 2
    return found


def _within(begin: int, end: int, contacts: Any, most: int) -> list[Greeting]:
    """The greetings of the days from `begin` to before `end`, counted from today."""
    today = timezone.localdate()
    dates = {(day.month, day.day): day for day in (today + timedelta(days=number) for number in range(begin, end))}
    # Who was born on 29 February is greeted on the 28th in common years.
    if (2, 28) in dates and not _is_leap(dates[(2, 28)].year):
        dates[(2, 29)] = dates[(2, 28)]
    wanted = Q()
    for month in {month for month, _day in dates}:
        wanted |= Q(month=month, day__in=[day for each, day in dates if each == month])
    occasions = Occasion.objects.filter(wanted, Exists(contacts.filter(pk=OuterRef("contact"))))
    place = {key: number for number, key in enumerate(sorted(dates, key=dates.__getitem__))}
    whens = [When(month=month, day=day, then=number) for (month, day), number in place.items()]
    found = []
    ordered = occasions.select_related("contact", "contact__account").order_by(Case(*whens), "contact__sort_name")
    for occasion in ordered[:most]:
        day = dates[(occasion.month, occasion.day)]
        found.append(Greeting(occasion.contact, occasion, day, day.year - occasion.year if occasion.year else None))
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
