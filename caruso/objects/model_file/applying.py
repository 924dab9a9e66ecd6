"""Bringing a model in: whole or not at all."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction

from caruso.kernel import defining
from caruso.kernel.access.roles import save_role
from caruso.kernel.models import CustomField, Role, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.objects.layouts.saving import save_layout
from caruso.objects.model_file import change as changes_of
from caruso.objects.model_file import mapped, rights
from caruso.objects.model_file.change import Change
from caruso.objects.model_file.comparing import compare, fingerprint, late, needs
from caruso.objects.model_file.marked import problem_at
from caruso.objects.model_file.model import FieldModel, Model, ScreenModel
from caruso.objects.model_file.removals import remove_all
from caruso.objects.model_file.screens import content_of
from caruso.objects.modelling.computing import CONDITIONS
from caruso.objects.modelling.converting import convert, plan_conversion
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.objects import DefinitionChanged, change_object, make_object
from caruso.objects.modelling.ordering import order_fields
from caruso.objects.models import ModelledObject

_OF_MAPPED = (changes_of.NEW_MAPPED, changes_of.CHANGED_MAPPED, changes_of.NO_COLUMN)


def apply(wanted: Model, *, by: User, seen: str = "", removing: Collection[str] = ()) -> list[Change]:
    """Make everything so as the model says; `seen` is the fingerprint of the changes that somebody looked at.

    `removing` are the keys of what is to be removed because it is not in the model.

    Raises DefinitionChanged where others are needed by now, ValidationError with the line where a change is refused.
    """
    tables = _tables(wanted, removing)
    try:
        with changing_objects(by):
            changes = compare(wanted, removing)
            if seen and seen != fingerprint(changes):
                raise DefinitionChanged
            made = [change for change in changes if not change.is_removal]
            for computed, some in groupby(made, key=lambda change: needs(change) > 0):
                _make_all(list(some), wanted, tables, by, in_any_order=computed)
            remove_all([change for change in changes if change.is_removal], wanted, tables, by=by)
            return changes
    finally:
        # What was rolled back must not be known by its version.
        forget_organisation()


def with_plans(changes: list[Change], *, by: User) -> list[Change]:
    """The changes, where a kind changes with what that would do to the values. Raises ValidationError with the line."""
    return [_with_plan(change, by) if change.what == changes_of.CONVERTED else change for change in changes]


def _with_plan(change: Change, by: User) -> Change:
    row = change.field_model
    assert row is not None
    stored = CustomField.objects.get(object=change.object, name=row.name)
    with _at(change):
        return replace(change, plan=plan_conversion(stored, row.kind, by=by, **_of_new_kind(row)))


def _tables(wanted: Model, removing: Collection[str]) -> dict[str, mapped.Table]:
    """The tables that must be looked at, before anything is held: another database may take its time."""
    if not wanted.mapped:
        return {}
    changes = [change for change in compare(wanted, removing) if change.what in _OF_MAPPED]
    return mapped.read_tables(wanted, {change.object.removeprefix("mapped.") for change in changes})


@contextmanager
def _at(change: Change) -> Iterator[None]:
    try:
        yield
    except ValidationError as problem:
        raise problem_at(change.line, " ".join(problem.messages)) from None


def _make_all(
    changes: list[Change], wanted: Model, tables: dict[str, mapped.Table], by: User, *, in_any_order: bool
) -> None:
    """What hangs on others of these is made once they are there: formulas of roll-ups of formulas."""
    while changes:
        left: list[Change] = []
        refused = None
        for change in changes:
            try:
                with transaction.atomic(), _at(change):
                    _make(change, wanted, tables, by)
            except ValidationError as problem:
                if not in_any_order:
                    raise
                left.append(change)
                refused = refused or problem
        if refused is not None and len(left) == len(changes):
            raise refused
        changes = left


def _make(change: Change, wanted: Model, tables: dict[str, mapped.Table], by: User) -> None:
    one, row, table = change.object_model, change.field_model, change.mapped_model
    if change.what == changes_of.NEW_OBJECT and one:
        early = {name: value for name, value in one.settings.items() if name not in late(one)}
        make_object(one.labels, one.plurals, by=by, name=one.name, **early)
    elif change.what == changes_of.CHANGED_OBJECT and one:
        values = {"labels": one.labels, "plurals": one.plurals, **one.settings}
        change_object(ModelledObject.objects.get(name=one.name), values, by=by)
    elif change.what == changes_of.NEW_FIELD and row:
        add_field(change.object, row.kind, row.labels, by=by, name=row.name, **row.said)
    elif change.what in (changes_of.CHANGED_FIELD, changes_of.CONVERTED) and row:
        _change_field(change, row, by)
    elif change.what == changes_of.NEW_MAPPED and table:
        mapped.make(table, tables[table.name], by=by)
    elif change.what == changes_of.CHANGED_MAPPED and table:
        mapped.change(table, tables[table.name], set(), by=by)
    elif change.what == changes_of.NEW_ROLE:
        save_role(Role(), {"name": change.role}, by=by)
    elif change.what == changes_of.RIGHTS:
        rights.write(change.role, change.object, change.said, set(wanted.fields_of(change.object)), by=by)
    elif change.what == changes_of.SCREEN and change.screen:
        _arrange(change.screen, by)
    else:
        order_fields(change.object, change.order, by=by)


def _change_field(change: Change, row: FieldModel, by: User) -> None:
    stored = CustomField.objects.get(object=change.object, name=row.name)
    if change.what == changes_of.CONVERTED:
        stored = convert(stored, row.kind, by=by, **_of_new_kind(row))
    defining.change_field(stored, by=by, labels=row.labels, **row.said)


def _of_new_kind(row: FieldModel) -> dict[str, object]:
    """What decides which values fit; conditions may be about fields that are not there yet."""
    options = {name: value for name, value in row.options.items() if name not in CONDITIONS}
    return {"choices": row.choices, "options": options}


def _arrange(one: ScreenModel, by: User) -> None:
    place, content = content_of(one)
    layout = place.layout
    version = layout.version if layout else 0
    save_layout(place.object, place.face, place.role, content, by=by, version=version)
