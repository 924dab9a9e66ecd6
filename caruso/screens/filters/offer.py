"""What can be asked of an object: its fields, those of what it leads to, and how many records point to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.conditions import operators_for
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.objects import business_object
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import offered_fields

COUNT = "count:"
#: How conditions go together.
MODES = [("all", gettext_lazy("all of these")), ("any", gettext_lazy("any of these"))]
#: Periods offered for dates; any other can be written as text.
PERIODS = [
    ("today", gettext_lazy("today")),
    ("yesterday", gettext_lazy("yesterday")),
    ("tomorrow", gettext_lazy("tomorrow")),
    ("this week", gettext_lazy("this week")),
    ("last week", gettext_lazy("last week")),
    ("next week", gettext_lazy("next week")),
    ("this month", gettext_lazy("this month")),
    ("last month", gettext_lazy("last month")),
    ("this quarter", gettext_lazy("this quarter")),
    ("this year", gettext_lazy("this year")),
    ("last 7 days", gettext_lazy("the last 7 days")),
    ("last 30 days", gettext_lazy("the last 30 days")),
    ("last 90 days", gettext_lazy("the last 90 days")),
    ("last 365 days", gettext_lazy("the last 365 days")),
    ("next 7 days", gettext_lazy("the next 7 days")),
    ("next 30 days", gettext_lazy("the next 30 days")),
    ("more than 30 days ago", gettext_lazy("more than 30 days ago")),
    ("more than 90 days ago", gettext_lazy("more than 90 days ago")),
]


@dataclass(frozen=True)
class Asked:
    """Something that can be asked: `path` as conditions name it, and the field that tells how to compare."""

    path: str
    label: str
    field: Field
    group: str

    @property
    def operators(self) -> Any:
        return operators_for(self.field)


def offer(screen: Screen, user: Any) -> list[Asked]:
    """Everything that this person can ask of this screen's records, grouped, own fields first."""
    names = offered_fields(screen, user)
    return [*_own(screen, names), *_linked(screen, user, names), *_counted(screen, user)]


def asked(screen: Screen, user: Any, path: str) -> Asked | None:
    """What this path asks; None for what the person cannot ask. Looks at no more of the offer than where it would be."""
    if path.startswith(COUNT):
        return next((one for one in _counted(screen, user) if one.path == path), None)
    names = [name for name in offered_fields(screen, user) if name == path.partition(".")[0]]
    return next((one for one in (*_own(screen, names), *_linked(screen, user, names)) if one.path == path), None)


def _own(screen: Screen, names: Iterable[str]) -> Iterator[Asked]:
    for name in names:
        field = screen.field(name).with_retired
        if field.kind.family == "entries":
            for column in field.columns:
                if column.name not in ("primary", "type"):
                    label = f"{capfirst(field.label)}: {column.label}"
                    yield Asked(f"{name}.{column.name}", label, column, screen.label)
        yield Asked(name, capfirst(str(field.label)), field, screen.label)


def _linked(screen: Screen, user: Any, names: Iterable[str]) -> Iterator[Asked]:
    for name in names:
        link = screen.field(name)
        if link.kind.name != "relation":
            continue
        try:
            other = screen_of(link.target)
        except KeyError:
            continue
        if user.access.may(other.key, "view"):
            for one in offered_fields(other, user):
                field = other.field(one).with_retired
                if field.kind.family not in ("entries", "records") and field.kind.name != "relation":
                    yield Asked(f"{name}.{one}", capfirst(str(field.label)), field, capfirst(str(link.label)))


def _counted(screen: Screen, user: Any) -> Iterator[Asked]:
    number = kind_named("integer")
    for collection in screen.object.gathered.values():
        if user.access.may(collection.target, "view") and user.access.field(*collection.kept_in) != "hidden":
            label = capfirst(str(collection.label or business_object(collection.target).label_plural))
            field = Field(collection.name, label, number)
            yield Asked(f"{COUNT}{collection.name}", label, field, _("How many"))
