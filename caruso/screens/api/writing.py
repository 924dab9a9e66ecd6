"""Records written for a program: each value checked by type and by its field, then the record's verbs."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.asking import out_of_sight
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.nested import nested_of, parse_nested
from caruso.screens.api.preconditions import refuse_stale
from caruso.screens.api.problem import Problem, fault, faults_of
from caruso.screens.api.shapes import LISTS, shape_of
from caruso.screens.description import Nested, Screen
from caruso.screens.doors import record_or_404, require
from caruso.screens.validation import draft_of, validate_together

Fault = dict[str, str]


def create_record(screen: Screen, person: User, data: Mapping[str, Any]) -> Any:
    """A new record, owned by its maker unless the data say otherwise. Raises Problem."""
    require(screen, person, "create")
    values, nested = parsed_all(screen, person, data, new=True)
    validate_together(screen, values, None)
    record = screen.model()
    for name, value in values.items():
        record.put(name, value)
    if "owner" not in values and record.owner_id is None and not record.ASSIGNED:
        record.owner = person
    for field in record.described.fields.values():
        if field.begins_with_maker and field.name not in values:
            record.put(field.name, person)
    record.check_links(by=person)
    for one, rows in nested:
        one.create(record, rows, by=person)
    return record if nested else record.create(by=person)


def change_record(screen: Screen, person: User, number: int, data: Mapping[str, Any], version: int | None) -> Any:
    """The record with these values written. Raises Problem; Conflict for a version that is not the stored one."""
    record = record_or_404(screen, number, person, "edit")
    values, nested = parsed_all(screen, person, data)
    validate_together(screen, values, record)
    for one, rows in nested:
        one.change(record, rows, values, by=person, version=version)
    if not nested:
        record.change(values, by=person, version=version)
    return record


def delete_record(screen: Screen, person: User, number: int, version: int | None = None) -> Any:
    """The record, put in the bin. Raises Conflict for a version that is not the stored one."""
    record = record_or_404(screen, number, person, "delete")
    refuse_stale(record, version)
    record.put_in_bin(by=person)
    return record


def restore_record(screen: Screen, person: User, number: int) -> Any:
    """The record, taken out of the bin."""
    record = record_or_404(screen, number, person, "delete", binned=True)
    record.restore(by=person)
    return record


def destroy_record(screen: Screen, person: User, number: int, version: int | None = None) -> None:
    """Remove a record in the bin for good. Raises Conflict for a version that is not the stored one."""
    record = record_or_404(screen, number, person, "destroy", binned=True)
    refuse_stale(record, version)
    record.destroy(by=person)


def parsed_values(screen: Screen, person: User, data: Mapping[str, Any], *, new: bool = False) -> dict[str, Any]:
    """The parsed values. Raises Problem that names every field that is unknown, read only, missing or wrong."""
    faults: list[Fault] = []
    values = _parsed_fields(screen, person, data, new, faults)
    if faults:
        raise Problem("invalid", errors=faults)
    return values


def parsed_all(
    screen: Screen, person: User, data: Mapping[str, Any], *, new: bool = False
) -> tuple[dict[str, Any], list[tuple[Nested, list[dict[str, Any]]]]]:
    """The parsed values, and the rows of nested lists where any are given. Raises Problem as `parsed_values` does."""
    faults: list[Fault] = []
    known = nested_of(screen)
    fields = {name: raw for name, raw in data.items() if name not in known}
    values = _parsed_fields(screen, person, fields, new, faults)
    nested = [
        (one, parse_nested(one, screen.model, person, data[name], _parsed, faults))
        for name, one in known.items()
        if name in data
    ]
    if faults:
        raise Problem("invalid", errors=faults)
    return values, nested


def _parsed_fields(
    screen: Screen, person: User, data: Mapping[str, Any], new: bool, faults: list[Fault]
) -> dict[str, Any]:
    fields = screen.object.fields
    values: dict[str, Any] = {}
    for name, raw in data.items():
        field = fields.get(name)
        right = person.access.field(screen.key, name) if field else "hidden"
        if name == "id":
            faults.append(fault("body", name, _("This field is read only."), "read_only"))
        elif field is None or right == "hidden":
            faults.append(fault("body", name[:80], _("There is no such field."), "unknown"))
        elif right != "edit" or not field.editable:
            faults.append(fault("body", name, _("This field is read only."), "read_only"))
        else:
            values[name] = _parsed(field, raw, name, faults)
    if new:
        wanted = [one for one in fields.values() if one.required and one.editable and not _is_given(one)]
        missing = [one for one in wanted if one.name not in data]
        unseen = out_of_sight(draft_of(screen, None, values)) if any(one.visible_when for one in missing) else ()
        faults += [
            fault("body", field.name, _("Please fill this in."), "required")
            for field in missing
            if field.name not in unseen
        ]
    return values


def _parsed(field: Field, raw: Any, path: str, faults: list[Fault]) -> Any:
    """The value; whatever is wrong with it is added to `faults`."""
    before = len(faults)
    if raw is not None:
        _check_type(field, raw, path, faults)
    if len(faults) == before:
        try:
            return field.parse([] if raw is None and field.kind.name in LISTS else raw)
        except ValidationError as error:
            faults += faults_of(error, path)
    return None


def _check_type(field: Field, raw: Any, path: str, faults: list[Fault]) -> None:
    shape = shape_of(field)
    if not shape.takes(raw, field):
        faults.append(fault("body", path, shape.message, "type"))
    elif field.columns:
        parts = {part.name: part for part in field.columns}
        for index, entry in enumerate([raw] if isinstance(raw, dict) else raw):
            for name, value in entry.items():
                at = f"{path}[{index}].{name[:80]}"
                if name in parts:
                    _parsed(parts[name], value, at, faults)
                else:
                    faults.append(fault("body", at, _("There is no such part."), "unknown"))


def _is_given(field: Field) -> bool:
    """Whether a new record has something there that nobody sent."""
    return field.given_default is not None or field.begins_with_maker
