"""The page that gives a person the address of the own calendar feed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from caruso.customers.views.calendar_feed import feed_token
from caruso.kernel.request import Request


def feed_page(request: Request) -> HttpResponse:
    path = reverse("customers:calendar_feed", args=[feed_token(request.user)])
    return render(request, "customers/feed.html", {"address": request.build_absolute_uri(path)})
