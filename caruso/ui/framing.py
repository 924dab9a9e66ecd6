"""A part of a page that is opened by its own address, such as a dialog in a new tab, stands in the frame of a page."""

import re
from collections.abc import Callable
from html import unescape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

_HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>", re.DOTALL)


class FrameMiddleware:
    """Browsers say whether they ask for a document or for a part of the one they have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("Sec-Fetch-Dest") == "document" and _is_part(response):
            part = response.content.decode()
            heading = _HEADING.search(part)
            title = " ".join(unescape(strip_tags(heading[1])).split()) if heading else ""
            # What a view has rendered is safe already; the title is escaped again where it is written.
            context = {"part": mark_safe(part), "title": title}  # noqa: S308
            return render(request, "ui/framed.html", context, status=response.status_code)
        return response


def _is_part(response: HttpResponse) -> bool:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    begin = response.content[:200].lstrip().lower()
    return bool(begin) and not begin.startswith((b"<!doctype", b"<html"))
