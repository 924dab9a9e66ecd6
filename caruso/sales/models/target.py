"""Targets: what a person, a team or the firm shall reach in a period."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import ChoicesColumn, MoneyColumn, OfferedColumn
from caruso.kernel.countries import COUNTRIES, country_name
from caruso.kernel.models import Record, User
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.money import in_base, own_currency


class Measure(models.TextChoices):
    WON = "won", _("amount won")
    ORDERED = "ordered", _("amount ordered")
    INVOICED = "invoiced", _("amount invoiced")
    DEALS = "deals", _("deals won")
    ACTIVITIES = "activities", _("activities done")


class Span(models.TextChoices):
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    FREE = "free", _("from one day to another")


#: Those counted in pieces, not in money.
COUNTED = (Measure.DEALS, Measure.ACTIVITIES)
#: What is asked for by what is measured.
_IN_MONEY, _IN_PIECES = "measure not in (deals, activities)", "measure in (deals, activities)"


class Target(Record):
    """A goal of the owner; without an owner that of the team, without a team that of the firm.

    `amount` is the goal of what is measured in money, `pieces` of what is counted, which has no category. A month,
    quarter or year is that of the first day.
    """

    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    measure = models.CharField(_("what is measured"), max_length=10, choices=Measure, default=Measure.WON)
    amount = MoneyColumn(_("amount"), null=True, blank=True, base_column="amount_base")
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    amount_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    pieces = models.PositiveIntegerField(_("number"), null=True, blank=True)
    span = models.CharField(_("period"), max_length=7, choices=Span, default=Span.QUARTER)
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only for a period of your own."))
    territories = ChoicesColumn(_("territory"), offer=COUNTRIES, help_text=_("None chosen: everywhere."))
    category = models.ForeignKey(
        "sales.ProductCategory",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("product category"),
    )

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("amount_base",)
    VISIBLE_WHEN: ClassVar[dict[str, str]] = {
        "amount": _IN_MONEY,
        "currency": _IN_MONEY,
        "category": _IN_MONEY,
        "pieces": _IN_PIECES,
    }
    REQUIRED_WHEN: ClassVar[dict[str, str]] = {"amount": _IN_MONEY, "pieces": _IN_PIECES}
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"amount": "amount_base"}
    COLOURS: ClassVar[dict[str, Any]] = {
        "measure": {"won": "green", "ordered": "amber", "invoiced": "blue", "deals": "teal", "activities": "violet"}
    }

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="target_by_updated", condition=models.Q(binned_at=None)),
            models.Index(fields=["last_day", "first_day"], name="target_by_period", condition=models.Q(binned_at=None)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_counted(self) -> bool:
        return self.measure in COUNTED

    @property
    def goal(self) -> Decimal:
        """In pieces, or in the firm's currency."""
        return Decimal(self.pieces or 0) if self.is_counted else self.amount_base or Decimal(0)

    @property
    def territory(self) -> str:
        """The names of its countries; empty for everywhere."""
        return ", ".join(country_name(code) for code in self.territories)

    def derive(self) -> None:
        from caruso.sales.rules.periods import SPANS, period_of

        # A form that is being filled in may lack its day.
        if self.first_day and self.span in SPANS:
            period = period_of(self.span, self.first_day)
            self.first_day, self.last_day = period.first, period.last
        self.last_day = self.last_day or self.first_day
        if self.is_counted:
            self.category = None
        self.amount_base = in_base(self.amount, self.currency)

    def check_change(self, changes: Mapping[str, Any], *, by: User | None) -> None:
        """Nobody lowers the own bar: who changes the team's targets does, or who set it."""
        if by is None or by.pk != self.owner_id or by.pk == self.created_by_id:
            return
        if by.access.scope(self.described.key, "edit") == "own":
            raise ValidationError(_("Somebody else has set this target for you; please talk with them."))

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Target | None") -> None:
        """What must be true of several fields together. Raises ValidationError with a message per field."""

        def held(name: str) -> Any:
            return values.get(name, getattr(record, name, None))

        counted = held("measure") in COUNTED
        wanted = "pieces" if counted else "amount"
        if not held(wanted) or held(wanted) <= 0:
            raise ValidationError({wanted: _("Say how much is to be reached.")})
        if held("span") == Span.FREE:
            _refuse_backwards(held("first_day"), held("last_day"))


def _refuse_backwards(first: date | None, last: date | None) -> None:
    if last is None:
        raise ValidationError({"last_day": _("Say until when.")})
    if first is not None and last < first:
        raise ValidationError({"last_day": _("This is before the first day.")})


class TargetAlert(models.Model):
    """Somebody has been told that a target's pace fell under this step: once is enough."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="alerts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("alert about a target")
        verbose_name_plural = _("alerts about targets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["target", "person", "step"], name="target_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.step} %"
