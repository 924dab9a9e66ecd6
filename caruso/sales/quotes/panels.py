"""What the page of a quote has beyond that of every record, and the quotes on the page of an opportunity."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.from_quote import existing_order
from caruso.sales.models import Order, Quote
from caruso.sales.models.quote import QuoteState
from caruso.sales.printing.doors import why_no_paper
from caruso.sales.quotes.discounts import discount_obstacle
from caruso.screens.description import Panel, screen_of
from caruso.screens.description.parts import Related
from caruso.screens.records.related import related_context

#: The way of a quote as people see it; the end depends on the customer.
ENDS = (QuoteState.ACCEPTED, QuoteState.DECLINED, QuoteState.EXPIRED, QuoteState.SUPERSEDED)


class PathPanel(Panel):
    """Where the quote stands, and what comes next."""

    template = "sales/quotes/_path.html"
    label, icon = _("Path of the quote"), "route"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any]:
        may_edit = not record.in_bin and reaches(record, user, "edit")
        may_create = user.access.may("sales.quote", "create")
        accepted = record.state == QuoteState.ACCEPTED
        order = existing_order(record) if accepted else None
        return {
            "steps": _steps(record),
            "no_paper": (no_paper := why_no_paper(record, user)),
            # A draft to be approved is kept back only as paper: its dialog of sending asks for the yes.
            "no_paper_yet": "" if no_paper else str(discount_obstacle(record, user) or ""),
            "may_send": may_edit and (record.is_editable or record.is_open),
            "may_write_down": may_edit and record.is_open,
            "may_revise": may_edit and may_create and record.is_revisable,
            "may_copy": may_create,
            "may_order": accepted and order is None and user.access.may("sales.order", "create"),
            "order": order if order and Order.objects.visible_to(user).filter(pk=order.pk).exists() else None,
        }


def _steps(quote: Quote) -> list[dict[str, Any]]:
    """Draft → sent → opened → the answer; each with its moment, and whether it is reached."""
    end = quote.state if quote.state in ENDS else QuoteState.ACCEPTED
    ended = quote.state in ENDS
    return [
        {"label": QuoteState.DRAFT.label, "at": quote.created_at, "reached": True},
        {"label": QuoteState.SENT.label, "at": quote.sent_at, "reached": quote.sent_at is not None},
        {"label": _("opened"), "at": quote.opened_at, "reached": quote.opened_at is not None},
        {
            "label": QuoteState(end).label,
            "at": quote.answered_at,
            "reached": ended,
            "hue": Quote.COLOURS["state"][end] if ended else "",
        },
    ]


class QuestionsPanel(Panel):
    """What the customer asks, with a place to answer."""

    template = "sales/quotes/_questions.html"
    label, icon = _("Questions of the customer"), "circle-help"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        questions = list(record.questions.select_related("answered_by"))
        return {"questions": questions} if questions else None


class VersionsPanel(Panel):
    """The versions of the quote, to be compared."""

    template = "sales/quotes/_versions.html"
    label, icon = _("Versions"), "files"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        visible = Quote.objects.visible_to(user).values("pk")
        versions = list(record.all_versions.filter(pk__in=visible))
        return {"versions": versions} if len(versions) > 1 else None


class EvidencePanel(Panel):
    """The customer's answer and what shows that it is theirs."""

    template = "sales/quotes/_evidence.html"
    label, icon = _("Answer of the customer"), "shield-check"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        answer = getattr(record, "answer", None)
        return {"answer": answer} if answer else None


class LinksPanel(Panel):
    """To whom the quote went in another way than by a mail of ours."""

    template = "sales/quotes/_links.html"
    label, icon = _("Sent to"), "send"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        links = list(record.links.filter(mails=None).select_related("created_by").order_by("-pk")[:5])
        return {"links": links} if links else None


class QuotesPanel(Panel):
    """The quotes of an opportunity, with a new one in one click."""

    template = "screens/records/_related.html"
    label, icon = _("Quotes"), "file-text"
    related = Related("quotes", columns=("number", "state", "gross_total"), title=_("Quotes"))

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        found = related_context(self.related, screen_of(record), record, user)
        if found is None:
            return None
        return {
            **found,
            "foot": "sales/quotes/_make.html",
            "quoting": record.is_open and user.access.may("sales.quote", "create"),
        }
