"""A quote as paper."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.sales.models import Quote
from caruso.sales.printing.paper import Paper, paper_of
from caruso.ui.dates import show_long

CLOSING = "sales/quotes/_closing.html"


def quote_paper(quote: Quote, lines: Sequence[Any] | None = None) -> Paper:
    """Lay out a quote, with these lines in the place of its own; call it inside `in_its_language`."""
    answer = getattr(quote, "answer", None)
    facts = [
        (_("date"), show_long(timezone.localtime(quote.sent_at or timezone.now()))),
        (_("valid until"), show_long(quote.valid_until) if quote.valid_until else ""),
        (_("version"), str(quote.revision) if quote.revision > 1 else ""),
        (_("your reference"), quote.customer_reference),
        (_("your contact"), str(quote.owner or "")),
    ]
    shown = list(quote.lines.all()) if lines is None else lines
    return paper_of(quote, _("Quote"), facts, shown, closing=CLOSING, more={"answer": answer})
