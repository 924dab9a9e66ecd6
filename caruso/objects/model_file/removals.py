"""What Caruso has and a file has not, in the parts of which the file speaks: removed only where somebody asks for it."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from caruso.kernel.defining import put_field_away
from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField, Role, User
from caruso.objects.layouts.saving import reset_layout
from caruso.objects.mapped.mapping import put_mapping_away
from caruso.objects.mapped.models import MappedObject
from caruso.objects.model_file import mapped, rights, screens
from caruso.objects.model_file.change import (
    NO_COLUMN,
    NO_FIELD,
    NO_MAPPED,
    NO_OBJECT,
    NO_RIGHTS,
    NO_SCREEN,
    Change,
)
from caruso.objects.model_file.model import EXTENDED, MAPPED, OBJECTS, RIGHTS, SCREENS, Model
from caruso.objects.modelling.objects import put_object_away
from caruso.objects.models import Layout, ModelledObject


def removals(wanted: Model, here: Model) -> Iterator[Change]:
    """In the order in which they are made: what leads to others before what is led to."""
    yield from _of_screens(wanted, here)
    if RIGHTS in wanted.parts:
        for role, object in rights.unmentioned(wanted, here):
            yield Change(NO_RIGHTS, object, role, role=role)
    yield from _of_mapped(wanted, here)
    yield from _of_fields(wanted, here)
    if OBJECTS in wanted.parts:
        for one in here.objects.values():
            if one.name not in wanted.objects:
                yield Change(NO_OBJECT, one.key, in_language(one.plurals), here.objects[one.name])


def _of_screens(wanted: Model, here: Model) -> Iterator[Change]:
    gone = {one.key for one in here.objects.values() if one.name not in wanted.objects and OBJECTS in wanted.parts}
    for key, one in here.screens.items() if SCREENS in wanted.parts else ():
        if key not in wanted.screens and one.object not in gone:
            yield Change(NO_SCREEN, one.object, screens.title_of(one), screen=one, name=one.face, role=one.role)


def _of_mapped(wanted: Model, here: Model) -> Iterator[Change]:
    for one in here.mapped.values() if MAPPED in wanted.parts else ():
        if (known := wanted.mapped.get(one.name)) is None:
            yield Change(NO_MAPPED, one.key, in_language(one.plurals), mapped_model=one)
            continue
        said = {**known.fields, **known.computed}
        for name, row in {**one.fields, **one.computed}.items():
            if name not in said:
                yield Change(NO_COLUMN, one.key, in_language(row["labels"]), mapped_model=known, name=name)


def _of_fields(wanted: Model, here: Model) -> Iterator[Change]:
    """Of objects that the file knows; those of other modelled objects go with their objects."""
    own = {one.key: one.fields for one in here.objects.values() if one.name in wanted.objects}
    for key, fields in {**own, **(here.extended if EXTENDED in wanted.parts else {})}.items():
        for name, one in fields.items():
            if name not in wanted.fields_of(key):
                yield Change(NO_FIELD, key, in_language(one.labels), field_model=one, name=name)


def remove_all(changes: Sequence[Change], wanted: Model, tables: dict[str, mapped.Table], *, by: User) -> None:
    """Each into the bin, or back to what is shipped; what others need among these comes after those.

    Raises ValidationError where something needs what would go.
    """
    for change in changes:
        if change.what == NO_SCREEN:
            role = Role.objects.get(name=change.role) if change.role else None
            layout = Layout.objects.get(object=change.object, face=change.name, role=role)
            reset_layout(layout, by=by, version=layout.version)
        elif change.what == NO_RIGHTS:
            rights.forget(change.role, change.object, set(wanted.fields_of(change.object)), by=by)
        elif change.what == NO_MAPPED:
            put_mapping_away(MappedObject.objects.get(name=change.object.removeprefix("mapped.")), by=by)
    for name in dict.fromkeys(change.object.removeprefix("mapped.") for change in changes if change.what == NO_COLUMN):
        without = {one.name for one in changes if one.what == NO_COLUMN and one.object == f"mapped.{name}"}
        mapped.change(wanted.mapped[name], tables[name], without, by=by)
    waiting = [*_rows(changes), *_definitions(changes)]
    while waiting:
        left, refused = _put_away(waiting, by)
        if refused is not None and len(left) == len(waiting):
            raise refused
        waiting = left


def _rows(changes: Sequence[Change]) -> list[CustomField | ModelledObject]:
    """The fields that go, and those by which objects that go lead to each other."""
    gone = {change.object for change in changes if change.what == NO_OBJECT}
    named = {(change.object, change.name) for change in changes if change.what == NO_FIELD}
    return [
        row
        for row in CustomField.objects.filter(archived_at=None)
        if (row.object, row.name) in named or (row.object in gone and row.options.get("target") in gone - {row.object})
    ]


def _definitions(changes: Sequence[Change]) -> list[ModelledObject]:
    names = [change.object.removeprefix("objects.") for change in changes if change.what == NO_OBJECT]
    return list(ModelledObject.objects.filter(name__in=names))


def _put_away(
    waiting: Sequence[CustomField | ModelledObject], by: User
) -> tuple[list[CustomField | ModelledObject], ValidationError | None]:
    """What is left because others need it still, and how the first of these is refused."""
    left: list[CustomField | ModelledObject] = []
    refused = None
    for one in waiting:
        try:
            with transaction.atomic():
                if isinstance(one, CustomField):
                    put_field_away(one, by=by)
                else:
                    put_object_away(one, by=by)
        except ValidationError as problem:
            left.append(one)
            refused = refused or problem
    return left, refused
