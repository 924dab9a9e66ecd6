"""Guidance: what a stage suggests to do, and the documents that help."""

from functools import lru_cache
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.activity import ActivityKind
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models.pipeline import Stage, told

#: A year: nobody plans a suggestion further.
MOST_DAYS = 365


class Suggestion(models.Model):
    """An activity that a stage suggests; an automatic one is planned as soon as a deal enters."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="suggestions")
    kind = models.CharField(_("kind"), max_length=8, choices=ActivityKind, default=ActivityKind.TASK)
    subject = models.CharField(_("subject"), max_length=250)
    due_in_days = models.PositiveSmallIntegerField(
        _("due in days"), default=1, validators=[MaxValueValidator(MOST_DAYS)]
    )
    reminder_minutes = models.PositiveIntegerField(
        _("reminder, minutes before"), null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS * 24 * 60)]
    )
    automatic = models.BooleanField(_("plan by itself"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return told(self.subject)

    def as_planned(self) -> frozenset[str]:
        """Its subject in every language, since each plans it in the own one."""
        found = {self.subject}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found.add(str(self))
        return frozenset(found)


class StageDocument(models.Model):
    """A link or a file that helps in a stage: a price list, a questionnaire, a sample contract."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"), blank=True, max_length=500)
    file = models.ForeignKey("kernel.Attachment", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return told(self.title)


def suggestions_of(stage: Stage) -> tuple[Suggestion, ...]:
    """What this stage suggests; read once for each version of the firm's schema."""
    return tuple(one for one in _read(current_organisation().schema_version) if one.stage_id == stage.pk)


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[Suggestion, ...]:
    return tuple(Suggestion.objects.all())


def forget_guidance() -> None:
    """Have this process read it anew."""
    _read.cache_clear()
