"""The e-invoice to download."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.sales.einvoice.content import content_of
from caruso.sales.einvoice.rules import broken_rules
from caruso.sales.einvoice.ubl import as_ubl
from caruso.sales.models import Invoice
from caruso.sales.printing.doors import refuse_paper
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast


def einvoice(request: Request, number: int) -> HttpResponse:
    """The XML file; where a rule of the standard is broken, what to mend instead."""
    invoice: Invoice = record_or_404(screen_of(Invoice), number, request.user)
    if invoice.is_draft:
        raise Http404
    refuse_paper(invoice, request.user)
    content = content_of(invoice)
    if broken := broken_rules(content):
        told = " ".join(f"{message} ({rule})" for rule, message in broken)
        toast(request, _("The e-invoice would be refused. %(reasons)s") % {"reasons": told}, error=True)
        return redirect(screen_of(Invoice).record_url(number))
    answer = HttpResponse(as_ubl(content), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(invoice.number)}.xml"'
    return answer


def _file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in number)
