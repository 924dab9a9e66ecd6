"""What quotes, orders and invoices have in common: a customer, lines, and totals that follow from the lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.columns import MoneyColumn, OfferedColumn
from caruso.kernel.countries import country_code, country_name
from caruso.kernel.models import Record
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.currencies import currency_choices
from caruso.kernel.values import stored_value
from caruso.sales.models.money import in_base, settled_currency
from caruso.sales.models.paid_parts import kept_parts, parts_told
from caruso.sales.models.tax_policy import in_one_stop_shop
from caruso.sales.models.tax_rate import TaxRate
from caruso.sales.rules.taxes import Treatment, taxation
from caruso.sales.rules.totals import Part, Rounding, Totals, parts, totals

NOTHING = Decimal(0)
#: Leaves room for the exchange into a currency of small units.
LARGEST_TOTAL = Decimal(10) ** 12
#: What is paid once and what every month or year is no one sum.
TOLD_APART: dict[str, Any] = {"parts_column": "paid_parts", "parts_of": parts_told}


class Document(Record):
    """A numbered paper with lines. Subclasses name the model of their lines in `LINES`, related as `lines`."""

    number = models.CharField(pgettext_lazy("of a document", "number"), max_length=40, blank=True, editable=False)
    account = models.ForeignKey(
        "customers.Account", models.PROTECT, related_name="%(class)ss", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("contact"),
    )
    opportunity = models.ForeignKey(
        "sales.Opportunity",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("opportunity"),
    )
    currency = OfferedColumn(
        _("currency"),
        max_length=3,
        offer=currency_choices,
        help_text=_("Empty: that of the opportunity, or else of the account."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    billing_address = models.TextField(_("billing address"), blank=True, max_length=1_000)
    delivery_address = models.TextField(_("delivery address"), blank=True, max_length=1_000)
    customer_reference = models.CharField(_("customer's reference"), max_length=120, blank=True)
    intro = models.TextField(_("words before the lines"), blank=True, max_length=5_000)
    terms = models.TextField(_("terms"), blank=True, max_length=10_000)
    discount_percent = models.DecimalField(
        _("discount on everything, in percent"), max_digits=7, decimal_places=4, default=Decimal(0)
    )
    rounding = models.CharField(_("tax rounded"), max_length=5, choices=Rounding.choices, default=Rounding.TOTAL)
    tax_country = models.CharField(_("taxed in"), max_length=2, blank=True, editable=False)
    reverse_charge = models.BooleanField(_("reverse charge"), default=False, editable=False)
    net_total = MoneyColumn(_("net"), default=Decimal(0), editable=False, base_column="net_base", **TOLD_APART)
    net_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    tax_total = MoneyColumn(_("tax"), default=Decimal(0), editable=False, **TOLD_APART)
    gross_total = MoneyColumn(_("total"), default=Decimal(0), editable=False, base_column="gross_base", **TOLD_APART)
    gross_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    discount_total = MoneyColumn(_("discount"), default=Decimal(0), editable=False, **TOLD_APART)
    cost_total = MoneyColumn(_("cost"), null=True, editable=False, **TOLD_APART)
    margin = MoneyColumn(_("margin"), null=True, editable=False, **TOLD_APART)
    tax_summary = models.JSONField(default=list, editable=False)
    paid_parts = models.JSONField(default=list, editable=False)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("net_base", "gross_base", "tax_summary", "paid_parts")
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"net_total": "net_base", "gross_total": "gross_base"}
    #: Fields that totals and taxes depend on, beside the lines.
    RECKONED_FROM: ClassVar[tuple[str, ...]] = ("account", "currency", "discount_percent", "rounding")
    #: Its addresses that are taken from the customer, by the kind that they have there.
    ADDRESSES: ClassVar[Mapping[str, str]] = {"billing_address": "billing", "delivery_address": "shipping"}
    LINES: ClassVar[Any]

    lines: Any
    #: The lines that the write under way puts in place; kept by `keeping/lines.py`.
    lines_to_write: list[Any] | None = None
    keeps_taxes: bool = False

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    def derive(self) -> None:
        self.currency = settled_currency(self)
        lines = self._lines_to_reckon()
        if lines is not None:
            self.lines_to_write = lines
            self.reckon(lines)
        self.net_base = in_base(self.net_total, self.currency)
        self.gross_base = in_base(self.gross_total, self.currency)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        found = [
            ("customers.account", self.account_id),
            ("customers.contact", self.contact_id),
            ("sales.opportunity", self.opportunity_id),
        ]
        return [(object, number) for object, number in found if number]

    @property
    def is_editable(self) -> bool:
        """Whether its lines may still be changed."""
        return True

    @property
    def tax_day(self) -> date:
        """The day whose tax rates hold."""
        return timezone.localdate(self.written_at or timezone.now())

    def create(self, *, by: Any, lines: Sequence[Any] | None = None, keep_taxes: bool = False, **options: Any) -> Self:
        """Write a new document, with these unsaved lines if they are given; what nobody said of language and addresses is
        its customer's."""
        from caruso.sales.customer_addresses import propose

        if self.account_id:
            propose(self, by=by)
        if lines is not None:
            self.lines_to_write, self.keeps_taxes = list(lines), keep_taxes
            options["data"] = {"lines": [line.told() for line in lines], **options.get("data", {})}
        return super().create(by=by, **options)

    def write_lines(
        self,
        lines: Sequence[Any],
        *,
        by: Any,
        values: Mapping[str, Any] | None = None,
        kind: str = "changed",
        keep_taxes: bool = False,
        **options: Any,
    ) -> bool:
        """Put these lines in the place of the present ones; totals and taxes follow, in the same transaction.

        A line with the number of a present one is that line, changed. `values` are fields of the document to be
        written along. `keep_taxes` leaves the rates that the lines bring, as a credit note must. Other options are
        those of `change`, such as the version that the writer saw. True if anything was different.
        Raises ValidationError where the document may not be edited any more, or a line is still needed.
        """
        lines = list(lines)
        with transaction.atomic():
            self._refuse_final()
            present = list(self.lines.all())
            _keep_numbers(lines, present)
            touched = [_said(line, keep_taxes) for line in lines] != [_said(line, keep_taxes) for line in present]
            if touched:
                options["data"] = {"lines": [line.told() for line in lines], **options.get("data", {})}
            self.lines_to_write, self.keeps_taxes = lines, keep_taxes
            try:
                return self.change(values or {}, by=by, kind=kind, touched=touched, **options)
            finally:
                self.lines_to_write, self.keeps_taxes = None, False

    def reckon(self, lines: Sequence[Any]) -> None:
        """Set what follows from these lines: totals here, rates and nets on them. Raises ValidationError."""
        if not self.keeps_taxes:
            self._tax(lines)
        found = self.sums(lines)
        if any(
            abs(figure) > LARGEST_TOTAL for figure in (*found.line_nets, found.net, found.gross, found.cost or NOTHING)
        ):
            raise ValidationError(_("These amounts are larger than any document can hold."))
        for line, net in zip(lines, found.line_nets, strict=True):
            line.net = net
        self.tax_summary, self.paid_parts = found.summary(), kept_parts(self.parts(lines))
        self.net_total, self.tax_total, self.gross_total = found.net, found.tax, found.gross
        self.discount_total, self.cost_total = found.discount, found.cost
        self.margin = None if found.cost is None else found.net - found.cost

    def sums(self, lines: Sequence[Any]) -> Totals:
        """What these lines come to."""
        amounts = [line.amounts() for line in lines]
        return totals(amounts, self.currency, self.discount_percent, Rounding(self.rounding))

    def parts(self, lines: Sequence[Any]) -> list[Part]:
        """What of these lines is paid once, and what again and again; none where everything is paid once."""
        amounts = [line.amounts() for line in lines]
        return parts(amounts, self.currency, self.discount_percent, Rounding(self.rounding))

    def _lines_to_reckon(self) -> list[Any] | None:
        """The lines under way, or the present ones where something that they depend on changes."""
        if self.lines_to_write is not None or self.stored_before is None or not self.is_editable:
            return self.lines_to_write
        if all(self.stored_before[name] == stored_value(self, name) for name in self.RECKONED_FROM):
            return None
        lines = list(self.lines.all())
        if lines and self.stored_before["currency"] != self.currency:
            self._reprice(lines, self.stored_before["currency"])
        return lines

    def _reprice(self, lines: Sequence[Any], before: str) -> None:
        from caruso.sales.repricing import reprice

        reprice(self, lines, before)
        words = {"before": before, "after": self.currency}
        self.notice = _("Its lines are priced anew: %(before)s became %(after)s at today's prices and rate.") % words

    def _tax(self, lines: Sequence[Any]) -> None:
        """Set where this is taxed, and the rate of each line."""
        account, own = self.account, current_organisation().country
        country = country_code(account.country) or ""
        abroad = country not in ("", own) and in_one_stop_shop(self.tax_day)
        found = taxation(own, country, account.tax_number, one_stop_shop=abroad)
        rates = TaxRate.objects.on(found.country, self.tax_day)
        if not rates and found.country != own:
            words = {"country": country_name(found.country)}
            raise ValidationError(
                _("There are no tax rates of %(country)s yet. An administrator can add them.") % words
            )
        self.tax_country = found.country
        self.reverse_charge = found.treatment == Treatment.REVERSE_CHARGE
        for line in lines:
            line.tax_percent = found.percent(line.tax_class, rates)

    def _refuse_final(self) -> None:
        stored = type(self).objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if stored is not None and not stored.is_editable:
            raise ValidationError(_("This document can no longer be changed."), code="final")


def _keep_numbers(lines: Sequence[Any], present: Sequence[Any]) -> None:
    """Lines keep the number of the present line that they are, once; all others become new ones."""
    free = {line.pk for line in present}
    for line in lines:
        if line.pk in free:
            free.remove(line.pk)
        else:
            line.pk = None


def _said(line: Any, with_taxes: bool) -> dict[str, Any]:
    """What a line says, without what follows from the rest."""
    said = line.carried()
    return said if with_taxes else {name: value for name, value in said.items() if name != "tax_percent"}
