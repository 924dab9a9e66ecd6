"""Contacts: people."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.customers.models.customer import Channel, Customer, list_indexes
from caruso.customers.models.entries import part
from caruso.kernel.columns import AnnualDayColumn, EntriesColumn

ANNIVERSARY_ENTRY = (part("label", _("what"), max_length=120), part("date", _("date"), "annual_day"))
FAMILY_ENTRY = (
    part("name", pgettext_lazy("of a person", "name"), max_length=120),
    part("relation", _("who"), max_length=60),
    part("birthday", _("birthday"), "annual_day"),
)
MEMBERSHIP_ENTRY = (part("group", _("group"), max_length=160), part("role", _("role"), max_length=120))
HOURS_ENTRY = (part("from", _("from"), max_length=5), part("to", _("to"), max_length=5))


#: A contact has one of these at least.
TOLD_APART_BY = ("first_name", "middle_name", "last_name", "nickname", "emails", "phones")


class Salutation(models.TextChoices):
    MR = "mr", _("Mr")
    MS = "ms", _("Ms")
    MX = "mx", _("Mx")


class Contact(Customer):
    """A person. `name` is put together from its parts; `account` is the primary of the affiliations."""

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=250, editable=False)
    salutation = models.CharField(_("salutation"), max_length=4, choices=Salutation, blank=True)
    title_before = models.CharField(_("titles before the name"), max_length=60, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    middle_name = models.CharField(_("middle name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    title_after = models.CharField(_("titles after the name"), max_length=60, blank=True)
    nickname = models.CharField(_("nickname"), max_length=100, blank=True)
    account = models.ForeignKey(
        "customers.Account", models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("account")
    )
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    department = models.CharField(_("department"), max_length=150, blank=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=8, choices=Channel, blank=True)
    preferred_hours = EntriesColumn(_("preferred hours"), entry=HOURS_ENTRY)
    birthday = AnnualDayColumn(_("birthday"), null=True, blank=True, help_text=_("Such as 14.3.1980, or 14.3. alone."))
    name_day = AnnualDayColumn(_("name day"), null=True, blank=True, help_text=_("The year does not matter."))
    anniversaries = EntriesColumn(_("anniversaries"), entry=ANNIVERSARY_ENTRY)
    family = EntriesColumn(_("family"), entry=FAMILY_ENTRY)
    hobbies = models.CharField(_("hobbies"), max_length=500, blank=True)
    memberships = EntriesColumn(_("memberships"), entry=MEMBERSHIP_ENTRY)
    photo = models.ForeignKey("kernel.Attachment", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes: ClassVar[list[models.Index]] = [
            *list_indexes("contact"),
            models.Index(fields=["account", "sort_name", "id"], name="contact_by_account"),
        ]

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Contact | None") -> None:
        """Somebody of whom nothing is known is nobody; raises ValidationError with a message per field."""
        if any(values.get(name, getattr(record, name, None)) for name in TOLD_APART_BY):
            return
        if record is None or any(getattr(record, name) for name in TOLD_APART_BY):
            raise ValidationError({"last_name": _("Please give a name, an e-mail or a telephone at least.")})

    def derive(self) -> None:
        parts = (self.title_before, self.first_name, self.middle_name, self.last_name)
        self.name = " ".join(part for part in parts if part)
        if self.title_after:
            self.name = f"{self.name}, {self.title_after}" if self.name else self.title_after
        super().derive()
        if not self.name:
            self.name = self.nickname or self.email or self.phone or str(_("(no name)"))

    def name_to_sort_by(self) -> str:
        return f"{self.last_name} {self.first_name}".strip() or self.name

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("customers.account", self.account_id)] if self.account_id else []
