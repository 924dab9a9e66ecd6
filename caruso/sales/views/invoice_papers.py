"""The print page and the PDF of an invoice."""

from django.http import HttpResponse
from django.urls import reverse

from caruso.kernel.request import Request
from caruso.sales.models import Invoice
from caruso.sales.printing.answering import page_answer, pdf_answer
from caruso.sales.printing.doors import refuse_paper
from caruso.sales.printing.invoice import invoice_paper
from caruso.sales.printing.paper import in_its_language
from caruso.sales.printing.pdf import NoPdf
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404


def print_invoice(request: Request, number: int) -> HttpResponse:
    invoice = _invoice(request, number)
    with in_its_language(invoice):
        return page_answer(invoice_paper(invoice), reverse("sales:invoice_pdf", args=[number]))


def invoice_pdf(request: Request, number: int) -> HttpResponse:
    """The PDF; where this machine makes none, the page to print."""
    invoice = _invoice(request, number)
    with in_its_language(invoice):
        paper = invoice_paper(invoice)
        try:
            return pdf_answer(request, paper)
        except NoPdf:
            return page_answer(paper, "")


def _invoice(request: Request, number: int) -> Invoice:
    """The invoice, for whom nothing on its paper is hidden."""
    invoice: Invoice = record_or_404(screen_of(Invoice), number, request.user)
    refuse_paper(invoice, request.user)
    return invoice
