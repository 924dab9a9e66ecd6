"""The page of one record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, visible_fields
from caruso.screens.links import Links


def show_record(request: HttpRequest, screen: Screen, number: int) -> HttpResponse:
    record = record_or_404(screen, number, request.user)
    sections = [
        {
            "title": part.title,
            "fields": [screen.field(name) for name in visible_fields(screen, request.user, part.fields)],
        }
        for part in screen.fact_sections()
    ]
    shown = [field for section in sections for field in section["fields"]]
    links = Links(request.user).collect([record], shown)
    context = {"screen": screen, "record": record, "sections": sections, "links": links}
    return render(request, "screens/records/record.html", context)
