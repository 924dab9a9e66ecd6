"""The people one may mention while writing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.kernel.text import fold

MOST = 8


@require_GET
def colleagues(request: Request) -> HttpResponse:
    """Active people with a word of their name beginning as `q` does, accents apart."""
    start = fold(request.GET.get("q", "")[:80])
    found = [one for one in User.objects.active() if f" {start}" in f" {fold(one.name)}"]
    return render(request, "customers/colleagues.html", {"people": found[:MOST]})
