"""Business objects as the administrator models them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.labels import in_language
from caruso.kernel.models.organisation import current_organisation

#: What may be switched off for an object, in the order in which it is offered.
READERS = ("navigation", "search", "import", "api", "merge", "activities")


def _all_readers() -> list[str]:
    return list(READERS)


class ModelledObject(models.Model):
    """The definition of one business object; its fields are `CustomField` rows of the object `key`.

    `labels` and `plurals` map a language to what one record and several are called. `title` is a formula that names a
    record from its fields; without one people type the name. The first title on records that people have named makes a column
    that keeps those names. `matching` are the fields that tell two records apart. An archived definition rests in the bin with its table.
    """

    name = models.SlugField(max_length=40, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    labels = models.JSONField(default=dict)
    plurals = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="box")
    colour = models.CharField(max_length=12, default="violet")
    numbering = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True, max_length=2000)
    keeps_typed_names = models.BooleanField(default=False, editable=False)
    columns = models.JSONField(default=list, blank=True)
    board_lane = models.CharField(max_length=60, blank=True)
    board_total = models.CharField(max_length=60, blank=True)
    calendar_start = models.CharField(max_length=60, blank=True)
    calendar_minutes = models.CharField(max_length=60, blank=True)
    schedule_start = models.CharField(max_length=60, blank=True)
    schedule_end = models.CharField(max_length=60, blank=True)
    matching = models.JSONField(default=list, blank=True)
    readers = models.JSONField(default=_all_readers, blank=True)
    position = models.PositiveIntegerField(default=50)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("modelled object")
        verbose_name_plural = _("modelled objects")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        current_organisation().schema_changed()

    def columns_changed(self) -> None:
        """Have whoever writes records by the columns of before begin again."""
        self.version = models.F("version") + 1
        self.save(update_fields=["version"])
        self.refresh_from_db(fields=["version"])

    @property
    def key(self) -> str:
        """The object's name everywhere in Caruso."""
        return f"objects.{self.name}"

    @property
    def table(self) -> str:
        return f"modelled_{self.name}"

    @property
    def label(self) -> str:
        return in_language(self.labels) or self.name

    @property
    def label_plural(self) -> str:
        return in_language(self.plurals) or self.label
