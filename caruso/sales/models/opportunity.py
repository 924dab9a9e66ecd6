"""Opportunities: deals under way."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.customer import HeardThrough
from caruso.kernel.columns import MoneyColumn, OfferedColumn, TagsColumn
from caruso.kernel.fields.offered import OfferedColours
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.choice_list import ListedColumn, house_list
from caruso.sales.models.money import in_base, settled_currency
from caruso.sales.models.pipeline import (
    Stage,
    StageOutcome,
    final_stage,
    first_stage,
    pipeline_choices,
    stage_choices,
    stage_colours,
    stage_named,
    usual_pipeline,
)

if TYPE_CHECKING:
    from caruso.customers.models import Account
    from caruso.kernel.models import User


#: What forecasts read of open deals, and boards of a lane; in one index with what they look for, so that the table itself
#: is not read. SQLite looks at `binned_at` though the index holds live deals only.
EXPECTED_WITH = (
    "pipeline", "stage", "commitment", "owner", "team", "amount_base", "weighted_base", "stage_entered_at", "binned_at",
)  # fmt: skip
SUMMED_WITH = ("team", "amount_base", "weighted_base", "amount", "binned_at")


class Commitment(models.TextChoices):
    """How sure the owner is, for the forecast by commitment."""

    OMITTED = "omitted", _("not counted on")
    PIPELINE = "pipeline", _("possible")
    BEST_CASE = "best_case", _("best case")
    COMMITTED = "committed", _("promised")


class LossReason(models.TextChoices):
    PRICE = "price", _("price")
    PRODUCT = "product", _("product")
    SERVICE = "service", _("service")
    TIMING = "timing", _("timing")
    BUDGET = "budget", _("no budget")
    RELATION = "relation", _("relationship with another")
    NO_DECISION = "no_decision", _("no decision")
    OTHER = "other", _("other")


class WinReason(models.TextChoices):
    PRICE = "price", _("price")
    PRODUCT = "product", _("product")
    SERVICE = "service", _("service")
    RELATION = "relation", _("relationship with us")
    SPEED = "speed", _("speed")
    OTHER = "other", _("other")


LOSS_REASONS = house_list("loss_reasons", _("reasons for losing"), LossReason, longest=12)
WIN_REASONS = house_list("win_reasons", _("reasons for winning"), WinReason, longest=12)


class Opportunity(Record):
    """A deal with an account. `amount_base` is the amount in the firm's currency at the day's rate."""

    name = models.CharField(_("name"), max_length=200)
    account = models.ForeignKey(
        "customers.Account", models.PROTECT, related_name="opportunities", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("contact"),
    )
    pipeline = OfferedColumn(_("pipeline"), offer=pipeline_choices)
    stage = OfferedColumn(_("stage"), offer=stage_choices)
    outcome = models.CharField(
        _("outcome"), max_length=4, choices=StageOutcome, default=StageOutcome.OPEN, editable=False
    )
    entered_stage = models.CharField(max_length=40, blank=True, editable=False)
    stage_entered_at = models.DateTimeField(_("in this stage since"), null=True, editable=False)
    amount = MoneyColumn(_("amount"), null=True, blank=True, base_column="amount_base")
    currency = OfferedColumn(
        _("currency"), max_length=3, offer=currency_choices, help_text=_("Empty: that of the account.")
    )
    amount_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    probability = models.PositiveSmallIntegerField(
        _("probability in percent"), null=True, blank=True, help_text=_("Empty: that of the stage.")
    )
    weighted_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    commitment = models.CharField(_("commitment"), max_length=10, choices=Commitment, default=Commitment.PIPELINE)
    budget = MoneyColumn(_("expected budget"), null=True, blank=True)
    spent = MoneyColumn(_("spent so far"), null=True, blank=True)
    close_date = models.DateField(_("expected close"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    next_step = models.CharField(_("next step"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=40, choices=HeardThrough, blank=True)
    source_detail = models.CharField(_("more about the source"), max_length=200, blank=True)
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)
    win_reason = ListedColumn(_("won through"), of=WIN_REASONS)
    loss_reason = ListedColumn(_("lost through"), of=LOSS_REASONS)
    lost_to = models.ForeignKey(
        "customers.Account",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunities_taken",
        verbose_name=_("lost to"),
    )
    closing_note = models.TextField(_("what decided it"), blank=True, max_length=5_000)
    notes = models.TextField(_("background"), blank=True, max_length=20_000)
    tags = TagsColumn(_("tags"))
    external_id = models.CharField(_("number elsewhere"), max_length=120, blank=True)
    next_activity_at = models.DateTimeField(_("next activity"), null=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False)

    #: Set while the administrator takes a stage away under the deal: nothing is asked of it then.
    redrawn = False

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("amount_base", "weighted_base", "entered_stage")
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"amount": "amount_base"}
    COLOURS: ClassVar[dict[str, Any]] = {
        "stage": OfferedColours(stage_colours),
        "outcome": {"open": "blue", "won": "green", "lost": "red"},
        "commitment": {"omitted": "gray", "pipeline": "blue", "best_case": "violet", "committed": "green"},
    }

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=columns, name=f"opportunity_by_{name}", condition=models.Q(binned_at=None))
            for name, columns in {
                "updated": ["updated_at", "id"],
                "created": ["created_at", "id"],
                "owner": ["owner", "updated_at", "id"],
                "team": ["team", "updated_at", "id"],
                "stage": ["stage", "updated_at", "id"],
                "lane": ["stage", "close_date", "id"],
                "own_lane": ["stage", "owner", "updated_at", "id", *SUMMED_WITH],
                "close": ["outcome", "close_date", "id"],
                "amount": ["amount_base", "id"],
                "next": ["next_activity_at", "id"],
                "account": ["account", "updated_at", "id"],
                "name": ["name", "id"],
                "ended": ["outcome", "closed_at", "owner", "team", "amount_base", "binned_at"],
                "waiting": ["outcome", "stage", "owner", "team", "stage_entered_at", "amount_base", "binned_at"],
                "expected": ["outcome", "close_date", *EXPECTED_WITH],
            }.items()
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.outcome == StageOutcome.OPEN

    @property
    def chance(self) -> int:
        """The probability in percent: the owner's, or else that of the stage."""
        if self.probability is not None:
            return self.probability
        stage = stage_named(self.stage)
        return stage.probability if stage else 0

    def derive(self) -> None:
        self.pipeline = self.pipeline or usual_pipeline()
        self.stage = self.stage or first_stage(self.pipeline)
        self._follow_pipeline()
        self.currency = settled_currency(self)
        moment = self.written_at or timezone.now()
        stage = stage_named(self.stage)
        if self.stage != self.entered_stage:
            self.entered_stage, self.stage_entered_at = self.stage, moment
            if stage and stage.is_open and self.closed_at:
                self._forget_ending()
        if stage:
            self.pipeline = stage.pipeline.code
            self.outcome = stage.outcome
            self.closed_at = None if stage.is_open else self.closed_at or moment
        self.amount_base = in_base(self.amount, self.currency)
        weight = {"won": 100, "lost": 0}.get(self.outcome, self.chance)
        self.weighted_base = None if self.amount_base is None else self.amount_base * weight / 100

    def _follow_pipeline(self) -> None:
        """Who only chooses another pipeline means its first stage, or the end that the deal has come to."""
        before = self.stored_before
        if before is None or before["pipeline"] == self.pipeline or before["stage"] != self.stage:
            return
        self.stage = first_stage(self.pipeline) if self.is_open else final_stage(self.pipeline, self.outcome)

    def _forget_ending(self) -> None:
        """A deal that is open again has not ended in any way; how it had is told by its history."""
        self.win_reason = self.loss_reason = self.closing_note = ""
        self.lost_to_id = None

    def check_new(self, *, by: "User | None") -> None:
        """A deal may begin in a later stage as long as nothing is missing for it; one that has ended is history."""
        from caruso.sales.rules.going_on import refuse_entering

        stage = stage_named(self.stage)
        if stage is None or (stage.is_open and self.stage != first_stage(self.pipeline)):
            refuse_entering(self, None)

    def check_change(self, changes: Mapping[str, Any], *, by: "User | None") -> None:
        from caruso.sales.rules.going_on import (
            refuse_entering,
            refuse_leaving_pipeline,
            refuse_losing_without_reason,
        )

        if "stage" in changes and self.redrawn:
            return
        if "pipeline" in changes:
            refuse_leaving_pipeline(type(self).objects.get(pk=self.pk), changes["pipeline"][0])
        if "stage" in changes:
            refuse_entering(self, stage_named(changes["stage"][0]))
        elif self.outcome == StageOutcome.LOST and {"loss_reason", "lost_to", "closing_note"} & changes.keys():
            refuse_losing_without_reason(self)

    def enter(self, stage: "Stage | str", *, by: "User", at: datetime | None = None) -> None:
        """Go to another stage. Raises ValidationError where something is missing for it."""
        self.change({"stage": stage if isinstance(stage, str) else stage.code}, by=by, at=at)

    def win(
        self,
        *,
        by: "User",
        reason: str = "",
        note: str = "",
        amount: Decimal | None = None,
        currency: str = "",
        at: datetime | None = None,
        **options: Any,
    ) -> None:
        """The deal is ours, for this amount (in this currency) if one is given. Raises ValidationError where an approval
        is missing."""
        stage = final_stage(self.pipeline, StageOutcome.WON)
        values: dict[str, Any] = {"stage": stage, "win_reason": reason, "closing_note": note}
        if amount is not None:
            values |= {"amount": amount, "currency": currency or self.currency}
        self.change(values, by=by, kind="won", at=at, **options)

    def lose(
        self, *, by: "User", reason: str, to: "Account | None" = None, note: str = "", at: datetime | None = None
    ) -> None:
        """The deal is lost: why, and to whom. Raises ValidationError by field for what is not said."""
        stage = final_stage(self.pipeline, StageOutcome.LOST)
        values = {"stage": stage, "loss_reason": reason, "lost_to": to.pk if to else None, "closing_note": note}
        self.change(values, by=by, kind="lost", at=at)

    def reopen(self, *, by: "User", at: datetime | None = None) -> None:
        """It has not ended after all: back to the stage it was in before. An open deal stays as it is."""
        if not self.is_open:
            self.change({"stage": self._stage_before_the_end()}, by=by, kind="reopened", at=at)

    def _stage_before_the_end(self) -> str:
        """As the deal's events tell; the first of the pipeline where that stage is not in use any more."""
        from caruso.kernel.models import Event

        events = Event.objects.filter(object=self.described.key, record=self.pk).order_by("-id")[:100]
        for event in events:
            old, new = event.changes.get("stage", (None, None))
            before = stage_named(old) if old and new == self.stage else None
            if before and before.is_open and before.archived_at is None:
                return before.code
        return first_stage(self.pipeline)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        found = [("customers.account", self.account_id), ("customers.contact", self.contact_id)]
        return [(object, number) for object, number in found if number]

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Opportunity | None") -> None:
        """What must be true of several fields together. Raises ValidationError with a message per field."""
        probability = values.get("probability")
        if probability is not None and probability > 100:
            raise ValidationError({"probability": _("At most 100 percent.")})
