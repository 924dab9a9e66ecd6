"""Invoices and credit notes: what is to be paid."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import MoneyColumn
from caruso.kernel.numbering import next_number
from caruso.sales.models.document import Document
from caruso.sales.models.line import Line
from caruso.sales.models.money import in_base, settled_currency
from caruso.sales.rules.totals import Part, Totals

NOTHING = Decimal(0)


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("invoice")
    CREDIT_NOTE = "credit_note", _("credit note")


class InvoiceState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    PARTLY_SETTLED = "partly", _("settled in part")
    PAID = "paid", _("paid")
    CREDITED = "credited", _("credited")


#: Something is still to be paid.
OPEN = (InvoiceState.ISSUED, InvoiceState.PARTLY_SETTLED)
#: The series of numbers, each without gaps in its year.
SERIES = {
    InvoiceKind.INVOICE: ("sales.invoice", "INV-{year}-{number:05}"),
    InvoiceKind.CREDIT_NOTE: ("sales.credit_note", "CN-{year}-{number:05}"),
}
#: What may still be written on an issued one.
NEVER_FROZEN = {
    "owner", "team", "state", "paid_total", "credited_total", "balance", "paid_on", "reminders", "reminded_on",
    "sent_at", "sent_to",
}  # fmt: skip


class Invoice(Document):
    """A demand for payment, or with `kind` credit note the giving back. It takes its number when it is issued.

    `balance` is what is still open; of a credit note what is still to be given back. `credited_total` is what credit
    notes have settled of it; of a credit note what it has settled of invoices. All amounts are positive.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=InvoiceKind, default=InvoiceKind.INVOICE, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=InvoiceState, default=InvoiceState.DRAFT, editable=False
    )
    order = models.ForeignKey(
        "sales.Order", models.SET_NULL, null=True, blank=True, related_name="invoices", verbose_name=_("order")
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    #: What came back and is paid back by this credit note. Its index holds the few invoices that have one.
    returned = models.ForeignKey(
        "sales.Return",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="credit_notes",
        verbose_name=_("return"),
    )
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    issued_on = models.DateField(_("issued"), null=True, editable=False)
    sold_on = models.DateField(_("day of sale"), null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay"), null=True, blank=True, help_text=_("Empty: as agreed with the customer.")
    )
    due_on = models.DateField(_("due"), null=True, editable=False)
    paid_total = MoneyColumn(_("paid"), default=NOTHING, editable=False)
    credited_total = MoneyColumn(_("credited"), default=NOTHING, editable=False)
    balance = MoneyColumn(_("still open"), default=NOTHING, editable=False, base_column="balance_base")
    balance_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    paid_on = models.DateField(_("paid on"), null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0, editable=False)
    reminded_on = models.DateField(_("last reminded"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent by e-mail"), null=True, editable=False)
    sent_to = models.EmailField(_("sent to"), blank=True, editable=False)
    #: Seller and buyer as they were when it was issued, and the rate of its tax in the country's money.
    parties = models.JSONField(default=dict, editable=False)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = (*Document.HIDDEN_COLUMNS, "balance_base", "parties")
    #: They are taken from the customer on the day it is issued.
    ADDRESSES: ClassVar[Mapping[str, str]] = {}
    SORT_COLUMNS: ClassVar[dict[str, str]] = {**Document.SORT_COLUMNS, "balance": "balance_base"}
    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {"draft": "gray", "issued": "blue", "partly": "amber", "paid": "green", "credited": "violet"},
        "kind": {"invoice": "blue", "credit_note": "violet"},
    }

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes: ClassVar[list[models.Index]] = [
            *(
                models.Index(fields=columns, name=f"invoice_by_{name}", condition=models.Q(binned_at=None))
                for name, columns in {
                    "updated": ["updated_at", "id"],
                    "owner": ["owner", "updated_at", "id"],
                    "team": ["team", "updated_at", "id"],
                    "state": ["state", "due_on", "id"],
                    "account": ["account", "issued_on", "id"],
                    "issued": ["issued_on", "id"],
                    "number": ["number", "id"],
                    "due": ["due_on", "id"],
                }.items()
            ),
            models.Index(fields=["returned"], name="invoice_of_return", condition=models.Q(returned__isnull=False)),
            models.Index(
                fields=["account", "due_on"], name="invoice_open", condition=models.Q(state__in=["issued", "partly"])
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="invoice_number_once")
        ]

    def __str__(self) -> str:
        if self.number:
            return self.number
        return str(_("draft of a credit note") if self.is_credit_note else _("draft of an invoice"))

    def derive(self) -> None:
        """Amounts in the firm's currency are those of the day it was issued, whenever it is paid."""
        super().derive()
        self.net_base = in_base(self.net_total, self.currency, self.issued_on)
        self.gross_base = in_base(self.gross_total, self.currency, self.issued_on)
        self.balance_base = in_base(self.balance, self.currency, self.issued_on)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        order = [("sales.order", self.order_id)] if self.order_id else []
        return [*super().timeline_subjects(), *order]

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def is_draft(self) -> bool:
        return self.state == InvoiceState.DRAFT

    @property
    def is_editable(self) -> bool:
        """Whether its lines may be written by hand: those that come from an order or an invoice are as they are there."""
        return self.is_draft and not self.corrects_id and not self.order_id

    @property
    def is_final(self) -> bool:
        return not self.is_draft

    @property
    def is_overdue(self) -> bool:
        return self.state in OPEN and not self.is_credit_note and (self.due_on or date.max) < timezone.localdate()

    @property
    def days_to_pay(self) -> int | None:
        """Those of its own, or what is agreed with the customer; nobody waits for the money of a credit note."""
        from caruso.sales.models.credit_terms import payment_days_of

        if self.is_credit_note:
            return None
        return payment_days_of(self.account_id) if self.payment_days is None else self.payment_days

    def due_if_issued(self, on: date) -> date | None:
        days = self.days_to_pay
        return None if days is None else on + timedelta(days=days)

    def create(
        self,
        *,
        by: Any,
        lines: Sequence[Any] | None = None,
        keep_taxes: bool = False,
        quantities: Mapping[int, Decimal] | None = None,
        **options: Any,
    ) -> Self:
        """Draft it. Of an order it takes these quantities (order line → how much), or everything that is open."""
        from caruso.sales.counting import locked, recount
        from caruso.sales.from_order import take_from_order

        with transaction.atomic():
            self.currency = settled_currency(self)
            if self.order is not None and lines is None:
                order = locked(self.order)
                lines, keep_taxes = take_from_order(self, order, quantities), True
            super().create(by=by, lines=lines, keep_taxes=keep_taxes, **options)
            if self.order is not None:
                recount(locked(self.order), by=by)
        return self

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        was = changes.get("state", [self.state])[0]
        if was != InvoiceState.DRAFT and (frozen := set(changes) - NEVER_FROZEN - set(self.described.custom_fields)):
            raise ValidationError(
                dict.fromkeys(frozen, _("An issued invoice stays as it is. Correct it by a credit note."))
            )
        stays = {"account", "order", "currency", "discount_percent", "rounding"} & changes.keys()
        if stays and was == InvoiceState.DRAFT and not self.is_editable and self.lines.exists():
            raise ValidationError(_("A draft with lines from an order stays with that order and its customer."))

    def check_bin(self, *, by: Any) -> None:
        if not self.is_draft:
            raise ValidationError(_("An issued invoice is never deleted. Correct it by a credit note."))
        for line in self.lines.filter(period__isnull=False).select_related("period"):
            until = self.order.billing_until if self.order else None
            if until is None or line.period.starts_on <= until:
                raise ValidationError(_("This period of the subscription would only be drafted again; end it first."))

    def check_restore(self, *, by: Any) -> None:
        if (self.order_id or self.corrects_id) and self.lines.exists():
            raise ValidationError(_("Draft it anew, because its quantities may be taken by now."))

    def issue(self, *, by: Any, on: date | None = None) -> None:
        """Take the next number and freeze it; open payments of the account settle it, a credit note its invoice.

        `on` is the day, today unless said. Raises ValidationError for what cannot be issued.
        """
        from caruso.sales.parties import parties_of
        from caruso.sales.settling import locked_account, settle_new

        day = on or timezone.localdate()
        with transaction.atomic():
            locked_account(self.account_id)
            stored = Invoice.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if not stored.is_draft or stored.in_bin:
                raise ValidationError(_("It is issued already."))
            stored.refuse_unfit(by)
            series, pattern = SERIES[InvoiceKind(stored.kind)]
            parties: dict[str, Any] = {**parties_of(stored)}
            values: dict[str, Any] = {
                "number": next_number(series, day.year, pattern=pattern),
                "state": InvoiceState.ISSUED,
                "issued_on": day,
                "sold_on": stored.sold_on or day,
                "payment_days": stored.days_to_pay,
                "due_on": stored.due_if_issued(day),
                "balance": stored.gross_total,
                "billing_address": stored.billing_address or parties["buyer"]["text"],
            }
            parties |= self._own_tax_to_keep(stored, day)
            self.parties = parties
            Invoice.objects.filter(pk=self.pk).update(parties=parties)
            self.change(values, by=by, kind="issued", data={"number": values["number"]})
            settle_new(self, by=by)

    def sums(self, lines: Sequence[Any]) -> Totals:
        """A part of an order or an invoice comes to its share of the whole."""
        return self.share_totals or super().sums(lines)

    def _own_tax_to_keep(self, stored: "Invoice", day: date) -> dict[str, Any]:
        """The rate at which the tax is told in the country's money; whoever issues it hears where there is none."""
        from caruso.kernel.money import MissingRate
        from caruso.sales.tax_currency import find_own_tax

        try:
            found = find_own_tax(stored, day)
        except MissingRate as missing:
            self.notice = _(
                "The tax is not told in the country's own money yet. %(why)s Enter it, and print again."
            ) % {"why": missing}
            return {}
        return {"own_tax": found.kept()} if found else {}

    def parts(self, lines: Sequence[Any]) -> list[Part]:
        """What is on an invoice is to be paid now, however often."""
        return []

    def refuse_unfit(self, by: Any) -> None:
        """Raises ValidationError for a draft that cannot be issued as it is."""
        from caruso.sales.discount_limits import refuse_discount

        if not self.lines.exists():
            raise ValidationError(_("There is nothing on it yet."))
        refuse_discount(self, by)
        if self.gross_total < 0:
            raise ValidationError(_("It comes to less than nothing; write a credit note instead."))

    def credit(
        self, *, by: Any, quantities: Mapping[int, Decimal] | None = None, reason: str = "", returned: Any = None
    ) -> "Invoice":
        """The draft of a credit note over these quantities (line → how much), or over all that is not credited yet."""
        from caruso.sales.from_invoice import credit_note

        return credit_note(self, quantities, by=by, reason=reason, returned=returned)

    def credit_whole(self, *, by: Any) -> None:
        """The draft of a credit note over all that is not credited yet."""
        self.credit(by=by)

    lines: Any
    #: What a part comes to, worked out from the whole, while it is drafted.
    share_totals: Totals | None = None


class InvoiceLine(Line):
    """`order_line` is what it takes the quantity from, `corrects_line` what a credit note gives back of.

    `period` is the time that a subscription is paid for.
    """

    document = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        "sales.OrderLine", models.PROTECT, null=True, blank=True, related_name="invoice_lines"
    )
    corrects_line = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="credited_by")
    period = models.OneToOneField(
        "sales.SubscriptionPeriod", models.SET_NULL, null=True, blank=True, related_name="invoice_line"
    )

    class Meta(Line.Meta):
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")


Invoice.LINES = InvoiceLine
