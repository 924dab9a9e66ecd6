"""What must be true of several fields together: the model's `validate(values, record)`, where it has one."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from caruso.screens.description import Screen
from caruso.screens.links import value_of


def draft_of(screen: Screen, record: Any, values: Mapping[str, Any]) -> Any:
    """What the record would be with these values, or a new one; nothing is written."""
    draft = screen.model()
    for column in draft._meta.concrete_fields if record is not None else ():
        setattr(draft, column.attname, getattr(record, column.attname))
    for name, value in values.items():
        draft.put(name, value)
    draft.derive()
    return draft


def validate_together(screen: Screen, values: Mapping[str, Any], record: Any) -> None:
    """Hold new values, over those that `record` already has, against the rules of the object.

    Raises ValidationError, by field where the rule is about one.
    """
    validate = getattr(screen.model, "validate", None)
    refused_values = getattr(screen.model, "refused_values", None)
    if validate is None and refused_values is None:
        return
    current = {}
    if record is not None:
        kept = {name: field for name, field in screen.object.fields.items() if field.computed is None}
        current = {name: value_of(field, record) for name, field in kept.items()}
    together = {**current, **values}
    if refused_values is not None:
        refused = refused_values(together)
        if changed := {
            name: why for name, why in refused.items() if name not in current or current[name] != together[name]
        }:
            raise ValidationError(changed)
    if validate is not None:
        validate(together, record)
