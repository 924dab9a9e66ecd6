"""The steps of reminders, as the firm wants them."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Days after the due day that a firm starts with, and in which of Caruso's own words.
FIRST_STEPS = ((5, "friendly"), (14, "second"), (30, "final"))


class Wording(models.TextChoices):
    """Which of Caruso's own words a step says, in each language in which the firm has written none."""

    FRIENDLY = "friendly", _("a friendly reminder")
    SECOND = "second", _("a second reminder")
    FINAL = "final", _("a final reminder")


class ReminderStep(models.Model):
    """So many days after the due day. An invoice gets each step once, and none after one that comes later.

    `texts` are the firm's own words: language → `subject` and `text`, as far as they are not Caruso's.
    """

    days = models.PositiveSmallIntegerField(
        _("days after the due day"), unique=True, validators=[MaxValueValidator(365)]
    )
    wording = models.CharField(_("words"), max_length=8, choices=Wording, default=Wording.FRIENDLY)
    texts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("step of reminders")
        verbose_name_plural = _("steps of reminders")
        ordering: ClassVar[list[str]] = ["days"]

    def __str__(self) -> str:
        return str(_("reminder after %(days)s days") % {"days": self.days})

    def own(self, language: str, part: str) -> str:
        """The firm's own words; empty where they are Caruso's."""
        return str(self.texts.get(language, {}).get(part, ""))


def seed_reminder_steps(step_model: Any, days: tuple[int, ...] = ()) -> None:
    """Make the first ones, after these days where the firm has chosen some."""
    if not step_model.objects.exists():
        chosen = days or tuple(usual for usual, _wording in FIRST_STEPS)
        step_model.objects.bulk_create(
            step_model(days=after, wording=wording)
            for after, (_usual, wording) in zip(chosen, FIRST_STEPS, strict=False)
        )
