"""Milestones: the days that matter on the way to a deal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record


class Milestone(Record):
    """Something that must happen by a day."""

    opportunity = models.ForeignKey(
        "sales.Opportunity", models.CASCADE, related_name="milestones", verbose_name=_("opportunity")
    )
    name = models.CharField(_("name"), max_length=200)
    due_on = models.DateField(_("due"), null=True, blank=True)
    reached_on = models.DateField(_("reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.name

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.opportunity", self.opportunity_id)]
