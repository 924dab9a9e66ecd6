"""Approvals: a yes that a record needs before it goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.kernel.events import record_events
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.notifying import notification_kind, notify
from caruso.kernel.objects import business_object
from caruso.sales.rules.deciding import address, is_partial, may_decide

if TYPE_CHECKING:
    from caruso.kernel.models import Record, Role, User

ASKED = notification_kind("approval_asked", _("“%(title)s” waits for your approval: %(subject)s"))
DECIDED = notification_kind("approval_decided", _("%(who)s has decided about “%(title)s”: %(decision)s"))
#: The purposes of questions about discounts; their amount is a percentage.
DISCOUNT, ORDER_DISCOUNT = "quote-discount", "order-discount"
#: Purpose → what follows from an answer, in the transaction that gives it.
_following: dict[str, Callable[["Approval", Any, Any], None]] = {}
#: What the task, notifications and the list of waiting approvals are no longer than.
SUBJECT = 250


def follow(purpose: str, act: Callable[["Approval", Any, Any], None]) -> None:
    """Have `act` called with each answer of this purpose, its record and who gave it."""
    _following[purpose] = act


class ApprovalState(models.TextChoices):
    ASKED = "asked", _("asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("no longer needed")


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def about(self, record: "Record") -> "ApprovalQuerySet":
        return self.filter(about_object=record.described.key, about_record=record.pk)

    def waiting_for(self, user: "User") -> "ApprovalQuerySet":
        """Those that this person is asked to decide; what is asked of nobody in particular waits for administrators."""
        mine = Q(approver=user.pk) | Q(role__in=user.roles.values("pk"))
        if user.access.administers:
            mine |= Q(approver=None, role=None)
        return self.filter(mine, state=ApprovalState.ASKED)


class Approval(models.Model):
    """One question about one record and its answer.

    `purpose` says what for (`policy-3`, `discount`): a record has at most one open question of a purpose. `amount`, if
    there is one, is the most that the answer holds for, in `currency`.
    """

    about_object = models.CharField(max_length=80)
    about_record = models.BigIntegerField()
    purpose = models.CharField(max_length=80)
    subject = models.CharField(_("subject"), max_length=SUBJECT)
    state = models.CharField(_("state"), max_length=10, choices=ApprovalState, default=ApprovalState.ASKED)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("approved by")
    )
    role = models.ForeignKey("kernel.Role", models.SET_NULL, null=True, related_name="+")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    task = models.ForeignKey("customers.Activity", models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True, max_length=2_000)

    objects: ClassVar[Any] = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about_object", "about_record", "purpose"], name="approval_about"),
            models.Index(fields=["asked_at", "id"], name="approval_waiting", condition=Q(state="asked")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["about_object", "about_record", "purpose"],
                name="approval_asked_once",
                condition=Q(state="asked"),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def asked_of(self) -> str:
        """Whose answer is waited for; empty for any administrator's."""
        return str(self.approver or self.role or "")

    @classmethod
    def ask(
        cls,
        record: "Record",
        purpose: str,
        subject: str,
        *,
        by: "User | None",
        approver: "User | None" = None,
        role: "Role | None" = None,
        amount: Decimal | None = None,
        currency: str = "",
        days: int = 3,
        at: datetime | None = None,
    ) -> "Approval":
        """Ask for a yes: with a task for who decides, a notification, and a line on the record's timeline.

        With neither `approver` nor `role`, or where those may not decide, any administrator does. Belongs into the transaction of what needs it.
        """
        moment = at or timezone.now()
        approval = cls(
            about_object=record.described.key,
            about_record=record.pk,
            purpose=purpose,
            subject=subject[:SUBJECT],
            approver=approver,
            role=role,
            amount=amount,
            currency=currency,
            asked_by=by,
            asked_at=moment,
        )
        with transaction.atomic():
            deciders = address(approval, record)
            approval.task = _task(record, approval.subject, deciders, moment, days, by)
            approval.save()
            approval._tell("approval_asked", record, by=by, at=moment, note=approval.subject)
            place = f"/approvals#approval-{approval.pk}"
            notify(deciders, ASKED, record=record, by=by, address=place, subject=approval.subject)
        return approval

    @property
    def record(self) -> Any:
        """What it is about, with everything that rules look at; None once that was destroyed."""
        model: Any = business_object(self.about_object).model
        return model.objects.filter(pk=self.about_record).first()

    def may_be_decided_by(self, user: "User", record: Any) -> bool:
        """Who was asked may decide, and whoever administers; but neither who asked nor the record's owner, as long as
        anybody else may."""
        return may_decide(self, record, user)

    def covers(self, amount: Decimal | None, currency: str) -> bool:
        """Whether the answer holds for this amount too. Amounts in different currencies do not cover each other."""
        if self.amount is None or amount is None:
            return True
        return self.currency == currency and amount <= self.amount

    def approve(self, *, by: "User", reason: str = "", at: datetime | None = None) -> None:
        self._decide(ApprovalState.APPROVED, by, reason, at)

    def refuse(self, *, by: "User", reason: str, at: datetime | None = None) -> None:
        """Raises ValidationError without a reason."""
        if not reason.strip():
            raise ValidationError({"reason": _("Say why, so that others know what to change.")})
        self._decide(ApprovalState.REFUSED, by, reason, at)

    def withdraw(self, *, by: "User | None", at: datetime | None = None) -> None:
        """The question no longer arises. One that was answered stays answered."""
        with transaction.atomic():
            stored = Approval.objects.select_for_update().get(pk=self.pk)
            if stored.state == ApprovalState.ASKED:
                stored._close(ApprovalState.WITHDRAWN, by, "", at or timezone.now())
        self.refresh_from_db()

    def _decide(self, state: ApprovalState, by: "User", reason: str, at: datetime | None) -> None:
        """Raises PermissionDenied for who was not asked, ValidationError where it has been decided already."""
        record = self.record
        if record is None or not self.may_be_decided_by(by, record):
            raise PermissionDenied(gettext("Somebody else was asked to decide this."))
        with transaction.atomic():
            stored = Approval.objects.select_for_update().get(pk=self.pk)
            if stored.state != ApprovalState.ASKED:
                raise ValidationError(_("This has been decided already."))
            alone = is_partial(self, record, by)
            stored._close(state, by, " ".join(reason.split())[:2_000], at or timezone.now(), alone=alone)
        self.refresh_from_db()

    def _close(
        self, state: ApprovalState, by: "User | None", reason: str, at: datetime, *, alone: bool = False
    ) -> None:
        self.state, self.decided_by, self.decided_at, self.reason = state, by, at, reason
        self.save()
        if self.task is not None and not self.task.is_done and by is not None:
            self.task.complete(by=by, outcome="cancelled" if state == ApprovalState.WITHDRAWN else "done", at=at)
        record = self.record
        if record is None:
            return
        lonely = gettext("Nobody else may decide this: it is an answer to oneself.") if alone else ""
        note = "\n".join(line for line in (self.subject, reason, lonely) if line)
        self._tell(f"approval_{state}", record, by=by, at=at, note=note)
        if act := _following.get(self.purpose):
            act(self, record, by)
        if state != ApprovalState.WITHDRAWN:
            people = [person for person in (self.asked_by, record.owner) if person is not None]
            for person in dict.fromkeys(people):
                with translation.override(person.language or current_organisation().language):
                    decision = str(ApprovalState(state).label)
                notify(
                    [person], DECIDED, record=record, by=by, decision=f"{decision}. {reason}" if reason else decision
                )

    def _tell(self, kind: str, record: Any, *, by: "User | None", at: datetime, note: str) -> None:
        record_events([record], kind, by=by, at=at, data=[{"approval": self.pk, "note": note}])


def _task(
    record: Any, subject: str, deciders: "list[User]", at: datetime, days: int, by: "User | None"
) -> Activity | None:
    """The task of the first of who may decide; the others find the question in their list."""
    if not deciders:
        return None
    task = Activity(kind="task", subject=subject, owner=deciders[0], due_at=at + timedelta(days=days))
    task.created_at = at
    point_at(task, record)
    return task.create(by=by)
