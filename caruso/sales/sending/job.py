"""The job that sends one mail.

It is marked as being sent, and that is committed, before the mail server hears of it: a mail whose fate nobody knows,
because the worker was killed meanwhile, is shown to a person instead of reaching the customer twice.
"""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.jobs import JobKind, job_kind
from caruso.sales.models import OutgoingMail
from caruso.sales.models.outgoing_mail import MailState
from caruso.sales.sending.kinds import kind_of
from caruso.sales.sending.message import message_of
from caruso.sales.sending.queueing import JOB
from caruso.sales.sending.telling import tell_failed

if TYPE_CHECKING:
    from caruso.kernel.models.job import Job

LOST_AFTER = timedelta(minutes=10)
#: Refused for good, by the standard of mail (RFC 5321): trying again would change nothing.
FOR_GOOD = 500


class StillSending(Exception):
    """Somebody else is at it."""


@job_kind
class SendMail(JobKind):
    name = JOB
    patience = 60

    def step(self, job: "Job") -> bool:
        mail = OutgoingMail.objects.select_for_update(of=("self",)).filter(pk=job.parameters["mail"]).first()
        if mail is None or mail.state in (MailState.SENT, MailState.FAILED, MailState.CANCELLED):
            return True
        if mail.state == MailState.SENDING:
            if mail.begun_at and mail.begun_at > timezone.now() - LOST_AFTER:
                raise StillSending
            give_up(mail, _("Nobody knows whether it arrived. Ask the customer before you send it again."))
            return True
        record = mail.about
        if record is None or not kind_of(mail).still_wanted(record):
            mail.state = MailState.CANCELLED
            mail.save(update_fields=["state"])
            return True
        job.cursor = {"mail": mail.pk}
        return False

    def work_ahead(self, job: "Job") -> None:
        mail = OutgoingMail.objects.select_related("link", "created_by").get(pk=job.parameters["mail"])
        if (record := mail.about) is None:
            return
        message = message_of(mail, record)
        waiting = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING)
        if not waiting.update(state=MailState.SENDING, begun_at=timezone.now()):
            return
        try:
            message.send()
        except Exception as problem:
            _come_back(mail, problem)
        else:
            _left(mail)

    def fail(self, job: "Job") -> None:
        mail = OutgoingMail.objects.filter(pk=job.parameters["mail"]).exclude(state=MailState.SENT).first()
        if mail is not None:
            give_up(mail, job.error)


def give_up(mail: OutgoingMail, reason: str) -> None:
    """It does not leave by itself any more: whoever wrote it is told why."""
    mail.state, mail.reason = MailState.FAILED, reason[:500]
    mail.save(update_fields=["state", "reason"])
    record = mail.about
    if record is not None:
        kind_of(mail).failed(record, mail)
        tell_failed(record, mail)


def _left(mail: OutgoingMail) -> None:
    with transaction.atomic():
        mail.state, mail.reason, mail.sent_at = MailState.SENT, "", timezone.now()
        mail.save(update_fields=["state", "reason", "sent_at"])
        if mail.link is not None:
            mail.link.seed, mail.link.mailed = "", True
            mail.link.save(update_fields=["seed", "mailed"])
        if (record := mail.about) is not None:
            kind_of(mail).left(record, mail)


def _come_back(mail: OutgoingMail, problem: Exception) -> None:
    """For another try, which the job makes later, or for a person where the server says that no try will do."""
    reason = _reason(problem)
    with transaction.atomic():
        if _is_for_good(problem):
            give_up(mail, reason)
            return
        OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.WAITING, reason=reason[:500])
    raise problem


def _is_for_good(problem: Exception) -> bool:
    if isinstance(problem, SMTPDataError):
        return problem.smtp_code >= FOR_GOOD
    return isinstance(problem, SMTPRecipientsRefused) and all(
        code >= FOR_GOOD for code, _said in problem.recipients.values()
    )


def _reason(problem: Exception) -> str:
    """As the mail server says it."""
    if isinstance(problem, SMTPRecipientsRefused):
        return "; ".join(f"{code} {said.decode(errors='replace')}" for code, said in problem.recipients.values())
    return f"{type(problem).__name__}: {problem}"
