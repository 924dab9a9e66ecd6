"""Giving an object or a field what was said of it before a change, as a new change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.defining import change_field
from caruso.kernel.models import CustomField, Event, User
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.objects import change_object
from caruso.objects.models import ModelledObject

OF_OBJECTS, OF_FIELDS = "objects.modelledobject", "kernel.customfield"
_OF_THE_FIELD_ITSELF = ("labels", "choices", "required", "help")
#: What follows from another setting comes back with it.
_ALONG = {"formula": "result", "roll_up": "result"}


def restore_setting(event: Event, name: str, *, by: User) -> None:
    """Say of the object or field what was said before this event; what was changed otherwise since stays.

    Raises ValidationError, for people, where that fits no longer.
    """
    with changing_objects(by):
        if event.object == OF_OBJECTS:
            _restore_of_object(event, name, by)
        else:
            _restore_of_field(event, name, by)


def before(event: Event, name: str) -> Any:
    """What the event says was before. Raises KeyError for what it did not change."""
    return event.data["changes"][name][0]


def _restore_of_object(event: Event, name: str, by: User) -> None:
    definition = ModelledObject.objects.filter(pk=event.record, archived_at=None).first()
    if definition is None:
        raise ValidationError(_("The object is not in use any more; take it back from the bin first."))
    if getattr(definition, name) == before(event, name):
        raise _so_already()
    change_object(definition, {name: before(event, name)}, by=by)


def _restore_of_field(event: Event, name: str, by: User) -> None:
    row = CustomField.objects.filter(pk=event.record, archived_at=None).first()
    if row is None:
        raise ValidationError(_("The field is not in use any more; take it back from the bin first."))
    own: dict[str, Any] = {one: getattr(row, one) for one in _OF_THE_FIELD_ITSELF}
    options = dict(row.options)
    said = own if name in own else options
    if said.get(name) == before(event, name):
        raise _so_already()
    along = _ALONG.get(name)
    for one in (name, along) if along and along in event.data["changes"] else (name,):
        said[one] = before(event, one)
    change_field(row, by=by, **own, options={one: value for one, value in options.items() if value is not None})


def _so_already() -> ValidationError:
    return ValidationError(_("It is so already; there is nothing to restore."))
