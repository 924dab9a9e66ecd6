"""Whom to greet in the coming days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, When
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
    """The greetings from today on for so many days, the nearest first, for contacts this person may see."""
    today = timezone.localdate()
    dates = {(day.month, day.day): day for day in (today + timedelta(days=number) for number in range(days))}
    # Who was born on 29 February is greeted on the 28th in common years.
    if (2, 28) in dates and not _is_leap(dates[(2, 28)].year):
        dates[(2, 29)] = dates[(2, 28)]
    wanted = Q()
    for month in {month for month, _day in dates}:
        wanted |= Q(month=month, day__in=[day for each, day in dates if each == month])
    contacts = Contact.objects.visible_to(user)
    if mine:
        contacts = contacts.filter(owner=user)
    occasions = Occasion.objects.filter(wanted, contact__in=contacts).select_related("contact", "contact__account")
    place = {key: number for number, key in enumerate(sorted(dates, key=dates.__getitem__))}
    whens = [When(month=month, day=day, then=number) for (month, day), number in place.items()]
    found = []
    for occasion in occasions.order_by(Case(*whens), "contact__sort_name")[:most]:
        day = dates[(occasion.month, occasion.day)]
        found.append(Greeting(occasion.contact, occasion, day, day.year - occasion.year if occasion.year else None))
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
