"""Scoring rules: what makes a lead promising."""

from functools import lru_cache
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation


class ScoringRule(models.Model):
    """Points for leads that meet a condition, halved every so many days since the lead came in or was last active."""

    name = models.CharField(_("name"), max_length=120)
    condition = models.TextField(_("condition"), blank=True, help_text=_("In the condition language; empty for all."))
    points = models.IntegerField(_("points"))
    halves_after_days = models.PositiveSmallIntegerField(
        _("halved every so many days"), null=True, blank=True, help_text=_("Empty: the points stay.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("scoring rule")
        verbose_name_plural = _("scoring rules")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


def scoring_rules() -> tuple[ScoringRule, ...]:
    """Those in use; read once for each version of the firm's schema."""
    return _read(current_organisation().schema_version)


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[ScoringRule, ...]:
    return tuple(ScoringRule.objects.filter(active=True))


def forget_scoring_rules() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
