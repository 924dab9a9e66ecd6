"""Activities: what people plan to do with customers, and did."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.models import Record
from caruso.kernel.models.record import RecordQuerySet
from caruso.kernel.values import stored_value
from caruso.screens.description import screens

if TYPE_CHECKING:
    from caruso.kernel.models import User


class ActivityKind(models.TextChoices):
    TASK = "task", _("task")
    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    EMAIL = "email", _("e-mail")
    NOTE = "note", _("note")


class Outcome(models.TextChoices):
    DONE = "done", _("done")
    REACHED = "reached", _("reached")
    NO_ANSWER = "no_answer", _("no answer")
    VOICEMAIL = "voicemail", _("left a message")
    CALL_BACK = "call_back", _("will call back")
    INTERESTED = "interested", _("interested")
    NOT_INTERESTED = "not_interested", _("not interested")
    CANCELLED = "cancelled", _("called off")


class Direction(models.TextChoices):
    OUT = "out", _("from us")
    IN = "in", _("to us")


class ActivityQuerySet(RecordQuerySet):
    """Activities narrowed also by what they are about: what one may not see says nothing by what is done about it."""

    def visible_to(self, user: "User", right: str = "view", **options: Any) -> Self:
        records = super().visible_to(user, right, **options)
        return records if user.access.everything else records.filter(_about_what_is_seen(user))


def _about_what_is_seen(user: "User") -> Q:
    """Of the objects that an administrator modelled; activities on others are told by whose they are."""
    seen = ~Q(about_object__startswith=MODELLED)
    for screen in screens():
        if screen.key.startswith(MODELLED):
            scope = user.access.scope(screen.key, "view")
            if scope == "all":
                seen |= Q(about_object=screen.key)
            elif scope != "none":
                records = screen.model.objects.visible_to(user).order_by().values("pk")
                seen |= Q(about_object=screen.key, about_record__in=records)
    return seen


#: What completing an activity writes.
COMPLETION = ("done_at", "outcome")
#: How the keys of objects begin that an administrator modelled.
MODELLED = "objects."
ICONS = {"task": "square-check", "call": "phone", "meeting": "calendar", "email": "mail", "note": "sticky-note"}


class Activity(Record):
    """A task, call, meeting, e-mail or note. The owner is who does it."""

    kind = models.CharField(_("kind"), max_length=8, choices=ActivityKind, default=ActivityKind.TASK)
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("text"), blank=True, max_length=50_000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("assignee"),
    )
    account = models.ForeignKey(
        "customers.Account",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("account"),
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("contact"),
    )
    about_object = models.CharField(max_length=80, blank=True, editable=False)
    about_record = models.BigIntegerField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("length in minutes"), null=True, blank=True)
    all_day = models.BooleanField(_("all day"), default=False)
    reminder_at = models.DateTimeField(_("reminder"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, blank=True)
    location = models.CharField(_("place"), max_length=250, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True)

    objects: ClassVar[Any] = ActivityQuerySet.as_manager()

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("about_object", "about_record", "reminded_at")
    COLOURS: ClassVar[dict[str, dict[str, str]]] = {
        "kind": {"task": "violet", "call": "blue", "meeting": "teal", "email": "amber", "note": "gray"}
    }

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["owner", "due_at", "id"],
                name="activity_open_of_owner",
                condition=Q(done_at=None, binned_at=None),
            ),
            models.Index(fields=["due_at", "id"], name="activity_by_due", condition=Q(binned_at=None)),
            models.Index(fields=["updated_at", "id"], name="activity_by_updated", condition=Q(binned_at=None)),
            models.Index(fields=["done_at", "id"], name="activity_by_done", condition=Q(binned_at=None)),
            models.Index(fields=["contact", "due_at"], name="activity_of_contact"),
            models.Index(fields=["account", "due_at"], name="activity_of_account"),
            models.Index(fields=["about_object", "about_record", "due_at"], name="activity_about"),
            models.Index(
                fields=["reminder_at"],
                name="activity_to_remind",
                condition=Q(reminded_at=None, done_at=None, binned_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def hue(self) -> str:
        return self.COLOURS["kind"][self.kind]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def derive(self) -> None:
        if self.contact_id and not self.account_id and self.contact is not None:
            self.account_id = self.contact.account_id
        if self.reminded_at and self.reminder_at and self.reminder_at > self.reminded_at:
            self.reminded_at = None

    def subjects(self) -> list[tuple[str, int]]:
        """Whom and what this is about, as (object, number)."""
        found = [("customers.contact", self.contact_id), ("customers.account", self.account_id)]
        return [(object, number) for object, number in [*found, (self.about_object, self.about_record)] if number]

    def timeline_kind(self, kind: str) -> str:
        return str(self.kind)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return self.subjects()

    def complete(self, *, by: "User", outcome: str = "done", at: datetime | None = None) -> bool:
        """It is done. Completing twice changes nothing; False for the second, also of two at the same time."""
        moment = at or timezone.now()
        return self._turn({"done_at": moment, "outcome": outcome}, by=by, kind="completed", at=moment)

    def reopen(self, *, by: "User") -> bool:
        """It was not done after all; False if it was open already."""
        return self._turn({"done_at": None, "outcome": ""}, by=by, kind="reopened")

    def _turn(self, values: Mapping[str, Any], **options: Any) -> bool:
        """Write these values unless somebody else was quicker to say that it is done, or is not."""
        if self.is_done == bool(values["done_at"]):
            return False
        try:
            return self.change(values, seen={"done_at": stored_value(self, "done_at")}, **options)
        except Conflict:
            return False

    def change(self, values: Mapping[str, Any], *, by: "User | None", **options: Any) -> bool:
        """As for every record; a reminder moves along with the time, unless it is given one of its own."""
        due_at = values.get("due_at")
        if due_at and self.due_at and self.reminder_at and "reminder_at" not in values:
            values = {**values, "reminder_at": due_at - (self.due_at - self.reminder_at)}
        return super().change(values, by=by, **options)
