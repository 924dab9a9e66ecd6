"""Returns: what a customer sends back, why, and what they get for it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.models import Record


class ReturnReason(models.TextChoices):
    DAMAGED = "damaged", _("damaged")
    FAULTY = "faulty", _("does not work")
    WRONG = "wrong", _("not what was ordered")
    LATE = "late", _("came too late")
    UNWANTED = "unwanted", _("no longer wanted")
    OTHER = "other", _("other")


class ReturnOutcome(models.TextChoices):
    REFUND = "refund", _("money back")
    REPLACEMENT = "replacement", _("replacement")


class ReturnState(models.TextChoices):
    EXPECTED = "expected", _("expected")
    RECEIVED = "received", _("received")
    REFUSED = "refused", _("refused")


class Return(Record):
    """Goods on their way back. What is received is counted on the order's lines, by its outcome."""

    NUMBERING = "R-{year}-{number:05}"

    number = models.CharField(pgettext_lazy("of a document", "number"), max_length=40, blank=True, editable=False)
    order = models.ForeignKey("sales.Order", models.PROTECT, related_name="returns", verbose_name=_("order"))
    account = models.ForeignKey(
        "customers.Account", models.PROTECT, editable=False, related_name="returns", verbose_name=_("account")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReturnState, default=ReturnState.EXPECTED, editable=False
    )
    reason = models.CharField(_("reason"), max_length=10, choices=ReturnReason, default=ReturnReason.OTHER)
    outcome = models.CharField(
        _("what the customer gets"), max_length=12, choices=ReturnOutcome, default=ReturnOutcome.REFUND
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    received_on = models.DateField(_("received"), null=True, editable=False)

    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {"expected": "amber", "received": "green", "refused": "gray"},
        "outcome": {"refund": "violet", "replacement": "blue"},
    }

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="return_by_updated", condition=models.Q(binned_at=None))
        ]

    lines: Any

    def __str__(self) -> str:
        return self.number

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.order", self.order_id), ("customers.account", self.account_id)]

    @property
    def hue(self) -> str:
        return str(self.COLOURS["state"][self.state])

    @property
    def is_expected(self) -> bool:
        return self.state == ReturnState.EXPECTED

    def derive(self) -> None:
        self.account_id = self.order.account_id

    def create(self, *, by: Any, quantities: Mapping[int, Decimal] | None = None, **options: Any) -> Self:
        """Announce a return of these quantities (order line → how much), or of everything that was delivered.

        Raises ValidationError for more than the customer has and has not announced, asked with the order locked.
        """
        from caruso.sales.counting import expected_back, locked, wanted_of

        with transaction.atomic():
            order = locked(self.order)
            wanted = wanted_of(order, quantities, "to_return", less=expected_back(order))
            super().create(by=by, **{"data": {"lines": [one.told() for one in wanted]}, **options})
            ReturnLine.objects.bulk_create(
                ReturnLine(returned=self, order_line=one.line, quantity=one.quantity) for one in wanted
            )
        return self

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        if "outcome" in changes and self.state == ReturnState.RECEIVED:
            raise ValidationError({"outcome": _("The return is received; what the customer gets is settled.")})
        if {"order", "account"} & changes.keys() and self.lines.exists():
            raise ValidationError({"order": _("A return stays with its order.")})

    def check_bin(self, *, by: Any) -> None:
        if self.state != ReturnState.REFUSED and self.lines.exists():
            raise ValidationError(_("Refuse the return first, so that the order counts it no more."))

    def receive(self, *, by: Any) -> None:
        """The goods are here: a replacement can be sent, or the money given back by a credit note, which is drafted."""
        from caruso.sales.from_return import draft_refund

        with transaction.atomic():
            self._step(ReturnState.RECEIVED, by, {"received_on": timezone.localdate()})
            if self.outcome == ReturnOutcome.REFUND:
                draft_refund(self, by=by)

    def refuse(self, *, by: Any) -> None:
        """They do not come, or are not taken back."""
        self._step(ReturnState.REFUSED, by, {})

    def _step(self, to: ReturnState, by: Any, values: dict[str, Any]) -> None:
        from caruso.sales.counting import locked, recount

        with transaction.atomic():
            order = locked(self.order)
            stored = Return.objects.get(pk=self.pk)
            if stored.state != ReturnState.EXPECTED:
                raise ValidationError(
                    _("The return is %(state)s already."), params={"state": stored.get_state_display()}
                )
            self.change({"state": to, **values}, by=by, kind=str(to))
            recount(order, by=by)


class ReturnLine(models.Model):
    """How much of a line of the order comes back."""

    returned = models.ForeignKey(Return, models.CASCADE, related_name="lines")
    order_line = models.ForeignKey("sales.OrderLine", models.PROTECT, related_name="return_lines")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = _("line of a return")
        verbose_name_plural = _("lines of returns")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["returned", "order_line"], name="return_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="return_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"
