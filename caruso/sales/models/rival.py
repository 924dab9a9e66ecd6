"""Rivals: who else would like to win the deal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record


class Rival(Record):
    """A competitor in one opportunity."""

    opportunity = models.ForeignKey(
        "sales.Opportunity", models.CASCADE, related_name="rivals", verbose_name=_("opportunity")
    )
    account = models.ForeignKey(
        "customers.Account", models.CASCADE, related_name="rivalries", verbose_name=_("competitor")
    )
    strengths = models.CharField(_("strengths"), max_length=500, blank=True)
    weaknesses = models.CharField(_("weaknesses"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("rival")
        verbose_name_plural = _("rivals")

    def __str__(self) -> str:
        return str(self.account)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.opportunity", self.opportunity_id)]
