"""Who changed what of the model, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import CustomField, Event
from caruso.objects.modelling.restoring import OF_FIELDS, OF_OBJECTS
from caruso.objects.models import ModelledObject
from caruso.objects.wording import Wording, object_label

_OBJECTS = (OF_OBJECTS, OF_FIELDS)
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
    """One setting with what it was and what it became, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass
class LogLine:
    """`subject` is the object or field as it is now; None once it was destroyed."""

    event: Event
    subject: CustomField | ModelledObject | None
    verb: Any
    icon: str
    hue: str

    @property
    def title(self) -> str:
        """What it is called now, in the reader's language; what is no more is called as it was."""
        if self.event.kind == "ordered":
            return ""
        if isinstance(self.subject, ModelledObject):
            return self.subject.label_plural
        return self.subject.label if self.subject else self.event.data.get("title", "")

    @property
    def kinds(self) -> list[str]:
        """From what to what a field was made another kind."""
        return [self._wording.value("kind", kind) for kind in self.event.data.get("kinds", [])]

    @property
    def changes(self) -> list[Changed]:
        """What became of what, setting by setting; older events do not know."""
        if self.event.kind != "changed":
            return []
        field, of_field = self.event.data.get("name", ""), self.event.object == OF_FIELDS
        return [
            Changed(
                name, self._wording.setting(name, of_field=of_field), *self._wording.pair(name, before, after, field)
            )
            for name, (before, after) in self.event.data.get("changes", {}).items()
        ]

    @property
    def object(self) -> str:
        return object_label(self.event.data.get("object", ""))

    @property
    def way_back(self) -> tuple[Any, str] | None:
        """How it is undone, and where, as long as that makes sense; single settings are restored beside them."""
        if self.subject is None:
            return None
        is_away = self.subject.archived_at is not None
        if self.event.kind == "archived" and is_away:
            return _("Take it back from the bin"), reverse("objects:bin")
        if self.event.kind == "converted" and not is_away:
            return _("The former one rests in the bin"), reverse("objects:bin")
        return None

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.event.data.get("object", ""))


def log_of(object: str | None) -> list[LogLine]:
    """The latest changes of one object's definition and fields, or of all."""
    found = Event.objects.filter(object__in=_OBJECTS).select_related("actor").order_by("-id")
    if object is not None:
        found = found.filter(data__object=object)
    return lines_of(list(found[:_LONGEST]))


def lines_of(events: Sequence[Event]) -> list[LogLine]:
    subjects: Mapping[str, Mapping[int, Any]] = {
        OF_FIELDS: CustomField.objects.in_bulk([one.record for one in events if one.object == OF_FIELDS]),
        OF_OBJECTS: ModelledObject.objects.in_bulk([one.record for one in events if one.object == OF_OBJECTS]),
    }
    return [_line(event, subjects[event.object].get(event.record)) for event in events]


def _line(event: Event, subject: Any) -> LogLine:
    verb, icon, hue = VERBS.get((event.object, event.kind), (event.kind, "history", "gray"))
    return LogLine(event, subject, verb, icon, hue)
