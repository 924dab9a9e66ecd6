"""Fields that the administrator adds to a business object."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field, kind_named
from caruso.kernel.models.organisation import current_organisation


class CustomField(models.Model):
    """One added field; its values live under `name` in the `custom` JSON of the records.

    `labels` maps a language to the label; `choices` is a list of `{"value", "labels", "colour", "archived"}`.
    A field taken out keeps its values until it is destroyed.
    """

    object = models.CharField(max_length=80)
    name = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20)
    labels = models.JSONField(default=dict)
    help = models.CharField(max_length=300, blank=True)
    required = models.BooleanField(default=False)
    choices = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["object", "name"], name="custom_field_once")]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        current_organisation().schema_changed()

    @property
    def label(self) -> str:
        return self._in_language(self.labels) or self.name

    @staticmethod
    def _in_language(labels: dict[str, str]) -> str:
        return labels.get(get_language() or "en") or labels.get("en") or next(iter(labels.values()), "")

    def as_field(self) -> Field:
        """The description that every reader works from."""
        return Field(
            name=self.name,
            label=self.label,
            kind=kind_named(self.kind),
            column=f"custom__{self.name}",
            required=self.required,
            help=self.help,
            choices=[
                (choice["value"], self._in_language(choice["labels"]))
                for choice in self.choices
                if not choice.get("archived")
            ],
            colours={choice["value"]: choice["colour"] for choice in self.choices if choice.get("colour")},
            max_length=2000 if self.kind == "text" else None,
            custom=True,
        )
