"""Quotes: what is offered, at which price, until when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.people.time_zone import zone_of
from caruso.sales.models.document import Document
from caruso.sales.models.line import Line
from caruso.sales.models.quote_answer import AnswerKind, Evidence, QuoteAnswer

#: How long an offer stands where nobody says otherwise.
USUAL_DAYS = 30
#: What may be written at any time: it is not what the customer was offered.
NEVER_FINAL = frozenset({"owner", "team", "opened_at"})
#: What a copy or the next version begins with.
CARRIED = (
    "title", "account_id", "contact_id", "opportunity_id", "currency", "language", "billing_address",
    "delivery_address", "customer_reference", "intro", "terms", "discount_percent", "rounding", "custom",
)  # fmt: skip


class QuoteState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")
    SUPERSEDED = "superseded", _("superseded")


#: What a new version can be made of.
REVISABLE = (QuoteState.SENT, QuoteState.DECLINED, QuoteState.EXPIRED)


class Quote(Document):
    """An offer. `revision` counts its versions; `first` is the one that the others follow."""

    title = models.CharField(_("title"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=QuoteState, default=QuoteState.DRAFT, editable=False)
    revision = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    first = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="versions",
        verbose_name=_("first version"),
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    NUMBERING = "Q-{year}-{number:05}"
    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {
            "draft": "gray",
            "sent": "blue",
            "accepted": "green",
            "declined": "red",
            "expired": "amber",
            "superseded": "gray",
        }
    }

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=columns, name=f"quote_by_{name}", condition=models.Q(binned_at=None))
            for name, columns in {
                "updated": ["updated_at", "id"],
                "owner": ["owner", "updated_at", "id"],
                "team": ["team", "updated_at", "id"],
                "state": ["state", "updated_at", "id"],
                "number": ["number", "id"],
                "validity": ["state", "valid_until", "id"],
            }.items()
        ]

    @property
    def is_editable(self) -> bool:
        """Only drafts change: what was sent is what the customer was offered."""
        return self.state == QuoteState.DRAFT

    @property
    def is_final(self) -> bool:
        return not self.is_editable

    @property
    def is_valid(self) -> bool:
        """Whether the day until which it holds, by the firm's calendar, is not over."""
        return self.valid_on(timezone.now())

    def valid_on(self, moment: datetime) -> bool:
        return self.valid_until is None or self.valid_until >= timezone.localdate(moment, zone_of(None))

    @property
    def is_open(self) -> bool:
        """Whether the customer can still answer."""
        return self.state == QuoteState.SENT and self.is_valid

    @property
    def is_revisable(self) -> bool:
        return self.state in REVISABLE

    @property
    def all_versions(self) -> models.QuerySet["Quote"]:
        """This quote and its other versions, the first one first."""
        first = self.first_id or self.pk
        versions = Quote.objects.live().filter(models.Q(pk=first) | models.Q(first=first))
        return versions.order_by("revision", "pk")

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        offered = changes.keys() - NEVER_FINAL - self.described.custom_fields.keys()
        if "state" in changes or self.is_editable or (changes and not offered):
            return
        raise ValidationError(
            _("%(number)s was sent to the customer and stays as it is. Make a new version to change it."),
            params={"number": self.number},
            code="final",
        )

    def reckon_as_sent(self, lines: Sequence[Any]) -> None:
        """Set in memory what these lines add up to, at the tax rates that they have."""
        self.keeps_taxes = True
        self.reckon(lines)

    def send(self, *, by: Any, at: datetime | None = None, **options: Any) -> None:
        """Draft → sent. From now on it cannot be changed, only revised. Raises ValidationError."""
        moment = at or timezone.now()
        with transaction.atomic():
            self._lock(QuoteState.DRAFT)
            if not self.lines.exists():
                raise ValidationError(_("There is nothing to send: the quote has no lines yet."))
            if not self.valid_on(moment):
                raise ValidationError(_("The day until which it is valid is over. Choose a later one."))
            until = self.valid_until or timezone.localdate(moment, zone_of(None)) + timedelta(days=USUAL_DAYS)
            values = {"state": QuoteState.SENT, "sent_at": moment, "valid_until": until}
            self.change(values, by=by, kind="sent", at=moment, **options)

    def open(self, *, at: datetime | None = None) -> bool:
        """The customer has looked at it; True the first time."""
        if self.opened_at is not None or self.state != QuoteState.SENT:
            return False
        moment = at or timezone.now()
        return self.change({"opened_at": moment}, by=None, kind="opened", at=moment)

    def accept(
        self,
        *,
        by: Any,
        evidence: Evidence | None = None,
        chosen: Collection[int] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Sent → accepted, with these optional lines (by number), or those chosen in it. Raises ValidationError."""
        with transaction.atomic():
            moment = self._lock_open(at)
            lines = list(self.lines.all())
            for line in lines:
                if line.optional and chosen is not None:
                    line.chosen = line.pk in chosen
            self.lines_to_write, self.keeps_taxes = lines, True
            self._answer(AnswerKind.ACCEPTED, lines, evidence or Evidence(name=str(by)), by, moment)

    def decline(self, *, by: Any, evidence: Evidence | None = None, at: datetime | None = None) -> None:
        """Sent → declined. Raises ValidationError."""
        with transaction.atomic():
            moment = self._lock_open(at)
            self._answer(AnswerKind.DECLINED, list(self.lines.all()), evidence or Evidence(name=str(by)), by, moment)

    def expire(self, *, by: Any = None, at: datetime | None = None) -> None:
        """Sent → expired, by the clock. Raises ValidationError while it is valid."""
        with transaction.atomic():
            self._lock(QuoteState.SENT)
            if self.is_valid:
                raise ValidationError(_("The quote is still valid."))
            self.change({"state": QuoteState.EXPIRED}, by=by, kind="expired", at=at)

    def revise(self, *, by: Any, at: datetime | None = None) -> "Quote":
        """A draft of the next version; this one is superseded. Raises ValidationError."""
        with transaction.atomic():
            self._lock(*REVISABLE)
            first = self.first or self
            revision = max(self.all_versions.values_list("revision", flat=True)) + 1
            following = self._carried(first=first, revision=revision, number=f"{first.number}-{revision}")
            following.owner_id, following.team_id = self.owner_id, self.team_id
            following.valid_until = self.valid_until if self.is_valid else None
            following.create(by=by, lines=self._carried_lines(), at=at, data={"from": self.number})
            values = {"state": QuoteState.SUPERSEDED}
            self.change(values, by=by, kind="superseded", at=at, data={"next": following.number})
        return following

    def copy(self, *, by: Any) -> "Quote":
        """A draft with the same lines and words, with a number of its own."""
        with transaction.atomic():
            twin = self._carried()
            twin.owner = by
            return twin.create(by=by, lines=self._carried_lines(), data={"from": self.number})

    def _carried(self, **values: Any) -> Self:
        return type(self)(**{name: getattr(self, name) for name in CARRIED}, **values)

    def _carried_lines(self) -> list["QuoteLine"]:
        return [QuoteLine(**line.carried()) for line in self.lines.all()]

    def _lock(self, *states: QuoteState) -> None:
        """Hold the row until the transaction ends. Raises ValidationError unless it is in one of these states."""
        stored = Quote.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self.state, self.valid_until, self.binned_at = stored.state, stored.valid_until, stored.binned_at
        if self.state not in states or self.in_bin:
            raise ValidationError(
                _("%(number)s is %(state)s by now, so this cannot be done any more."),
                params={"number": self.number, "state": self.get_state_display()},
                code="state",
            )

    def _lock_open(self, at: datetime | None) -> datetime:
        """Hold a quote that can be answered; the moment of the answer. Raises ValidationError."""
        moment = at or timezone.now()
        self._lock(QuoteState.SENT)
        if not self.valid_on(moment):
            raise ValidationError(_("The quote is not valid any more."), code="expired")
        return moment

    def _answer(self, kind: AnswerKind, lines: Sequence[Any], evidence: Evidence, by: Any, moment: datetime) -> None:
        values = {"state": QuoteState(kind.value), "answered_at": moment}
        self.change(values, by=by, kind=kind.value, at=moment, data=evidence.told())
        QuoteAnswer.keep(self, lines, kind, evidence, by=by)


class QuoteLine(Line):
    document = models.ForeignKey(Quote, models.CASCADE, related_name="lines")

    class Meta(Line.Meta):
        verbose_name = _("line of a quote")
        verbose_name_plural = _("lines of quotes")


Quote.LINES = QuoteLine
