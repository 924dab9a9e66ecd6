"""Bringing a model in: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel import defining
from caruso.kernel.models import CustomField, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.objects.model_file import comparing
from caruso.objects.model_file.comparing import Change, compare, fingerprint
from caruso.objects.model_file.marked import problem_at
from caruso.objects.model_file.model import FieldModel, Model
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.objects import DefinitionChanged, change_object, make_object
from caruso.objects.modelling.ordering import order_fields
from caruso.objects.models import ModelledObject


def apply(wanted: Model, *, by: User, seen: str = "") -> list[Change]:
    """Make everything so as the model says; `seen` is the fingerprint of the changes that somebody looked at.

    Raises DefinitionChanged where others are needed by now, ValidationError with the line where a change is refused.
    """
    try:
        with changing_objects(by):
            changes = compare(wanted)
            if seen and seen != fingerprint(changes):
                raise DefinitionChanged
            for change in changes:
                with _at(change):
                    _make(change, by)
            return changes
    finally:
        # What was rolled back must not be known by its version.
        forget_organisation()


@contextmanager
def _at(change: Change) -> Iterator[None]:
    try:
        yield
    except ValidationError as problem:
        raise problem_at(change.line, " ".join(problem.messages)) from None


def _make(change: Change, by: User) -> None:
    one, row = change.object_model, change.field_model
    if change.what == comparing.NEW_OBJECT and one:
        late = comparing._late(one)
        early = {name: value for name, value in one.settings.items() if name not in late}
        make_object(one.labels, one.plurals, by=by, name=one.name, **early)
    elif change.what == comparing.CHANGED_OBJECT and one:
        values = {"labels": one.labels, "plurals": one.plurals, **one.settings}
        change_object(ModelledObject.objects.get(name=one.name), values, by=by)
    elif change.what == comparing.NEW_FIELD and row:
        said: dict[str, Any] = _said(row)
        add_field(change.object, row.kind, row.labels, by=by, name=row.name, **said)
    elif change.what == comparing.CHANGED_FIELD and row:
        said = _said(row)
        stored = CustomField.objects.get(object=change.object, name=row.name)
        defining.change_field(stored, by=by, labels=row.labels, **said)
    else:
        order_fields(change.object, change.order, by=by)


def _said(row: FieldModel) -> dict[str, Any]:
    return {"choices": row.choices, "required": row.required, "help": row.help, "options": row.options}
