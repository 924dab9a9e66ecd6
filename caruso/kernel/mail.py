"""Writing to a person by e-mail, where the firm has set that up."""

import logging

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)


def mail_leaves() -> bool:
    """Whether mail is sent to anybody: the console and dummy backends send none."""
    return settings.EMAIL_BACKEND.rsplit(".", 2)[-2] not in ("console", "dummy")


def write_to(address: str, subject: str, text: str) -> bool:
    """Send one message; False where mail is not set up or could not be sent."""
    if not mail_leaves():
        return False
    try:
        return bool(send_mail(" ".join(subject.split()), text, None, [address]))
    except OSError:
        logger.exception("Mail to %s was not sent", address)
        return False
