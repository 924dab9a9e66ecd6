"""What a file would change. What it does not mention stays as it is: a file adds and changes, it never removes."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_objects
from caruso.objects.model_file.marked import problem_at
from caruso.objects.model_file.model import FieldModel, Model, ObjectModel, present
from caruso.objects.models import ModelledObject

NEW_OBJECT, CHANGED_OBJECT, NEW_FIELD, CHANGED_FIELD, ORDER = "new_object", "object", "new_field", "field", "order"


@dataclass(frozen=True)
class Change:
    """One thing that the file says and Caruso does not have so. `differences` are (what, before, after)."""

    what: str
    object: str
    title: str
    object_model: ObjectModel | None = None
    field_model: FieldModel | None = None
    differences: list[tuple[str, Any, Any]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    @property
    def line(self) -> int:
        found = self.field_model or self.object_model
        return found.line if found else 0


def compare(wanted: Model) -> list[Change]:
    """The changes in the order in which they are made. Raises ValidationError for what cannot be made, with the lines."""
    here = present()
    problems = list(_problems(wanted, here))
    if problems:
        raise ValidationError(problems)
    objects: list[Change] = []
    fields: list[Change] = []
    later: list[Change] = []
    orders: list[Change] = []
    for one in wanted.objects.values():
        if one.name not in here.objects:
            objects.append(Change(NEW_OBJECT, one.key, in_language(one.labels), one))
            if _late(one):
                later.append(Change(CHANGED_OBJECT, one.key, in_language(one.labels), one))
        elif differences := _object_differences(here.objects[one.name], one):
            later.append(Change(CHANGED_OBJECT, one.key, in_language(one.labels), one, differences=differences))
    for key, wanted_fields in _fields(wanted):
        fields += _field_changes(key, here.fields_of(key), wanted_fields)
        if order := _order(list(here.fields_of(key)), list(wanted_fields)):
            orders.append(Change(ORDER, key, "", order=order))
    return [*objects, *sorted(fields, key=_needs), *later, *orders]


def fingerprint(changes: list[Change]) -> str:
    """By which one knows that what is applied is what was looked at."""
    told = [(one.what, one.object, one.title, one.differences, one.order) for one in changes]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()[:16]


def _late(one: ObjectModel) -> dict[str, Any]:
    """What names fields, and is therefore said when they are there."""
    names = ("title", "columns", "matching", "board_lane", "board_total", "calendar_start", "calendar_minutes")
    return {name: one.settings[name] for name in names if one.settings.get(name)}


def _fields(model: Model) -> Iterator[tuple[str, dict[str, FieldModel]]]:
    for one in model.objects.values():
        yield one.key, one.fields
    yield from model.extended.items()


def _needs(change: Change) -> int:
    """What is computed of other fields comes after them."""
    options = change.field_model.options if change.field_model else {}
    return 2 if "roll_up" in options else 1 if options.keys() & {"formula", "visible_when", "required_when"} else 0


def _field_changes(key: str, here: dict[str, FieldModel], wanted: dict[str, FieldModel]) -> Iterator[Change]:
    for name, one in wanted.items():
        if name not in here:
            yield Change(NEW_FIELD, key, in_language(one.labels), field_model=one)
        elif differences := _field_differences(here[name], one):
            yield Change(CHANGED_FIELD, key, in_language(one.labels), field_model=one, differences=differences)


def _object_differences(here: ObjectModel, wanted: ObjectModel) -> list[tuple[str, Any, Any]]:
    pairs = [("labels", here.labels, wanted.labels), ("plurals", here.plurals, wanted.plurals)]
    pairs += [(name, here.settings[name], value) for name, value in wanted.settings.items()]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _field_differences(here: FieldModel, wanted: FieldModel) -> list[tuple[str, Any, Any]]:
    kept = {choice["value"] for choice in wanted.choices}
    archived = [{**choice, "archived": True} for choice in here.choices if choice["value"] not in kept]
    pairs: list[tuple[str, Any, Any]] = [
        ("labels", here.labels, wanted.labels),
        ("required", here.required, wanted.required),
        ("help", here.help, wanted.help),
        ("choices", here.choices, [*wanted.choices, *archived]),
    ]
    names = [*wanted.options, *(name for name in here.options if name not in wanted.options)]
    pairs += [(name, here.options.get(name), wanted.options.get(name)) for name in names]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _order(here: list[str], wanted: list[str]) -> list[str]:
    """The order of all fields, where the file has another one of those it names."""
    known = [name for name in here if name in wanted]
    if known == [name for name in wanted if name in here]:
        return []
    return [*wanted, *(name for name in here if name not in wanted)]


def _problems(wanted: Model, here: Model) -> Iterator[ValidationError]:
    built_in = {one.key for one in business_objects() if one.takes_fields and not one.key.startswith("objects.")}
    known = built_in | {one.key for one in here.objects.values()} | {one.key for one in wanted.objects.values()}
    binned = set(ModelledObject.objects.exclude(archived_at=None).values_list("name", flat=True))
    for one in wanted.objects.values():
        if one.name in binned:
            yield problem_at(one.line, _("“%(name)s” is in the bin: take it back, or destroy it.") % {"name": one.name})
    for key, fields in _fields(wanted):
        if key not in known:
            line = min((one.line for one in fields.values()), default=2) - 1
            yield problem_at(line, _("There is no object “%(name)s”.") % {"name": key})
            continue
        yield from _field_problems(key, fields, here.fields_of(key), known.__contains__)


def _field_problems(
    key: str, wanted: dict[str, FieldModel], here: dict[str, FieldModel], known: Callable[[str], bool]
) -> Iterator[ValidationError]:
    binned = CustomField.objects.filter(object=key).exclude(archived_at=None)
    put_away = set(binned.values_list("name", flat=True))
    for name, one in wanted.items():
        target = one.options.get("target")
        if name in put_away:
            yield problem_at(one.line, _("“%(name)s” is in the bin: take it back, or destroy it.") % {"name": name})
        elif name in here and here[name].kind != one.kind:
            message = _("“%(name)s” is of the kind “%(here)s” here; change that on its page first.")
            yield problem_at(one.line, message % {"name": name, "here": here[name].kind})
        elif one.kind == "relation" and not target:
            yield problem_at(one.line, _("Say with “target” which object it leads to."))
        elif target and not known(str(target)):
            yield problem_at(one.line, _("There is no object “%(name)s”.") % {"name": str(target)[:80]})
        elif name in here and here[name].options.get("target") != target:
            yield problem_at(one.line, _("“%(name)s” leads to another object here; that stays.") % {"name": name})
