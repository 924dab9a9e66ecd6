"""Deliveries: what of an order leaves the house, with whom, and where it is."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.columns import OfferedColumn
from caruso.kernel.models import Record
from caruso.sales.models.carrier import carrier_choices, carrier_named, retired_carriers


class DeliveryState(models.TextChoices):
    PLANNED = "planned", _("planned")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CANCELLED = "cancelled", _("cancelled")


class Delivery(Record):
    """A part of an order, or all of it, on its way to the customer."""

    NUMBERING = "D-{year}-{number:05}"

    number = models.CharField(pgettext_lazy("of a document", "number"), max_length=40, blank=True, editable=False)
    order = models.ForeignKey("sales.Order", models.PROTECT, related_name="deliveries", verbose_name=_("order"))
    account = models.ForeignKey(
        "customers.Account", models.PROTECT, editable=False, related_name="deliveries", verbose_name=_("account")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState, default=DeliveryState.PLANNED, editable=False
    )
    carrier = OfferedColumn(_("carrier"), max_length=16, offer=carrier_choices, retired=retired_carriers)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    address = models.TextField(_("delivery address"), blank=True, max_length=1_000)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=250, blank=True)

    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {"planned": "gray", "shipped": "indigo", "delivered": "green", "cancelled": "gray"}
    }

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="delivery_by_updated", condition=models.Q(binned_at=None)),
            models.Index(fields=["state", "planned_on", "id"], name="delivery_by_state"),
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
    def tracking_url(self) -> str:
        """Where the customer follows it; empty without a number or with a carrier that has no such page."""
        carrier = carrier_named(self.carrier)
        return carrier.followed_at(self.tracking_number) if carrier is not None else ""

    @property
    def carrier_name(self) -> str:
        return str(carrier_named(self.carrier) or self.carrier)

    @property
    def is_planned(self) -> bool:
        return self.state == DeliveryState.PLANNED

    @property
    def is_on_its_way(self) -> bool:
        return self.state == DeliveryState.SHIPPED

    def derive(self) -> None:
        self.account_id = self.order.account_id

    def create(self, *, by: Any, quantities: Mapping[int, Decimal] | None = None, **options: Any) -> Self:
        """Plan a delivery of these quantities (order line → how much), or of everything that is open.

        Raises ValidationError for more than is open, which is asked with the order locked.
        """
        from caruso.sales.counting import locked, recount, wanted_of

        with transaction.atomic():
            order = locked(self.order)
            if not order.is_under_way:
                raise ValidationError(_("The order is %(state)s."), params={"state": order.get_state_display()})
            wanted = wanted_of(order, quantities, "to_deliver")
            super().create(by=by, **{"data": {"lines": [one.told() for one in wanted]}, **options})
            DeliveryLine.objects.bulk_create(
                DeliveryLine(delivery=self, order_line=one.line, quantity=one.quantity) for one in wanted
            )
            recount(order, by=by, at=options.get("at"))
        return self

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        if {"order", "account"} & changes.keys() and self.lines.exists():
            raise ValidationError({"order": _("A delivery stays with its order.")})

    def check_bin(self, *, by: Any) -> None:
        if self.state != DeliveryState.CANCELLED and self.lines.exists():
            raise ValidationError(_("Cancel the delivery first, so that the order counts it no more."))

    def ship(self, *, by: Any, email: str | None = None, at: datetime | None = None, **values: Any) -> None:
        """It leaves the house; `values` are the carrier and the tracking number, where they are known by now.

        The customer hears of it by whichever door it is done: at `email`, or where nothing is said at the address known;
        with an empty one nobody is told. Raises ValidationError; then nothing is changed.
        """
        from caruso.sales.sending.shipments import tell_customer

        with transaction.atomic():
            stamped = {"shipped_at": at or timezone.now(), **values}
            self._step(DeliveryState.SHIPPED, {DeliveryState.PLANNED}, by, stamped, at)
            tell_customer(self, by=by, email=email)

    def arrive(self, *, by: Any, at: datetime | None = None) -> None:
        """The customer has it."""
        now = at or timezone.now()
        stamps = {"delivered_at": now} | ({} if self.shipped_at else {"shipped_at": now})
        self._step(DeliveryState.DELIVERED, {DeliveryState.PLANNED, DeliveryState.SHIPPED}, by, stamps, at)

    def cancel(self, *, by: Any) -> None:
        """It does not go, or came back unopened: what was in it is open again."""
        from caruso.sales.counting import refuse_less_than_returned

        with transaction.atomic():
            self._step(
                DeliveryState.CANCELLED, {DeliveryState.PLANNED, DeliveryState.SHIPPED}, by, {"delivered_at": None}
            )
            refuse_less_than_returned(self.order)

    def _step(
        self,
        to: DeliveryState,
        states: set[DeliveryState],
        by: Any,
        values: dict[str, Any],
        at: datetime | None = None,
    ) -> None:
        from caruso.sales.counting import locked, recount

        with transaction.atomic():
            order = locked(self.order)
            stored = Delivery.objects.get(pk=self.pk)
            if stored.state not in states:
                raise ValidationError(
                    _("The delivery is %(state)s already."), params={"state": stored.get_state_display()}
                )
            self.change({"state": to, **values}, by=by, kind=str(to), at=at)
            recount(order, by=by, at=at)


class DeliveryLine(models.Model):
    """How much of a line of the order is in the delivery."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="lines")
    order_line = models.ForeignKey("sales.OrderLine", models.PROTECT, related_name="delivery_lines")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4)

    class Meta:
        verbose_name = _("line of a delivery")
        verbose_name_plural = _("lines of deliveries")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["delivery", "order_line"], name="delivery_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="delivery_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity}"
