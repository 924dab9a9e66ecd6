"""Affiliations: a contact's places at accounts."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record


class AffiliationRole(models.TextChoices):
    DECISION_MAKER = "decision_maker", _("decision maker")
    INFLUENCER = "influencer", _("influencer")
    USER = "user", _("user")
    BUYER = "buyer", _("buyer")
    BILLING = "billing", _("billing")
    TECHNICAL = "technical", _("technical contact")
    GATEKEEPER = "gatekeeper", _("gatekeeper")
    EMPLOYEE = "employee", _("employee")
    OTHER = "other", _("other")


class Affiliation(Record):
    """One contact at one account, in a role."""

    contact: Any = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="affiliations", verbose_name=_("contact")
    )
    account: Any = models.ForeignKey(
        "customers.Account", models.CASCADE, related_name="affiliations", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=16, choices=AffiliationRole, blank=True)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    primary = models.BooleanField(_("primary"), default=False)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contact", "account"], name="affiliation_once")
        ]

    def __str__(self) -> str:
        return " – ".join(str(end) for end in (self.contact, self.account) if end)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("customers.contact", self.contact_id), ("customers.account", self.account_id)]

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Affiliation | None") -> None:
        """A person has one place at an account, also while it lies in the bin."""
        same = cls.objects.filter(contact=values.get("contact"), account=values.get("account"))
        if same.exclude(pk=record and record.pk).exists():
            raise ValidationError({"account": _("This person has a place at this account already, maybe in the bin.")})
