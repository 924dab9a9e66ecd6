"""Sending a quote: a private link for the customer, by e-mail where the firm has set that up."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from caruso.kernel.events.recording import record_events
from caruso.kernel.mail import mail_leaves
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models import Quote, QuoteLink
from caruso.sales.printing.answering import file_name, html_of
from caruso.sales.printing.paper import in_its_language
from caruso.sales.printing.pdf import NoPdf, pdf_of
from caruso.sales.quotes.approvals import ApprovalObstacle, ask_for_approvals, obstacles_to_sending
from caruso.sales.quotes.discounts import DiscountObstacle, ask_for_discount, discount_obstacle
from caruso.sales.quotes.moving_on import move_deal_on
from caruso.sales.quotes.paper import quote_paper
from caruso.ui.dates import show_long

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What became of it: the link, its address (told only now), whether a mail left, and why the deal stays in its
    stage, if it does."""

    link: QuoteLink
    address: str
    mailed: bool
    stays: str = ""


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
    quote: Quote, *, by: Any, address_of: Callable[[str], str], email: str = "", subject: str = "", message: str = ""
) -> Sent:
    """Send a draft, or give the customer of a sent quote a new link. `address_of` makes an address of a token.

    Raises ValidationError where it may not be sent; then nothing is changed.
    """
    stays = ""
    with transaction.atomic():
        if problems := obstacles(quote, by):
            raise ValidationError([str(one) for one in problems])
        if quote.is_open:
            record_events([quote], "sent_again", by=by, data=[{"email": email}])
        else:
            quote.send(by=by, data={"email": email})
            stays = move_deal_on(quote, by=by)
        link, token = QuoteLink.make(quote, by=by, email=email, subject=subject[:250], message=message)
    address = address_of(token)
    mailed = bool(email) and _mail(quote, link, address)
    if mailed:
        link.mailed = True
        link.save(update_fields=["mailed"])
    return Sent(link, address, mailed, stays)


def _mail(quote: Quote, link: QuoteLink, address: str) -> bool:
    """Whether the message left."""
    if not mail_leaves():
        return False
    with in_its_language(quote):
        until = show_long(quote.valid_until) if quote.valid_until else ""
        words = _("The quote and everything about it is here, valid until %(day)s:") % {"day": until}
        paper = quote_paper(quote)
        mail = EmailMessage(
            " ".join(link.subject.split()), f"{link.message}\n\n{words}\n{address}\n", None, [link.email],
            reply_to=[quote.owner.email] if quote.owner else None,
        )  # fmt: skip
        try:
            mail.attach(file_name(paper), pdf_of(html_of(paper, for_pdf=True)), "application/pdf")
        except NoPdf:
            logger.info("The mail of %s goes without PDF", quote.number)
    try:
        return bool(mail.send())
    except OSError:
        logger.exception("The mail of %s was not sent", quote.number)
        return False
