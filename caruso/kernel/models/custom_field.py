"""Fields that the administrator adds to a business object."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field, kind_named
from caruso.kernel.fields.address import address_parts
from caruso.kernel.fields.computed import maker_of
from caruso.kernel.fields.defaults import ME, default_of
from caruso.kernel.labels import in_language, later
from caruso.kernel.models.organisation import current_organisation

#: What a link of each kind leads to.
TARGETS = {"person": "kernel.user", "team": "kernel.team", "file": "kernel.attachment", "image": "kernel.attachment"}
#: Kinds with one short value that has an order of its own.
SORTED_KINDS = {
    "text", "choice", "integer", "decimal", "percent", "date", "datetime", "duration", "yes_no", "email", "phone",
    "url", "money", "rating",
}  # fmt: skip
#: Kinds whose order is not that of the values as conditions compare them, so it has an index of its own.
OWN_ORDER = {"text", "url", "choice"}
#: Least and most where the kind itself says.
RANGES = {"rating": (1, 5)}


class CustomField(models.Model):
    """One added field; its values live under `name` in the `custom` JSON of the records.

    `labels` maps a language to the label; `choices` is a list of `{"value", "labels", "colour", "archived"}`.
    A field taken out keeps its values until it is destroyed. `index` is where the making of its index stands,
    `order_index` that of the one by which lists are read in its order, where the first does not do for that.
    A field of a modelled object has a `column` of its own instead. `options` is what else is said of it:
    `{"target", "reverse", "unique", "default", "minimum", "maximum", "pattern", …}`, each only where it is given.
    """

    class Index(models.TextChoices):
        NONE = ""
        WANTED = "wanted"
        MADE = "made"

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
    column = models.CharField(max_length=63, blank=True, default="", editable=False)
    options = models.JSONField(default=dict, blank=True)
    index = models.CharField(max_length=8, choices=Index, blank=True, default="", editable=False)
    order_index = models.CharField(max_length=8, choices=Index, blank=True, default="", editable=False)

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
        return in_language(self.labels) or self.name

    @property
    def links(self) -> str:
        """The table that guards what this link leads to; empty for a column, which the database guards itself."""
        return f"links_{self.pk}" if self.kind == "relation" and (self.is_many or not self.column) else ""

    @property
    def sorts(self) -> bool:
        """Whether lists may be sorted by it."""
        return self.kind in SORTED_KINDS and not self.is_many

    @property
    def is_ordered(self) -> bool:
        """Whether an index holds its values in the order of lists."""
        return self.sorts and (self.order_index if self.kind in OWN_ORDER else self.index) == self.Index.MADE

    @property
    def is_unique(self) -> bool:
        return bool(self.options.get("unique"))

    @property
    def is_many(self) -> bool:
        return bool(self.options.get("many"))

    @property
    def help_shown(self) -> Any:
        """The help in the language of whoever reads it."""
        helps = self.options.get("helps")
        return later({"en": self.help, **helps}) if helps else self.help

    def as_field(self) -> Field:
        """The description that every reader works from."""
        if maker := maker_of(self.kind):
            return maker(self)
        kind = kind_named("relations" if self.kind == "relation" and self.is_many else self.kind)
        said = self.options
        least, most = RANGES.get(self.kind, (said.get("minimum"), said.get("maximum")))
        return Field(
            name=self.name,
            label=later(self.labels),
            kind=kind,
            column=f"custom__{self.name}",
            required=self.required,
            help=self.help_shown,
            choices=self._choices(archived=False),
            retired=self._choices(archived=True),
            colours={choice["value"]: choice["colour"] for choice in self.choices if choice.get("colour")},
            target=said.get("target") or TARGETS.get(self.kind, ""),
            columns=address_parts() if self.kind == "address" else (),
            currency_field=_currency_field(self.object) if self.kind == "money" else "",
            max_length={"text": 2000, "rich_text": 50_000}.get(self.kind),
            minimum=None if least is None else kind.load(least),
            maximum=None if most is None else kind.load(most),
            given_default=default_of(kind, said.get("default")),
            begins_with_maker=self.kind == "person" and said.get("default") == ME,
            pattern=said.get("pattern", ""),
            pattern_hint=said.get("pattern_hint", ""),
            unique=f"unique_{self.pk}" if said.get("unique") else "",
            links=self.links,
            reverse=said.get("reverse", ""),
            reverse_label=later(said["reverse_labels"]) if said.get("reverse_labels") else "",
            custom=True,
            indexed=self.index == self.Index.MADE,
            sorts=self.sorts,
            ordered=self.is_ordered,
            visible_when=self.options.get("visible_when", ""),
            required_when=self.options.get("required_when", ""),
        )

    def _choices(self, *, archived: bool) -> list[tuple[str, Any]]:
        return [
            (choice["value"], later(choice["labels"]))
            for choice in self.choices
            if bool(choice.get("archived")) == archived
        ]


def _currency_field(object: str) -> str:
    """The field with the currency of the record, where records of a built-in object have one."""
    try:
        names = {column.name for column in apps.get_model(object)._meta.concrete_fields}
    except LookupError:
        return ""
    return "currency" if "currency" in names else ""
