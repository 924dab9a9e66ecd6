"""What an object is called and looks like."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.fields import Field
from caruso.objects.forms.labels import LabelledForm, initial_labels
from caruso.objects.modelled.matching import offered_matching
from caruso.objects.modelling.settings import COLOURS
from caruso.objects.models import ModelledObject
from caruso.objects.models.modelled_object import READERS
from caruso.objects.readers import READER_LABELS
from caruso.ui import icons

#: Signs of the interface itself, which would mislead as the sign of an object.
_OF_THE_INTERFACE = (
    "arrow-",
    "chevron",
    "panel-",
    "rows-",
    "columns-",
    "undo",
    "rotate",
    "circle-x",
    "refresh",
    "log-",
)


def icon_choices(current: str = "box") -> list[tuple[str, str]]:
    names = {name for name in icons.drawn if not name.startswith(_OF_THE_INTERFACE)} | {"box", current}
    return [(name, name.replace("-", " ")) for name in sorted(names - {"x", "plus", "menu", "ellipsis", "command"})]


class ObjectForm(LabelledForm):
    """A new object."""

    labelled = {"labels": _("One is called in %(language)s"), "plurals": _("Several are called in %(language)s")}

    icon = forms.ChoiceField(label=_("Icon"), widget=forms.RadioSelect, initial="box")
    colour = forms.ChoiceField(
        label=_("Colour"), widget=forms.RadioSelect, choices=lambda: list(COLOURS.items()), initial="violet"
    )
    numbering = forms.CharField(
        label=_("Running number"), required=False, max_length=60,
        help_text=_("Such as CL-{year}-{number:04}; leave it empty for none."),
    )  # fmt: skip
    readers = forms.MultipleChoiceField(
        label=_("Offered"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(READER_LABELS.items()), initial=list(READERS),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["icon"]
        chosen.choices = icon_choices(kwargs.get("initial", {}).get("icon", "box"))

    @property
    def names(self) -> list[Any]:
        """One and several, language by language."""
        pairs = zip(self.bound("labels"), self.bound("plurals"), strict=True)
        return [one for pair in pairs for one in pair]

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of the verbs."""
        cleaned = {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(("labels_", "plurals_"))
        }
        labels = self.in_languages("labels")
        return {"labels": labels, "plurals": self.in_languages("plurals") or labels, **cleaned}


class SettingsForm(ObjectForm):
    """An object that is there; what names fields can be chosen from those it has."""

    title = forms.CharField(
        label=_("Title by formula"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Names each record from its fields; leave it empty where people type the name."),
    )  # fmt: skip
    columns = forms.MultipleChoiceField(
        label=_("Columns of lists"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none to let Caruso choose."),
    )  # fmt: skip
    matching = forms.MultipleChoiceField(
        label=_("Tells records apart"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Two records with the same here may be one: forms say so while somebody types, imports find what is there, "
            "and Duplicates lists them. Tick none to look for none."
        ),
    )  # fmt: skip
    board_lane = forms.ChoiceField(label=_("Lanes of the board"), required=False)
    board_total = forms.ChoiceField(label=_("Sum of each lane"), required=False)
    calendar_start = forms.ChoiceField(label=_("In the calendar by"), required=False)
    calendar_minutes = forms.ChoiceField(label=_("Lasting as long as"), required=False)
    schedule_start = forms.ChoiceField(label=_("In the schedule from"), required=False)
    schedule_end = forms.ChoiceField(label=_("In the schedule until"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Columns that stay keep their order, new ones follow."""
        found = super().values
        before = [name for name in self.initial["columns"] if name in found["columns"]]
        return {**found, "columns": [*before, *(name for name in found["columns"] if name not in before)]}

    def __init__(self, data: Any, definition: ModelledObject, fields: dict[str, Field]) -> None:
        names = ("icon", "colour", "numbering", "readers", "title", "columns", "matching", *_BY_KIND)
        initial = {name: getattr(definition, name) for name in names}
        initial |= initial_labels("labels", definition.labels) | initial_labels("plurals", definition.plurals)
        super().__init__(data, initial=initial)
        offered = {name: field for name, field in fields.items() if not field.internal}
        columns: Any = self.fields["columns"]
        columns.choices = [(name, field.label) for name, field in offered.items()]
        telling: Any = self.fields["matching"]
        telling.choices = offered_matching(offered)
        for name, kinds in _BY_KIND.items():
            chosen: Any = self.fields[name]
            fitting = [(one.name, one.label) for one in offered.values() if one.kind.name in kinds]
            chosen.choices = [("", pgettext_lazy("value", "nothing")), *fitting]


_BY_KIND = {
    "board_lane": ("choice",),
    "board_total": ("money", "decimal", "integer"),
    "calendar_start": ("date", "datetime"),
    "calendar_minutes": ("duration",),
    "schedule_start": ("date", "datetime"),
    "schedule_end": ("date", "datetime"),
}
