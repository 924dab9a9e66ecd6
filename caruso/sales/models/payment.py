"""Payments: money received or given back, and which invoices it settles."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.columns import MoneyColumn, OfferedColumn
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.money import in_base, own_currency

NOTHING = Decimal(0)


class PaymentMethod(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    CASH = "cash", _("cash")
    CARD = "card", _("card")
    PAYPAL = "paypal", _("PayPal")
    CHEQUE = "cheque", _("cheque")
    OTHER = "other", _("other")


def _today() -> date:
    return timezone.localdate()


class Payment(Record):
    """Money from an account; a negative amount was paid back to it.

    `open_amount` is what settles no invoice yet and stands to the account's credit; of a refund, what belongs to no
    credit note and no over-payment. `gives_back` is the payment that a refund returns a part of.
    """

    NUMBERING = "P-{year}-{number:05}"

    number = models.CharField(pgettext_lazy("of a document", "number"), max_length=40, blank=True, editable=False)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="payments", verbose_name=_("account"))
    amount = MoneyColumn(_("amount"), base_column="amount_base")
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    amount_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    open_amount = MoneyColumn(_("not allocated"), default=NOTHING, editable=False)
    received_on = models.DateField(_("received"), default=_today)
    method = models.CharField(_("method"), max_length=10, choices=PaymentMethod, default=PaymentMethod.TRANSFER)
    reference = models.CharField(_("reference"), max_length=140, blank=True)
    gives_back = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="given_back",
        verbose_name=_("gives back"),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    external_id = models.CharField(_("number elsewhere"), max_length=120, blank=True)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("amount_base",)
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"amount": "amount_base"}

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received_on", "id"], name="payment_by_day", condition=models.Q(binned_at=None)),
            models.Index(fields=["updated_at", "id"], name="payment_by_updated", condition=models.Q(binned_at=None)),
            models.Index(fields=["account", "received_on"], name="payment_by_account"),
        ]

    allocations: Any
    given_back: Any

    def __str__(self) -> str:
        return self.number

    def derive(self) -> None:
        self.amount_base = in_base(self.amount, self.currency, self.received_on)
        if self.pk is None:
            self.open_amount = NOTHING if self.gives_back_id else self.amount

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("customers.account", self.account_id)]

    @property
    def is_open(self) -> bool:
        return self.open_amount > 0

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Payment | None") -> None:
        if "amount" in values and not values["amount"]:
            raise ValidationError({"amount": _("A payment of nothing is none.")})

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        if {"amount", "currency", "account"} & changes.keys() and (
            self.allocations.exists() or self.given_back.exists() or self.gives_back_id
        ):
            raise ValidationError(_("This payment settles something already. Take that back first."))

    def check_bin(self, *, by: Any) -> None:
        if self.given_back.live().exists():
            raise ValidationError(_("A part of this payment was given back."))

    def allocate(self, *, by: Any) -> None:
        """Settle what is open: the invoices that its reference names first, then the oldest.

        Raises ValidationError where there is none to settle.
        """
        from caruso.sales.settling import allocate_automatically, locked_account

        with transaction.atomic():
            locked_account(self.account_id)
            self.refresh_from_db()
            before = self.open_amount
            allocate_automatically(self, by=by)
            if self.open_amount == before:
                raise ValidationError(_("No invoice of this customer is open in this currency."))

    def take_back_allocations(self, *, by: Any) -> None:
        """Let it settle nothing any more; the invoices are open again."""
        from caruso.sales.settling import locked_account, take_back

        with transaction.atomic():
            locked_account(self.account_id)
            take_back(self, by=by)

    def give_back(self, amount: Decimal, *, by: Any, method: str = "", note: str = "") -> "Payment":
        """Pay back what is open of it, or a part. Raises ValidationError for more."""
        from caruso.sales.settling import locked_account, refresh_payment

        with transaction.atomic():
            locked_account(self.account_id)
            stored = Payment.objects.get(pk=self.pk)
            if not NOTHING < amount <= stored.open_amount:
                raise ValidationError(_("No more can be given back than stands to the customer's credit."))
            refund = Payment(
                account_id=stored.account_id,
                amount=-amount,
                currency=stored.currency,
                method=method or stored.method,
                gives_back=stored,
                note=note,
                owner_id=self.owner_id,
                team_id=self.team_id,
            ).create(by=by)
            refresh_payment(self, by=by)
        return refund

    def give_back_rest(self, *, by: Any) -> None:
        self.refresh_from_db()
        self.give_back(self.open_amount, by=by)


class Allocation(models.Model):
    """The part of a payment that settles an invoice, or of a refund a credit note; in their currency, always positive."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="allocations")
    invoice = models.ForeignKey("sales.Invoice", models.PROTECT, related_name="allocations")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["payment", "invoice"], name="allocation_once")
        ]

    def __str__(self) -> str:
        return f"{self.amount}"


class Offset(models.Model):
    """The part of a credit note that settles an invoice."""

    credit_note = models.ForeignKey("sales.Invoice", models.PROTECT, related_name="offsets")
    invoice = models.ForeignKey("sales.Invoice", models.PROTECT, related_name="offset_by")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = _("set-off")
        verbose_name_plural = _("set-offs")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["credit_note", "invoice"], name="offset_once")
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
