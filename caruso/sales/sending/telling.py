"""Mails as people hear of them: on timelines, and of those that did not leave."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.events.recording import record_events
from caruso.kernel.models import User
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.sales.models import OutgoingMail
from caruso.screens.timeline.telling import ICONS, SENTENCES, Teller, telling

NOT_SENT = notification_kind("mail_not_sent", _("The mail about “%(title)s” to %(email)s did not leave: %(reason)s"))
TOLD_BY_MAIL = ("sales.invoice", "sales.order", "sales.delivery", "sales.reminder")


def start() -> None:
    for object in TOLD_BY_MAIL:
        telling.tellers[object] = Teller("sales/sending/_event.html")
    SENTENCES["mailed"] = pgettext_lazy("event", "sent by e-mail")
    SENTENCES["not_mailed"] = pgettext_lazy("event", "could not send the e-mail about")
    ICONS["mailed"] = ("send", "blue")
    ICONS["not_mailed"] = ("circle-alert", "red")


def tell_failed(record: Any, mail: OutgoingMail) -> None:
    """In the transaction in which it is given up: to whoever wrote it, else the owner, else the administrators."""
    record_events([record], "not_mailed", by=None, data=[{"email": mail.email, "reason": mail.reason}])
    person = mail.created_by or record.owner
    people = [person] if person else list(User.objects.active().filter(is_superuser=True))
    notify(people, NOT_SENT, record=record, email=mail.email, reason=mail.reason)
