"""Pipelines and their stages: the way that a deal goes, as the administrator draws it."""

import re
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation

#: Codes of “quotation sent”: that of the first pipeline, and those of copies, which are numbered or made of the name.
QUOTED = re.compile(r"(quoted|quotation-sent)(-\d+)*")
COLOURS = ("gray", "blue", "indigo", "violet", "teal", "amber", "coral", "green", "red")


class StageOutcome(models.TextChoices):
    OPEN = "open", pgettext_lazy("a deal", "open")
    WON = "won", pgettext_lazy("a deal", "won")
    LOST = "lost", pgettext_lazy("a deal", "lost")


class Pipeline(models.Model):
    """The stages of one kind of deal. `code` is its name in conditions, imports and the API, and never changes."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return gettext(self.name)


def told(words: str) -> str:
    """What Caruso brings along in the reader's language, as long as nobody has written it otherwise."""
    return gettext(words) if words else ""


class Stage(models.Model):
    """One step. `code` is unique among the stages of all pipelines, so that `stage = "rfq"` says it all."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages", verbose_name=_("pipeline"))
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    colour = models.CharField(_("colour"), max_length=10, default="blue")
    outcome = models.CharField(_("outcome"), max_length=4, choices=StageOutcome, default=StageOutcome.OPEN)
    probability = models.PositiveSmallIntegerField(_("probability in percent"), default=0)
    rots_after_days = models.PositiveSmallIntegerField(
        _("goes stale after days"), null=True, blank=True, help_text=_("Without anything happening; empty for never.")
    )
    required_fields = models.JSONField(_("fields to fill in before"), default=list, blank=True)
    entry_condition = models.TextField(_("what must be true to enter"), blank=True)
    advice = models.TextField(_("advice for the salesperson"), blank=True)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering: ClassVar[list[str]] = ["pipeline__position", "pipeline", "position", "pk"]

    def __str__(self) -> str:
        return gettext(self.name)

    @property
    def advice_told(self) -> str:
        return told(self.advice)

    @property
    def is_open(self) -> bool:
        return self.outcome == StageOutcome.OPEN


def pipelines() -> tuple[Pipeline, ...]:
    """Those in use, the usual one first; read once for each version of the firm's schema."""
    return _read(current_organisation().schema_version)[0]


def stages(pipeline: str = "") -> tuple[Stage, ...]:
    """The stages in use in their order, of one pipeline by its code or of all."""
    return tuple(
        one for one in _read(current_organisation().schema_version)[1] if not pipeline or one.pipeline.code == pipeline
    )


def stage_named(code: str) -> Stage | None:
    """The stage with this code, an archived one too; None for an unknown code."""
    found = next((one for one in stages() if one.code == code), None)
    return found or Stage.objects.select_related("pipeline").filter(code=code).first()


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[tuple[Pipeline, ...], tuple[Stage, ...]]:
    known = Stage.objects.filter(archived_at=None, pipeline__archived_at=None).select_related("pipeline")
    return tuple(Pipeline.objects.filter(archived_at=None)), tuple(known)


def forget_pipelines() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
    _labels.cache_clear()


def pipeline_choices() -> list[tuple[str, Any]]:
    return [(one.code, str(one)) for one in pipelines()]


def stage_choices() -> tuple[tuple[str, str], ...]:
    """The stages in use with their names, which are put together once for each language: a list shows them in every row."""
    return _labels(current_organisation().schema_version, get_language() or "")


@lru_cache(maxsize=10)
def _labels(version: int, language: str) -> tuple[tuple[str, str], ...]:
    several = len(pipelines()) > 1
    return tuple((one.code, f"{one.pipeline}: {one}" if several else str(one)) for one in stages())


def stage_colours() -> dict[str, str]:
    return {one.code: one.colour for one in stages()}


def usual_pipeline() -> str:
    return next((one.code for one in pipelines()), "")


def first_stage(pipeline: str) -> str:
    return next((one.code for one in stages(pipeline) if one.is_open), "")


def quoted_stage(pipeline: str) -> Stage | None:
    """The stage that a deal of this pipeline enters when a quote is sent; None for a pipeline without one."""
    found = [one for one in stages(pipeline) if one.is_open and QUOTED.fullmatch(one.code)]
    return min(found, key=lambda one: len(one.code), default=None)


def winning_stage(pipeline: str) -> Stage | None:
    return next((one for one in stages(pipeline) if one.outcome == StageOutcome.WON), None)


def final_stage(pipeline: str, outcome: str) -> str:
    """The stage in which a deal of this pipeline ends so. Raises ValidationError for a pipeline without one."""
    found = next((one.code for one in stages(pipeline) if one.outcome == outcome), "")
    if not found:
        raise ValidationError({"stage": gettext("This pipeline has no stage for that; an administrator can add one.")})
    return found


def schema_changed() -> None:
    """Have every process read pipelines, guidance and policies anew."""
    current_organisation().schema_changed()
