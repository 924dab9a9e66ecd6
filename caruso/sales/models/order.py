"""Orders: what the customer has said yes to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import MoneyColumn
from caruso.sales.models.credit_terms import decides_about_credit
from caruso.sales.models.document import Document
from caruso.sales.models.line import Line


class OrderState(models.TextChoices):
    HELD = "held", _("on hold")
    CONFIRMED = "confirmed", _("confirmed")
    PARTLY_SENT = "partly", _("sent in part")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


#: Of these something can still be delivered or invoiced.
UNDER_WAY = (OrderState.CONFIRMED, OrderState.PARTLY_SENT, OrderState.SHIPPED, OrderState.DELIVERED)


class Order(Document):
    """A sale. Deliveries, returns and invoices say how much of each line they took.

    `hold_reason` is why it waits for somebody's yes; `billing_until` is the last day of its subscriptions.
    """

    quote = models.ForeignKey(
        "sales.Quote", models.SET_NULL, null=True, blank=True, related_name="orders", verbose_name=_("quote")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=OrderState, default=OrderState.CONFIRMED, editable=False
    )
    ordered_on = models.DateField(_("ordered"), null=True, blank=True)
    wanted_on = models.DateField(_("wanted by"), null=True, blank=True)
    hold_reason = models.CharField(_("why it is on hold"), max_length=250, blank=True, editable=False)
    billing_until = models.DateField(_("subscriptions end"), null=True, blank=True)
    invoiced_total = MoneyColumn(_("invoiced net"), default=Decimal(0), editable=False)

    NUMBERING = "O-{year}-{number:05}"
    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {
            "held": "red",
            "confirmed": "blue",
            "partly": "amber",
            "shipped": "indigo",
            "delivered": "teal",
            "closed": "green",
            "cancelled": "gray",
        }
    }

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=columns, name=f"order_by_{name}", condition=models.Q(binned_at=None))
            for name, columns in {
                "updated": ["updated_at", "id"],
                "owner": ["owner", "updated_at", "id"],
                "team": ["team", "updated_at", "id"],
                "state": ["state", "updated_at", "id"],
                "day": ["ordered_on", "id"],
                "account": ["account", "ordered_on", "id"],
                "number": ["number", "id"],
            }.items()
        ]

    @property
    def hue(self) -> str:
        return str(self.COLOURS["state"][self.state])

    @property
    def is_held(self) -> bool:
        return self.state == OrderState.HELD

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_touched(self) -> bool:
        """Whether something was delivered, returned or invoiced, so that the lines stand as they are."""
        return bool(self.deliveries.exists() or self.invoices.live().exists() or self.returns.exists())

    @property
    def is_editable(self) -> bool:
        return self.state in (OrderState.HELD, OrderState.CONFIRMED) and not self.is_touched and not self.is_handed_over

    @property
    def is_final(self) -> bool:
        """What is closed or cancelled is opened again before it is written."""
        return self.state in (OrderState.CLOSED, OrderState.CANCELLED)

    @property
    def is_handed_over(self) -> bool:
        """Whether the back office has it, so that it stays as it is."""
        newest = {one.target: one for one in self.handovers.exclude(state="recalled").order_by("pk")}
        return any(one.is_there and not one.is_cancellation for one in newest.values())

    @property
    def can_be_cancelled(self) -> bool:
        """As long as nothing went out; where the back office has it, it is told."""
        return self.state in (OrderState.HELD, OrderState.CONFIRMED) and not self.is_touched

    def create(self, *, by: Any, **options: Any) -> Self:
        """Write a new order; where nobody said when it was ordered, that is the day on which it is made."""
        moment = self.created_at or options.get("at") or timezone.now()
        self.ordered_on = self.ordered_on or timezone.localdate(moment)
        return super().create(by=by, **options)

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        if not SETTLED_WITH_THE_LINES & changes.keys() or self.is_editable:
            return
        if self.is_touched or self.is_handed_over:
            raise ValidationError(
                _("Something of this order is delivered or invoiced already, so it stays as it is. Make another order.")
            )
        raise ValidationError(
            _("The order is %(state)s; this cannot be done now."), params={"state": self.get_state_display()}
        )

    def check_bin(self, *, by: Any) -> None:
        if self.is_touched:
            raise ValidationError(_("Something of this order is delivered or invoiced; cancel it instead."))
        if self.is_handed_over:
            raise ValidationError(_("The back office has this order; cancel it instead, so that it is told."))

    def release(self, *, by: Any, reason: str = "") -> None:
        """Let an order on hold go on, for those who decide about what holds it: its credit, its discount, or both."""
        from caruso.sales.credit import held_by_credit
        from caruso.sales.discount_holds import open_question

        question = open_question(self)
        if (question is None or held_by_credit(self)) and not decides_about_credit(by):
            raise ValidationError(_("This is for somebody who decides about credit."))
        if question is None or by is None:
            return self.go_on(by=by, reason=reason)
        if not question.may_be_decided_by(by, self):
            who = question.asked_of or _("an administrator")
            raise ValidationError(_("The discount waits for a yes: %(who)s has been asked."), params={"who": who})
        question.approve(by=by, reason=reason)
        self.refresh_from_db()

    def go_on(self, *, by: Any, reason: str = "") -> None:
        """On hold → confirmed, once nothing holds it any more."""
        self._step(OrderState.CONFIRMED, {OrderState.HELD}, "released", by, hold_reason="", told={"reason": reason})

    def close(self, *, by: Any) -> None:
        """Nothing more is to come: what is left is neither delivered nor invoiced."""
        self._step(OrderState.CLOSED, set(UNDER_WAY), "closed", by, told={})

    def cancel(self, *, by: Any, reason: str = "") -> None:
        """Take an order back of which nothing has gone out or been invoiced."""
        with transaction.atomic():
            if self.is_touched:
                raise ValidationError(
                    _("Something of this order is delivered or invoiced. Take that back first, or close the order.")
                )
            states = {OrderState.HELD, OrderState.CONFIRMED}
            self._step(OrderState.CANCELLED, states, "cancelled", by, hold_reason="", told={"reason": reason})

    def reopen(self, *, by: Any) -> None:
        """Go on with an order that was closed or cancelled."""
        from caruso.sales.counting import recount

        with transaction.atomic():
            states = {OrderState.CLOSED, OrderState.CANCELLED}
            self._step(OrderState.CONFIRMED, states, "reopened", by, told={})
            recount(self, by=by)

    def _step(
        self, to: OrderState, states: set[OrderState], kind: str, by: Any, *, told: dict[str, Any], **values: Any
    ) -> None:
        """Go from one of these states to another, asked of the stored one. Raises ValidationError from any other."""
        with transaction.atomic():
            stored = Order.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if stored.state not in states:
                raise ValidationError(
                    _("The order is %(state)s; this cannot be done now."),
                    params={"state": stored.get_state_display()},
                )
            self.change(
                {"state": to, **values}, by=by, kind=kind, data={name: one for name, one in told.items() if one}
            )

    lines: Any
    deliveries: Any
    invoices: Any
    returns: Any
    handovers: Any


#: What lines and prices rest on.
SETTLED_WITH_THE_LINES = {
    "account",
    "currency",
    "discount_percent",
    "rounding",
    "net_total",
    "tax_total",
    "gross_total",
}


class OrderLine(Line):
    """What was ordered, with the quantities that deliveries, returns and invoices have taken of it.

    `planned` is in deliveries that have not left, `delivered` in those that have; `returned` came back, of it `replaced`
    to be sent anew and `refunded` to be paid back. `invoiced` stands in live invoices less what was credited, and
    `invoiced_net` is its net. All are counted anew from those documents by `counting.recount`, never added up by hand.
    """

    document = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    planned = models.DecimalField(_("planned"), max_digits=14, decimal_places=4, default=Decimal(0))
    delivered = models.DecimalField(_("delivered"), max_digits=14, decimal_places=4, default=Decimal(0))
    returned = models.DecimalField(_("returned"), max_digits=14, decimal_places=4, default=Decimal(0))
    replaced = models.DecimalField(_("replaced"), max_digits=14, decimal_places=4, default=Decimal(0))
    refunded = models.DecimalField(_("refunded"), max_digits=14, decimal_places=4, default=Decimal(0))
    invoiced = models.DecimalField(_("invoiced"), max_digits=14, decimal_places=4, default=Decimal(0))
    invoiced_net = models.DecimalField(_("invoiced net"), max_digits=18, decimal_places=2, default=Decimal(0))
    next_invoice_on = models.DateField(_("next invoice"), null=True, blank=True)

    @property
    def is_delivered(self) -> bool:
        """Whether it is something that is handed over; subscriptions are only invoiced."""
        return self.counts and not self.recurring

    @property
    def to_deliver(self) -> Decimal:
        """What can still be planned."""
        return self.quantity + self.replaced - self.planned - self.delivered if self.is_delivered else Decimal(0)

    @property
    def to_return(self) -> Decimal:
        return self.delivered - self.returned

    @property
    def to_invoice(self) -> Decimal:
        """What can still be invoiced; subscriptions have their periods instead."""
        return max(self.quantity - self.refunded - self.invoiced, Decimal(0)) if self.is_delivered else Decimal(0)

    @property
    def delivered_not_invoiced(self) -> Decimal:
        gone = self.delivered - self.replaced - self.refunded
        return max(min(gone - self.invoiced, self.to_invoice), Decimal(0))

    @property
    def ready_to_invoice(self) -> Decimal:
        """What was delivered and not invoiced; all of a service that no delivery takes along."""
        waits_for_delivery = self.planned or self.delivered or not (self.product and self.product.is_service)
        return self.delivered_not_invoiced if waits_for_delivery else self.to_invoice

    class Meta(Line.Meta):
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_invoice_on"], name="order_line_to_bill", condition=models.Q(next_invoice_on__isnull=False)
            )
        ]


Order.LINES = OrderLine
