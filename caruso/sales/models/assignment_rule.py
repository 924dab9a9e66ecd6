"""Assignment rules: who gets which lead."""

from functools import lru_cache
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation


class AssignmentMethod(models.TextChoices):
    ROUND_ROBIN = "round_robin", _("in turn")
    LEAST_BUSY = "least_busy", _("who has the fewest open leads")


class AssignmentRule(models.Model):
    """Leads that meet the condition go to one of `people` (numbers of users), or of the team where none are named.

    The first rule that applies decides. `last` is who got the last one. Territory, product and language are
    conditions: `country = "PL"`, `product.category = 3`, `language = "cs"`.
    """

    name = models.CharField(_("name"), max_length=120)
    condition = models.TextField(_("condition"), blank=True, help_text=_("In the condition language; empty for all."))
    method = models.CharField(
        _("method"), max_length=12, choices=AssignmentMethod, default=AssignmentMethod.ROUND_ROBIN
    )
    people = models.JSONField(_("people"), default=list, blank=True)
    team = models.ForeignKey("kernel.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    last = models.BigIntegerField(null=True, editable=False)
    promised_minutes = models.PositiveIntegerField(
        _("first contact within minutes"), null=True, blank=True, help_text=_("Empty: as the lead policy says.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("assignment rule")
        verbose_name_plural = _("assignment rules")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


def assignment_rules() -> tuple[AssignmentRule, ...]:
    """Those in use, in their order; read once for each version of the firm's schema. Only `last` is not up to date."""
    return _read(current_organisation().schema_version)


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[AssignmentRule, ...]:
    return tuple(AssignmentRule.objects.filter(active=True))


def forget_assignment_rules() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
