"""The firm that uses this Caruso, and its settings."""

import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.settled import SettledQuery

if TYPE_CHECKING:
    from caruso.kernel.models.user import User

THE_FIRM = 1
_current: ContextVar["Organisation | None"] = ContextVar("organisation", default=None)


def _working_week() -> dict[str, list[list[str]]]:
    return {str(day): [["09:00", "17:00"]] for day in range(5)}


class Organisation(models.Model):
    """One row. `schema_version` is another one after every change of fields, so that each process notices."""

    name = models.CharField(_("company"), max_length=200, blank=True)
    legal_name = models.CharField(_("legal name"), max_length=250, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    bank_code = models.CharField(_("code of the bank (BIC)"), max_length=11, blank=True)
    logo = models.ForeignKey("kernel.Attachment", models.SET_NULL, null=True, blank=True, related_name="+")
    country = models.CharField(_("country"), max_length=2, default="PL")
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Warsaw")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    fiscal_year_start = models.PositiveSmallIntegerField(_("fiscal year begins in month"), default=1)
    business_hours = models.JSONField(_("business hours"), default=_working_week, blank=True)
    extra_holidays = models.JSONField(_("days off of the firm"), default=list, blank=True)
    schema_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name or "Caruso"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget_organisation()

    def change(self, values: Mapping[str, Any], *, by: "User") -> None:
        """Write these settings, with one event that says what was different."""
        from caruso.kernel.events.administration import record_administration
        from caruso.kernel.people.administering import require_administrator

        require_administrator(by)
        with transaction.atomic():
            stored = Organisation.objects.select_for_update().get(pk=self.pk)
            changes = {
                name: [_plain(getattr(stored, name)), _plain(value)]
                for name, value in values.items()
                if getattr(stored, name) != value
            }
            for name, value in values.items():
                setattr(self, name, value)
            if changes:
                self.save(update_fields=list(changes))
                record_administration(self, "changed", by=by, changes=changes)

    def schema_changed(self) -> None:
        """Tell every process that fields are not what they were."""
        # Not the next number: a change that was rolled back must not leave behind what another change is known by.
        Organisation.objects.filter(pk=self.pk).update(schema_version=secrets.randbelow(2**31))
        forget_organisation()


_first = SettledQuery(lambda _none: Organisation.objects.order_by("pk")[:1])


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def current_organisation() -> Organisation:
    """The firm's settings, read once per request, job or command."""
    organisation = _current.get()
    if organisation is None:
        organisation = _first.first()
        if organisation is None:
            # A number of its own choosing would let two first requests make a firm each.
            organisation, _made = Organisation.objects.get_or_create(pk=THE_FIRM)
        _current.set(organisation)
    return organisation


def forget_organisation() -> None:
    """Read the settings anew at the next question: at the start of each request and job, and after a change."""
    _current.set(None)
