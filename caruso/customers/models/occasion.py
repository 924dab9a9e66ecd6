"""Occasions: the days of the year on which contacts like to be greeted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Occasion(models.Model):
    """A birthday, name day or anniversary, by month and day; kept equal to the contact by its keeper."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", _("birthday")
        NAME_DAY = "name_day", _("name day")
        ANNIVERSARY = "anniversary", _("anniversary")
        FAMILY = "family", _("birthday in the family")

    contact = models.ForeignKey("customers.Contact", models.CASCADE, related_name="occasions")
    kind = models.CharField(max_length=12, choices=Kind)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True)
    label = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["month", "day", "contact"], name="occasion_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.kind} {self.month}-{self.day}"
