"""Terms of credit: until when and how much an account may owe."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import MoneyColumn, OfferedColumn
from caruso.kernel.models import Record
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.money import in_base, own_currency


class CreditTerms(Record):
    """What was agreed with an account; an account without has the firm's usual days to pay and no limit.

    They are whose the account is.
    """

    account = models.OneToOneField(
        "customers.Account", models.CASCADE, related_name="credit_terms", verbose_name=_("account")
    )
    payment_days = models.PositiveSmallIntegerField(_("days to pay"), default=14)
    credit_limit = MoneyColumn(
        _("credit limit"),
        null=True,
        blank=True,
        base_column="credit_limit_base",
        help_text=_("Invoices and orders not yet paid may come to this; empty for no limit."),
    )
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    credit_limit_base = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    note = models.CharField(_("note"), max_length=250, blank=True)

    OWN_PATHS: ClassVar[tuple[str, ...]] = ("owner", "account__owner")
    TEAM_PATHS: ClassVar[tuple[str, ...]] = ("team", "account__team")
    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("credit_limit_base",)
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"credit_limit": "credit_limit_base"}

    class Meta:
        verbose_name = _("terms of credit")
        verbose_name_plural = _("terms of credit")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="credit_by_updated", condition=models.Q(binned_at=None))
        ]

    def __str__(self) -> str:
        return str(_("terms of credit"))

    @classmethod
    def validate(cls, values: dict[str, Any], record: "CreditTerms | None") -> None:
        known = CreditTerms.objects.filter(account=values.get("account")).exclude(pk=record.pk if record else None)
        if values.get("account") and known.exists():
            raise ValidationError({"account": _("This account has terms already, maybe in the bin.")})

    def derive(self) -> None:
        self.credit_limit_base = in_base(self.credit_limit, self.currency)

    def check_new(self, *, by: Any) -> None:
        if self.credit_limit is not None:
            _refuse_undecided(by)

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        had_limit = changes.get("credit_limit", [self.credit_limit])[0] is not None
        if "credit_limit" in changes or (had_limit and {"currency", "account"} & changes.keys()):
            _refuse_undecided(by)

    def check_bin(self, *, by: Any) -> None:
        if self.credit_limit is not None:
            _refuse_undecided(by)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("customers.account", self.account_id)]


def decides_about_credit(user: Any) -> bool:
    """Those do whose right to credit terms reaches further than their own; and Caruso itself (nobody)."""
    return user is None or user.access.scope("sales.creditterms", "edit") in ("team", "all")


def _refuse_undecided(by: Any) -> None:
    if not decides_about_credit(by):
        raise ValidationError(
            {
                "credit_limit": _(
                    "The credit limit is for somebody who decides about credit. Ask your manager to set it."
                )
            }
        )


def terms_of(account: int) -> CreditTerms | None:
    """What was agreed with this account, if anything was."""
    found: CreditTerms | None = CreditTerms.objects.live().filter(account=account).first()
    return found


def payment_days_of(account: int) -> int:
    """As agreed with the account, or the firm's usual."""
    from caruso.sales.models.billing import billing

    agreed: Any = terms_of(account)
    return agreed.payment_days if agreed else billing().payment_days
