"""Sending a quote: a private link for the customer, by e-mail where the firm has set that up."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from caruso.kernel.events.recording import record_events
from caruso.kernel.mail import mail_leaves
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models import Quote, QuoteLink
from caruso.sales.printing.paper import in_its_language
from caruso.sales.quotes.approvals import ApprovalObstacle, ask_for_approvals, obstacles_to_sending
from caruso.sales.quotes.discounts import DiscountObstacle, ask_for_discount, discount_obstacle
from caruso.sales.quotes.moving_on import move_deal_on
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.sending.enclosing import as_pdf
from caruso.sales.sending.kinds import Enclosure, MailKind, leave_it, mail_kind
from caruso.sales.sending.queueing import in_one_line, is_queued, queue_mail


@dataclass(frozen=True)
class Sent:
    """What became of it: the link, its address (told only now), whether a mail is on its way, and why the deal stays in
    its stage, if it does."""

    link: QuoteLink
    address: str
    mailed: bool
    stays: str = ""


def _is_open(quote: Quote) -> bool:
    return quote.is_open


def _enclosures(quote: Quote) -> list[Enclosure]:
    return as_pdf(quote_paper(quote))


#: That it was sent stands on the timeline from the moment on at which it cannot be changed any more.
QUOTE = mail_kind(MailKind("quote", tells_paper=True, enclosures=_enclosures, still_wanted=_is_open, left=leave_it))


def obstacles(quote: Quote, by: Any) -> list[DiscountObstacle | ApprovalObstacle]:
    """Why this person may not send the quote yet; each says it in words, and whether an approval can be asked for."""
    discount = discount_obstacle(quote, by)
    return [*([discount] if discount else []), *obstacles_to_sending(quote)]


def ask_to_send(quote: Quote, *, by: Any) -> None:
    """Ask for every approval that the quote needs before it goes out."""
    ask_for_discount(quote, by=by)
    ask_for_approvals(obstacles_to_sending(quote), by=by)


def proposed_mail(quote: Quote) -> tuple[str, str]:
    """Subject and words of a mail, in the customer's language."""
    with in_its_language(quote):
        firm = str(current_organisation())
        subject = _("Quote %(number)s from %(firm)s") % {"number": quote.number, "firm": firm}
        name = str(quote.contact or quote.account)
        words = _(
            "Dear %(name)s,\n\nthank you for your interest. Here is our quote %(number)s. You can look at it, ask us "
            "anything about it, and accept it on its page.\n\nKind regards\n%(sender)s\n%(firm)s"
        ) % {"name": name, "number": quote.number, "sender": str(quote.owner or ""), "firm": firm}
    return subject, words


def send_quote(
    quote: Quote, *, by: Any, site: str, email: str = "", subject: str = "", message: str = "", key: str = ""
) -> Sent | None:
    """Send a draft, or give the customer of a sent quote a new link, which begins with the address of the `site`.

    None where the mail with this key was written before, by another click. Raises ValidationError where the quote may not be
    sent; then nothing is changed.
    """
    stays, mails = "", bool(email) and mail_leaves()
    if mails and is_queued(QUOTE, quote, key):
        return None
    with transaction.atomic():
        if problems := obstacles(quote, by):
            raise ValidationError([str(one) for one in problems])
        if quote.is_open:
            record_events([quote], "sent_again", by=by, data=[{"email": email}])
        else:
            quote.send(by=by, data={"email": email})
            stays = move_deal_on(quote, by=by)
        kept = {} if mails else {"subject": in_one_line(subject), "message": message}
        link, token = QuoteLink.make(quote, by=by, email=email, goes_by_mail=mails, **kept)
        if mails:
            words = {"email": email, "subject": subject, "message": message}
            if queue_mail(QUOTE, quote, by=by, key=key or str(link.pk), link=link, site=site, **words) is None:
                transaction.set_rollback(True)
                return None
    return Sent(link, site + reverse("sales:offer", args=[token]), mails, stays)
