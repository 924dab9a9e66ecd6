"""A paper as the answer to a request: the print page, or PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename

from caruso.sales.printing.paper import Paper
from caruso.sales.printing.pdf import can_make_pdf, pdf_of

TEMPLATE = "sales/printing/paper.html"


def html_of(paper: Paper, **context: Any) -> str:
    """The page that is shown, printed and made into PDF.

    For the screen only: `pdf_address`, or `pdf_missing` where this machine makes none.
    """
    return render_to_string(TEMPLATE, {"paper": paper, **context})


def page_answer(paper: Paper, pdf_address: str) -> HttpResponse:
    """The page to be printed."""
    possible = can_make_pdf()
    return HttpResponse(html_of(paper, pdf_address=pdf_address if possible else "", pdf_missing=not possible))


def pdf_answer(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The PDF, to be shown by the browser or, with `?download`, kept as a file. Raises NoPdf."""
    response = HttpResponse(pdf_of(html_of(paper, for_pdf=True)), content_type="application/pdf")
    kind = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{kind}; filename="{file_name(paper)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(paper: Paper) -> str:
    return f"{get_valid_filename(str(paper.document) or 'document')}.pdf"
