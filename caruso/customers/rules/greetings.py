"""Whom to greet in the coming days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from caruso.customers.models import Contact, Occasion

#: Which field of a contact tells of which kind of day.
FIELDS = {
    Occasion.Kind.BIRTHDAY: "birthday",
    Occasion.Kind.NAME_DAY: "name_day",
    Occasion.Kind.ANNIVERSARY: "anniversaries",
    Occasion.Kind.FAMILY: "family",
}


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
    kinds = [kind for kind, name in FIELDS.items() if user.access.field("customers.contact", name) != "hidden"]
    if mine:
        contacts = contacts.filter(owner=user)
    found: list[Greeting] = []
    begin, width = 0, 1
    while begin < days and len(found) < most:
        found += _within(begin, min(begin + width, days), contacts, kinds, most - len(found))
        begin, width = begin + width, width * 2
    return found


def _within(begin: int, end: int, contacts: Any, kinds: list[Occasion.Kind], most: int) -> list[Greeting]:
    """The greetings of the days from `begin` to before `end`, counted from today.

    Read in the order of their index and put in the order of names here: of a million contacts thousands celebrate on
    one day, and sorting them all to show six would keep people waiting.
    """
    today = timezone.localdate()
    dates = {(day.month, day.day): day for day in (today + timedelta(days=number) for number in range(begin, end))}
    # Who was born on 29 February is greeted on the 28th in common years.
    if (2, 28) in dates and not _is_leap(dates[(2, 28)].year):
        dates[(2, 29)] = dates[(2, 28)]
    wanted = Q()
    for month in {month for month, _day in dates}:
        wanted |= Q(month=month, day__in=[day for each, day in dates if each == month])
    occasions = Occasion.objects.filter(wanted, Exists(contacts.filter(pk=OuterRef("contact"))))
    if len(kinds) < len(FIELDS):
        occasions = occasions.filter(kind__in=kinds)
    place = {key: number for number, key in enumerate(sorted(dates, key=dates.__getitem__))}
    whens = [When(month=month, day=day, then=number) for (month, day), number in place.items()]
    found = []
    by_day = [Case(*whens)] if len(whens) > 1 else []
    ordered = occasions.select_related("contact", "contact__account").order_by(*by_day, "contact_id", "id")
    for occasion in ordered[:most]:
        day = dates[(occasion.month, occasion.day)]
        found.append(Greeting(occasion.contact, occasion, day, day.year - occasion.year if occasion.year else None))
    return sorted(found, key=lambda greeting: (greeting.day, greeting.contact.sort_name))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
