"""Consents given with a lead: the wording that was read and the moment it was agreed to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeadConsent(models.Model):
    """Written once and never changed."""

    lead = models.ForeignKey("sales.Lead", models.CASCADE, related_name="consents")
    wording = models.TextField(_("wording"))
    given_at = models.DateTimeField(_("given"))
    ip_address = models.GenericIPAddressField(_("from the address"), null=True)
    form = models.CharField(_("form"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering: ClassVar[list[str]] = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.wording[:80]
