"""Words that people stick on records."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=60)
    folded = models.CharField(max_length=120, unique=True, editable=False)
    colour = models.CharField(_("colour"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a record."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    object = models.CharField(max_length=80)
    record = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "record", "tag"], name="tag_once_on_record")]
        indexes = [models.Index(fields=["tag", "object", "record"], name="records_with_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.object} {self.record}"
