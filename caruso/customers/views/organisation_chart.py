"""Who reports to whom at an account."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render

from caruso.customers.models import Affiliation, Contact, Relationship
from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404, require
from caruso.screens.veil import veiled

MOST = 400


@dataclass
class Place:
    """A person on the chart, with those who report to them."""

    contact: Contact
    role: str
    below: list["Place"] = field(default_factory=list)


def organisation_chart(request: Request, number: int) -> HttpResponse:
    account = record_or_404(screen_of("customers.account"), number, request.user)
    for shown in (Contact, Affiliation):
        require(screen_of(shown), request.user)
    visible = Contact.objects.visible_to(request.user)
    rows = (
        Affiliation.objects.visible_to(request.user)
        .filter(account=account, contact__in=visible)
        .select_related("contact")
    )
    found = veiled(list(rows[:MOST]), request.user)
    veiled([row.contact for row in found if row.contact_id], request.user)
    places = {
        row.contact_id: Place(row.contact, row.get_role_display() if row.role else "")
        for row in found
        if row.contact_id
    }
    tops = arranged(places, reporting(places, request.user))
    context = {
        "account": account,
        "tops": [place for place in tops if place.below],
        "alone": [place for place in tops if not place.below],
    }
    return render(request, "customers/organisation_chart.html", context)


def reporting(places: dict[int, Place], user: User) -> dict[int, int]:
    """Who reports to whom among these people, as far as this person sees: number → number of the one above."""
    ties = Relationship.objects.visible_to(user).filter(
        kind="reports_to", from_contact__in=places, to_contact__in=places
    )
    return dict(ties.values_list("from_contact_id", "to_contact_id"))


def arranged(places: dict[int, Place], above: dict[int, int]) -> list[Place]:
    """The tops of the chart with everybody below them; a circle is opened at the first of its people."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for number in places:
        below[above.get(number)].append(number)
    placed: set[int] = set()

    def put(number: int) -> Place:
        placed.add(number)
        place = places[number]
        place.below = [put(one) for one in below[number] if one not in placed]
        return place

    tops = [put(number) for number in below[None]]
    tops += [put(number) for number in places if number not in placed]
    return sorted(tops, key=lambda place: (-len(place.below), place.contact.sort_name))
