"""What the customer hears by e-mail of a quote that went out: the answer to a question, and what they have signed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caruso.kernel.mail import mail_leaves
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.people.time_zone import zone_of
from caruso.sales.models import OutgoingMail, Quote, QuoteLink, QuoteQuestion
from caruso.sales.models.quote import QuoteState
from caruso.sales.printing.doors import may_have_paper
from caruso.sales.printing.paper import in_its_language
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.sending.enclosing import as_pdf
from caruso.sales.sending.kinds import Enclosure, MailKind, leave_it, mail_kind
from caruso.sales.sending.queueing import queue_if_it_can_leave
from caruso.sales.sending.recipients import recipient_of


def _enclosures(quote: Quote) -> Sequence[Enclosure]:
    return as_pdf(quote_paper(quote))


#: The answer stands on the timeline already.
ANSWER = mail_kind(MailKind("answer", left=leave_it))
ACCEPTANCE = mail_kind(MailKind("acceptance", tells_paper=True, enclosures=_enclosures))


def answer_question(question: QuoteQuestion, text: str, *, by: Any, site: str) -> OutgoingMail | None:
    """Answer it on the customer's page, and by e-mail where there is an address. Raises ValidationError."""
    quote = question.quote
    email = question.email or recipient_of(quote)
    with transaction.atomic():
        question.reply(text, by=by)
        if not email or not mail_leaves():
            return None
        link = _new_link(quote, email, by)
        with in_its_language(quote):
            subject, message = _answer_in_words(question, by)
        words = {"email": email, "subject": subject, "message": message}
        return queue_if_it_can_leave(ANSWER, quote, by=by, key=str(question.pk), link=link, site=site, **words)


def confirm_acceptance(quote: Quote) -> OutgoingMail | None:
    """Tell whoever signed what they have signed, with the evidence that is kept of it; in the transaction of the answer."""
    answer = quote.answer
    with in_its_language(quote), timezone.override(zone_of(None)):
        firm = str(current_organisation())
        moment = timezone.localtime(answer.at)
        subject = _("You have accepted our quote %(number)s") % {"number": quote.number}
        message = _(
            "Dear %(name)s,\n\nthank you. With this message we confirm that our quote %(number)s was accepted, and what we "
            "keep as evidence:\n\nAccepted by: %(name)s\nWhen: %(when)s\nFingerprint of the content (SHA-256): %(hash)s\n\n"
            "The quote as it was accepted comes with this message. If it was not you, please tell us at once.\n\n"
            "Kind regards\n%(sender)s\n%(firm)s"
        ) % {
            "name": answer.name,
            "number": quote.number,
            "when": f"{date_format(moment, 'DATETIME_FORMAT')} ({moment:%Z})",
            "hash": answer.content_hash,
            "sender": str(quote.owner or ""),
            "firm": firm,
        }
    words = {"email": answer.email or recipient_of(quote), "subject": subject, "message": message}
    return queue_if_it_can_leave(ACCEPTANCE, quote, by=None, key="", **words)


def _new_link(quote: Quote, email: str, by: Any) -> QuoteLink | None:
    """The page of a quote that can still be looked at, for whose answerer nothing of it is hidden."""
    if quote.state in (QuoteState.DRAFT, QuoteState.SUPERSEDED) or not may_have_paper(quote, by):
        return None
    return QuoteLink.make(quote, by=by, email=email, goes_by_mail=True)[0]


def _answer_in_words(question: QuoteQuestion, by: Any) -> tuple[str, str]:
    values = {
        "number": question.quote.number,
        "name": question.name,
        "question": "\n".join(f"> {line}" for line in question.text.splitlines()),
        "answer": question.answer,
        "sender": str(by or ""),
        "firm": str(current_organisation()),
    }
    subject = _("Our answer about quote %(number)s") % values
    message = _(
        "Dear %(name)s,\n\nyou asked about our quote %(number)s:\n\n%(question)s\n\n%(answer)s\n\n"
        "Kind regards\n%(sender)s\n%(firm)s"
    )
    return subject, message % values
