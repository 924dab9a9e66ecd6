"""Who changed what of the model, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.models import Event
from caruso.objects.forms.field import FieldForm
from caruso.objects.forms.modelled_object import SettingsForm
from caruso.objects.modelling.restoring import OF_FIELDS, OF_OBJECTS
from caruso.objects.readers import READER_LABELS

_OBJECTS = (OF_OBJECTS, OF_FIELDS)
#: Settings that no single input asks for.
_NAMES: Mapping[str, Any] = {
    "labels": _("Label"), "plurals": _("Label of several"), "choices": _("Choices"), "roll_up": _("roll-up"),
    "reverse_labels": _("Label on the other side"), "reverse": _("Name from the other side"),
    "position": _("Place in the sidebar"),
}  # fmt: skip
_LONGEST = 30
VERBS: Mapping[tuple[str, str], tuple[Any, str, str]] = {
    ("objects.modelledobject", "created"): (_("made the object"), "plus", "green"),
    ("objects.modelledobject", "changed"): (_("changed the object"), "pencil", "blue"),
    ("objects.modelledobject", "archived"): (_("put the object away"), "archive", "amber"),
    ("objects.modelledobject", "restored"): (_("took the object back"), "rotate-ccw", "green"),
    ("objects.modelledobject", "destroyed"): (_("destroyed the object"), "trash-2", "red"),
    ("kernel.customfield", "created"): (_("added the field"), "plus", "green"),
    ("kernel.customfield", "changed"): (_("changed the field"), "pencil", "blue"),
    ("kernel.customfield", "converted"): (_("changed the kind of the field"), "arrow-right-left", "blue"),
    ("kernel.customfield", "archived"): (_("put the field away"), "archive", "amber"),
    ("kernel.customfield", "restored"): (_("took the field back"), "rotate-ccw", "green"),
    ("kernel.customfield", "destroyed"): (_("destroyed the field"), "trash-2", "red"),
    ("kernel.customfield", "ordered"): (_("put the fields into another order"), "arrow-up-down", "gray"),
}


@dataclass(frozen=True)
class Changed:
    """One setting with what it was and what it became."""

    name: str
    label: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class LogLine:
    event: Event
    verb: Any
    icon: str
    hue: str

    @property
    def title(self) -> str:
        return "" if self.event.kind == "ordered" else self.event.data.get("title", "")

    @property
    def kinds(self) -> list[Any]:
        """From what to what a field was made another kind."""
        return [OFFERED_KINDS.get(kind, kind) for kind in self.event.data.get("kinds", [])]

    @property
    def changes(self) -> list[Changed]:
        """What became of what, setting by setting; older events do not know."""
        if self.event.kind != "changed":
            return []
        pairs = self.event.data.get("changes", {}).items()
        return [
            Changed(name, setting_label(self.event, name), *(_readable(name, one) for one in pair))
            for name, pair in pairs
        ]

    @property
    def object(self) -> str:
        return self.event.data.get("object", "")


def setting_label(event: Event, name: str) -> Any:
    """What people call a setting of the object or field that the event is about."""
    asked = (FieldForm if event.object == OF_FIELDS else SettingsForm).base_fields.get(name)
    return _NAMES.get(name) or (asked.label if asked else name)


def log_of(object: str | None) -> list[LogLine]:
    """The latest changes of one object's definition and fields, or of all."""
    found = Event.objects.filter(object__in=_OBJECTS).select_related("actor").order_by("-id")
    if object is not None:
        found = found.filter(data__object=object)
    return [_line(event) for event in found[:_LONGEST]]


def _line(event: Event) -> LogLine:
    verb, icon, hue = VERBS.get((event.object, event.kind), (event.kind, "history", "gray"))
    return LogLine(event, verb, icon, hue)


def _readable(name: str, value: Any) -> Any:
    return [READER_LABELS.get(one, one) for one in value] if name == "readers" and value else value
