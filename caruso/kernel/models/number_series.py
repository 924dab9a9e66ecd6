"""Running numbers of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The numbers of one object in one year; `next` is the one not given yet. See `kernel.numbering`."""

    object = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    next = models.PositiveBigIntegerField(_("next number"), default=1)
    pattern = models.CharField(_("pattern"), max_length=60)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["object", "-year"]
        constraints = [models.UniqueConstraint(fields=["object", "year"], name="number_series_once_a_year")]

    def __str__(self) -> str:
        return f"{self.object} {self.year}"
