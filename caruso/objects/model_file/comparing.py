"""What a file would change. What it does not mention stays as it is, unless somebody asks for its removal."""

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.labels import in_language
from caruso.kernel.models import Role
from caruso.objects.model_file import mapped, rights, screens
from caruso.objects.model_file.change import (
    CHANGED_FIELD,
    CHANGED_MAPPED,
    CHANGED_OBJECT,
    CONVERTED,
    NEW_FIELD,
    NEW_MAPPED,
    NEW_OBJECT,
    NEW_ROLE,
    ORDER,
    RIGHTS,
    SCREEN,
    Change,
)
from caruso.objects.model_file.model import FieldModel, Model, ObjectModel
from caruso.objects.model_file.present import present
from caruso.objects.model_file.problems import fields_by_object, problems
from caruso.objects.model_file.removals import removals
from caruso.objects.modelling.settings import FIELDS


def compare(wanted: Model, removing: Collection[str] = ()) -> list[Change]:
    """The changes in the order in which they are made, with the removals that are asked for by their keys.

    Raises ValidationError for what cannot be made, with the lines.
    """
    here = present()
    if found := list(problems(wanted, here)):
        raise ValidationError(found)
    return [
        *_of_objects(wanted, here),
        *_of_mapped(wanted, here),
        *_of_roles(wanted, here),
        *_of_screens(wanted, here),
        *(one for one in removals(wanted, here) if one.key in removing),
    ]


def removable(wanted: Model) -> list[Change]:
    """What is here and not in the file."""
    return list(removals(wanted, present()))


def fingerprint(changes: list[Change]) -> str:
    """By which one knows that what is applied is what was looked at; what may be removed is asked for by itself."""
    told = [
        (one.what, one.object, one.title, one.differences, one.order, one.name, one.role)
        for one in changes
        if not one.is_removal
    ]
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()[:16]


def late(one: ObjectModel) -> dict[str, Any]:
    """What names fields, and is therefore said when they are there."""
    return {name: one.settings[name] for name in ("title", "columns", "matching", *FIELDS) if one.settings.get(name)}


def _of_objects(wanted: Model, here: Model) -> list[Change]:
    objects: list[Change] = []
    fields: list[Change] = []
    later: list[Change] = []
    orders: list[Change] = []
    for one in wanted.objects.values():
        if one.name not in here.objects:
            objects.append(Change(NEW_OBJECT, one.key, in_language(one.labels), one))
            if late(one):
                later.append(Change(CHANGED_OBJECT, one.key, in_language(one.labels), one))
        elif differences := _object_differences(here.objects[one.name], one):
            later.append(Change(CHANGED_OBJECT, one.key, in_language(one.labels), one, differences=differences))
    for key, wanted_fields in fields_by_object(wanted):
        fields += _field_changes(key, here.fields_of(key), wanted_fields)
        if order := _order(list(here.fields_of(key)), list(wanted_fields)):
            orders.append(Change(ORDER, key, "", order=order))
    return [*objects, *sorted(fields, key=needs), *later, *orders]


def _of_mapped(wanted: Model, here: Model) -> Iterator[Change]:
    later = []
    for one in wanted.mapped.values():
        known, title = here.mapped.get(one.name), in_language(one.labels)
        if known is None:
            yield Change(NEW_MAPPED, one.key, title, mapped_model=one)
            if mapped.needs_others(one):
                later.append(Change(CHANGED_MAPPED, one.key, title, mapped_model=one))
        elif differences := mapped.differences(known, one):
            later.append(Change(CHANGED_MAPPED, one.key, title, mapped_model=one, differences=differences))
    yield from later


def _of_roles(wanted: Model, here: Model) -> Iterator[Change]:
    known = set(Role.objects.values_list("name", flat=True))
    for role in wanted.roles:
        if role not in known:
            yield Change(NEW_ROLE, "", role, role=role, at=wanted.lines.get((role,), 0))
    for role, own in wanted.rights.items():
        for object in own:
            said = rights.wanted_of(role, object, wanted, here)
            before = here.rights.get(role, {}).get(object, {})
            if differences := rights.differences(before, said):
                at = wanted.lines.get((role, object), 0)
                yield Change(RIGHTS, object, role, differences=differences, role=role, said=said, at=at)


def _of_screens(wanted: Model, here: Model) -> Iterator[Change]:
    for key, one in wanted.screens.items():
        if differences := screens.differences(here.screens.get(key), one):
            yield Change(
                SCREEN,
                one.object,
                screens.title_of(one),
                screen=one,
                differences=differences,
                name=one.face,
                role=one.role,
            )


def needs(change: Change) -> int:
    """What is computed of other fields comes after them; among these the one that makes them finds out the order."""
    options = change.field_model.options if change.field_model else {}
    return 2 if "roll_up" in options else 1 if options.keys() & {"formula", "visible_when", "required_when"} else 0


def _field_changes(key: str, here: dict[str, FieldModel], wanted: dict[str, FieldModel]) -> Iterator[Change]:
    for name, one in wanted.items():
        title = in_language(one.labels)
        if name not in here:
            yield Change(NEW_FIELD, key, title, field_model=one, name=name)
        elif here[name].kind != one.kind:
            differences = [("kind", here[name].kind, one.kind), *_field_differences(here[name], one)]
            yield Change(CONVERTED, key, title, field_model=one, differences=differences, name=name)
        elif differences := _field_differences(here[name], one):
            yield Change(CHANGED_FIELD, key, title, field_model=one, differences=differences, name=name)


def _object_differences(here: ObjectModel, wanted: ObjectModel) -> list[tuple[str, Any, Any]]:
    pairs = [("labels", here.labels, wanted.labels), ("plurals", here.plurals, wanted.plurals)]
    pairs += [(name, here.settings[name], value) for name, value in wanted.settings.items()]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _field_differences(here: FieldModel, wanted: FieldModel) -> list[tuple[str, Any, Any]]:
    kept = {choice["value"] for choice in wanted.choices}
    archived = [{**choice, "archived": True} for choice in here.choices if choice["value"] not in kept]
    choices = [*wanted.choices, *(archived if here.kind == wanted.kind else [])]
    pairs: list[tuple[str, Any, Any]] = [
        ("labels", here.labels, wanted.labels),
        ("required", here.required, wanted.required),
        ("help", here.help, wanted.help),
        ("choices", here.choices, choices),
    ]
    # What comes of a formula follows from it, unless the file says something else.
    names = [*wanted.options, *(name for name in here.options if name not in {*wanted.options, "result"})]
    pairs += [(name, here.options.get(name), wanted.options.get(name)) for name in names]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _order(here: list[str], wanted: list[str]) -> list[str]:
    """The order of all fields, where the file has another one of those it names."""
    known = [name for name in here if name in wanted]
    if known == [name for name in wanted if name in here]:
        return []
    return [*wanted, *(name for name in here if name not in wanted)]
