"""The timeline as a fragment: its first page stands in the record's page, older ones follow on demand."""

from django.http import HttpResponse
from django.shortcuts import render

from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404
from caruso.screens.timeline.reading import read_timeline
from caruso.screens.timeline.telling import telling


def show_timeline(request: Request, screen: Screen, number: int) -> HttpResponse:
    record = record_or_404(screen, number, request.user)
    chosen = telling.chosen(request.GET.get("kind", ""))
    after = request.GET.get("after", "")
    context = {
        "screen": screen,
        "record": record,
        "timeline": read_timeline(screen, record, request.user, chosen, after),
        "chosen": chosen,
        "filters": telling.filters,
    }
    return render(request, "screens/timeline/_page.html" if after else "screens/timeline/_timeline.html", context)
