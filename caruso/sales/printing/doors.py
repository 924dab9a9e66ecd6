"""Who may have a paper: a paper tells everything, so it is for whom none of it is hidden."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from caruso.sales.models import Invoice
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see

#: What stands on every paper, however little it is.
AMOUNTS = ("net_total", "tax_total", "gross_total")
#: What stands there only where there is something to tell.
WORDS = (
    "account", "contact", "billing_address", "delivery_address", "customer_reference", "intro", "terms", "title",
    "discount_percent", "discount_total",
)  # fmt: skip
#: What an invoice tells beyond that: how much of it is paid and open, and of what it is.
OF_INVOICES = (
    "balance", "paid_total", "credited_total", "issued_on", "sold_on", "due_on", "corrects", "order", "reason",
)  # fmt: skip
OF_ACCOUNTS = ("legal_name", "tax_number")


def refuse_paper(document: Any, user: Any) -> None:
    """Raises PermissionDenied, saying what the paper would tell, unless this person may read all of it."""
    if refusal := why_no_paper(document, user):
        raise PermissionDenied(refusal)


def why_no_paper(document: Any, user: Any) -> str:
    """What the paper would tell that this person may not see, and who helps; empty for who may have it."""
    hidden = dict.fromkeys(str(label) for label in hidden_on_paper(document, user))
    if not hidden:
        return ""
    return _("The paper tells what your role may not see: %(fields)s. Ask a colleague who may to print or send it.") % {
        "fields": ", ".join(hidden)
    }


def may_have_paper(document: Any, user: Any) -> bool:
    return next(hidden_on_paper(document, user), None) is None


def hidden_on_paper(document: Any, user: Any) -> Iterator[Any]:
    """The labels of what the paper tells and this person may not see."""
    yield from _hidden(document, AMOUNTS, user, told_anyway=True)
    yield from _hidden(document, (*WORDS, *(OF_INVOICES if isinstance(document, Invoice) else ())), user)
    yield from _hidden_of_lines(document, user)
    yield from _hidden(document.account, OF_ACCOUNTS, user)


def _hidden_of_lines(document: Any, user: Any) -> Iterator[Any]:
    """Discounts of lines follow the right on that of the document; where that is told, it is named already."""
    if document.discount_percent or may_see(screen_of(document), user, ("discount_percent",)):
        return
    if any(line.discount_percent for line in document.lines.all()):
        yield document.described.fields["discount_percent"].label


def _hidden(record: Any, names: tuple[str, ...], user: Any, *, told_anyway: bool = False) -> Iterator[Any]:
    screen = screen_of(record)
    for name in names:
        field = record.described.fields.get(name)
        told = field is not None and (told_anyway or getattr(record, field.column))
        if field is not None and told and not may_see(screen, user, (name,)):
            yield field.label
