"""Putting a mail into the queue, once, and trying one again that did not leave."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caruso.kernel import jobs
from caruso.kernel.mail import mail_leaves
from caruso.sales.models import OutgoingMail, QuoteLink
from caruso.sales.models.outgoing_mail import MailState
from caruso.sales.printing.doors import refuse_paper
from caruso.sales.sending.kinds import MailKind

LONGEST_SUBJECT, LONGEST_MESSAGE = 250, 10_000
JOB = "sales.mail"


def queue_mail(
    kind: MailKind,
    record: Any,
    *,
    by: Any,
    key: str,
    email: str,
    subject: str,
    message: str,
    link: QuoteLink | None = None,
    site: str = "",
) -> OutgoingMail | None:
    """Write the mail and have it sent after this transaction; None where one with this key was written before.

    `key` is one among the mails about the record. Raises ValidationError where there is no mail or no such address,
    PermissionDenied where the paper tells what the person may not see.
    """
    if not mail_leaves():
        raise ValidationError(_("No e-mail is set up here."))
    address = checked_address(email)
    if by is not None and kind.tells_paper:
        refuse_paper(kind.document(record), by)
    try:
        with transaction.atomic():
            mail = OutgoingMail.objects.create(
                key=_whole_key(kind, record, key),
                kind=kind.name,
                object=record.described.key,
                record=record.pk,
                link=link,
                site=site,
                email=address,
                subject=in_one_line(subject) or str(record),
                message=message.replace("\x00", "")[:LONGEST_MESSAGE],
                created_by=by,
            )
    except IntegrityError:
        return None
    _start(mail)
    return mail


def queue_if_it_can_leave(kind: MailKind, record: Any, *, email: str, **values: Any) -> OutgoingMail | None:
    """The same for what goes along with something else, which must not fail for want of an address."""
    try:
        return queue_mail(kind, record, email=email, **values) if email and mail_leaves() else None
    except ValidationError:
        return None


def is_queued(kind: MailKind, record: Any, key: str) -> bool:
    return bool(key) and OutgoingMail.objects.filter(key=_whole_key(kind, record, key)).exists()


def _whole_key(kind: MailKind, record: Any, key: str) -> str:
    return f"{kind.name}:{record.described.key}:{record.pk}:{key}"[:150]


def try_again(mail: OutgoingMail) -> bool:
    """Send one that did not leave; False where it is on its way, or has left, by now."""
    with transaction.atomic():
        failed = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.FAILED)
        if not failed.update(state=MailState.WAITING, reason="", begun_at=None):
            return False
        _start(mail)
    return True


def checked_address(email: str) -> str:
    """One address, and nothing but that. Raises ValidationError."""
    address = email.strip()
    if not address:
        raise ValidationError(_("Please say to which e-mail address."))
    validate_email(address)
    return address


def in_one_line(subject: str) -> str:
    """No line of a header can be slipped in."""
    return " ".join(subject.replace("\x00", "").split())[:LONGEST_SUBJECT]


def _start(mail: OutgoingMail) -> None:
    jobs.start(JOB, by=None, title=mail.subject, mail=mail.pk)
