"""A mail as it leaves: plain text in the customer's language, with its papers."""

from typing import Any

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from caruso.sales.models import OutgoingMail
from caruso.sales.models.quote_link import token_of
from caruso.sales.printing.paper import in_its_language
from caruso.sales.sending.kinds import kind_of
from caruso.ui.dates import show_long


def message_of(mail: OutgoingMail, record: Any) -> EmailMessage:
    """What is written at this moment, with the papers as they are now."""
    kind = kind_of(mail)
    document = kind.document(record)
    with in_its_language(document):
        text = mail.message.rstrip() + "\n" + _way(mail, document)
        enclosures = kind.enclosures(record)
    message = EmailMessage(mail.subject, text, None, [mail.email], reply_to=_reply_to(mail, record))
    for one in enclosures:
        message.attach(one.name, one.content, one.content_type)
    return message


def _way(mail: OutgoingMail, document: Any) -> str:
    """The private link, in words."""
    if mail.link is None or not mail.link.seed:
        return ""
    if document.valid_until and document.is_open:
        words = _("The quote and everything about it is here, valid until %(day)s:") % {
            "day": show_long(document.valid_until)
        }
    else:
        words = _("The quote and everything about it is here:")
    address = mail.site + reverse("sales:offer", args=[token_of(mail.link.seed)])
    return f"\n{words}\n{address}\n"


def _reply_to(mail: OutgoingMail, record: Any) -> list[str] | None:
    """Whoever wrote it, else the owner of what it is about."""
    person = mail.created_by or record.owner
    return [person.email] if person is not None else None
