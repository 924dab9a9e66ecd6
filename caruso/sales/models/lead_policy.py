"""How the firm treats its leads: one row."""

from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation

THE_ONLY = 1


class LeadPolicy(models.Model):
    """From which score a lead is hot or warm, when it must be called, and what it must tell."""

    hot_from = models.IntegerField(_("hot from points"), default=60)
    warm_from = models.IntegerField(_("warm from points"), default=25)
    promised_minutes = models.PositiveIntegerField(
        _("first contact within minutes"), default=120, help_text=_("Counted in business hours.")
    )
    alert_minutes = models.PositiveIntegerField(_("alert before the time runs out, minutes"), default=30)
    required = models.JSONField(_("evidence asked for"), default=list, blank=True)

    class Meta:
        verbose_name = _("lead policy")
        verbose_name_plural = _("lead policies")

    def __str__(self) -> str:
        return str(_("lead policy"))


def lead_policy() -> Any:
    """The firm's policy, that of the house until the firm has written its own; read once for each version of the
    firm's schema."""
    return _read(current_organisation().schema_version)


@lru_cache(maxsize=2)
def _read(version: int) -> Any:
    return LeadPolicy.objects.filter(pk=THE_ONLY).first() or LeadPolicy(pk=THE_ONLY)


def forget_lead_policy() -> None:
    """Have this process read it anew."""
    _read.cache_clear()
