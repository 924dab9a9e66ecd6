"""The tables of merging."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """Records made one: `others` went to the bin, and what led to them leads to `main`.

    `titles` are what the records were called then, by number. `moved` is everything that undoing needs:

    - `values`: field of the main record → [old, new], as JSON keeps them;
    - `links`: [model, number of a row → column → [old, new]], in the order of moving;
    - `absorbed`: rows that would have been there twice, each with the one that took their values over;
    - `binned`: [object, number] of rows that lost their meaning;
    - `timeline`: numbers of the timeline entries copied to the main record.
    """

    object = models.CharField(max_length=80)
    main = models.BigIntegerField()
    others = models.JSONField(default=list)
    titles = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["object", "main"], name="merge_into")]

    def __str__(self) -> str:
        return f"{self.object} {self.others} into {self.main}"

    @property
    def main_title(self) -> str:
        title: str = self.titles.get(str(self.main), "")
        return title

    @property
    def other_titles(self) -> list[str]:
        return [self.titles.get(str(number), "") for number in self.others]


class MergedRecord(models.Model):
    """Where a record went that was merged into another; gone again when the merge is undone."""

    object = models.CharField(max_length=80)
    record = models.BigIntegerField()
    merge = models.ForeignKey(Merge, models.CASCADE, related_name="records")

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["object", "record"], name="merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.object} {self.record}"
