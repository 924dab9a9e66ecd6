"""All addresses, and an empty page in the frame: what a page costs that shows nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def empty_page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/base.html")


urlpatterns = [path("bench/empty", empty_page), path("", include("config.urls"))]
