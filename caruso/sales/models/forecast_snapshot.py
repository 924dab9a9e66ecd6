"""What the forecast said at the time."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ForecastSnapshot(models.Model):
    """The forecast of one person's deals for a period, as it was on a day; amounts in the firm's currency.

    Who may see the person's deals may see it; the forecast of a team is the sum of its people.
    """

    taken_on = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey("kernel.Team", models.CASCADE, null=True, related_name="+")
    won = models.DecimalField(max_digits=18, decimal_places=2)
    weighted = models.DecimalField(max_digits=18, decimal_places=2)
    committed = models.DecimalField(max_digits=18, decimal_places=2)
    best_case = models.DecimalField(max_digits=18, decimal_places=2)
    expected = models.DecimalField(max_digits=18, decimal_places=2)
    low = models.DecimalField(max_digits=18, decimal_places=2)
    high = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = _("forecast of a day")
        verbose_name_plural = _("forecasts of days")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["first_day", "last_day", "taken_on"], name="snapshot_of")]

    def __str__(self) -> str:
        return f"{self.taken_on}: {self.first_day} – {self.last_day}"
