"""Everybody who likes to be greeted in the coming weeks."""

from django.http import HttpResponse
from django.shortcuts import render

from caruso.customers.rules.greetings import upcoming_greetings
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import require
from caruso.screens.veil import veiled, without_unseen_links

SPANS = (7, 30, 90)


def greetings(request: Request) -> HttpResponse:
    require(screen_of("customers.contact"), request.user)
    asked = number_from(request.GET.get("days", ""))
    days = asked if asked in SPANS else 30
    mine = request.GET.get("whose") == "mine"
    found = upcoming_greetings(request.user, days=days, mine=mine)
    without_unseen_links(veiled([greeting.contact for greeting in found], request.user), request.user)
    context = {
        "greetings": found,
        "may_plan": request.user.access.may("customers.activity", "create"),
        "days": days,
        "spans": SPANS,
        "mine": mine,
    }
    return render(request, "customers/greetings.html", context)
