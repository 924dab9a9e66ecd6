"""What an administrator calls a table of another program's database, and its columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.labels import in_language
from caruso.kernel.models.organisation import current_organisation
from caruso.objects.mapped.models.connection import Connection


class MappedObject(models.Model):
    """A business object over a table that exists; nothing of the table is Caruso's but what somebody writes.

    `key_column` tells the rows apart. Where it is no whole number that numbers them, but a text, or several columns with +
    between, `keys` are these columns and the book of keys numbers the rows. `fields` are the columns in use, each a mapping with

    * `name`, `column`, `kind`, `labels` – as a custom field has them,
    * `type` – the Django class of the column, `length`, `null`, `indexed` – as the database told,
    * `codes` – what the codes of a choice mean, in the order in which they are offered, see `codes`,
    * `target` – the mapped object that a relation leads to.

    `computed` are attributes that follow from the columns, each with `name`, `labels`, its `formula` and the kind of its
    `result`.

    `missing` are columns in use that the table was found to lack; it is read without them until the mapping is seen to.
    `in_search` says that the palette asks the table too.

    `links` say with which records of other objects a row belongs together: `target` and its `field`, and the own field
    `by` that holds the same e-mail, tax number or customer number.
    """

    connection = models.ForeignKey(Connection, models.PROTECT, related_name="objects_mapped")
    table = models.CharField(max_length=128)
    key_column = models.CharField(max_length=500)
    keys = models.JSONField(default=list, blank=True)
    name = models.SlugField(max_length=40, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    labels = models.JSONField(default=dict)
    plurals = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="table-2")
    title = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    computed = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    writable = models.BooleanField(default=False)
    missing = models.JSONField(default=list, blank=True)
    in_search = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mapped object")
        verbose_name_plural = _("mapped objects")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        current_organisation().schema_changed()

    @property
    def key(self) -> str:
        """The object's name everywhere in Caruso."""
        return f"mapped.{self.name}"

    @property
    def key_columns(self) -> list[str]:
        """The columns that tell the rows apart."""
        return self.keys or [self.key_column]

    @property
    def label(self) -> str:
        return in_language(self.labels) or self.name

    @property
    def label_plural(self) -> str:
        return in_language(self.plurals) or self.label
