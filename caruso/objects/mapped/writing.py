"""Writing a row of another program's table, in a session of its own that may.

What is written is told on the timeline of the row afterwards: the firm's own database never waits for another one
with a change half done.
"""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, connections, transaction
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.events.recording import record_events
from caruso.kernel.link_rights import refuse_hidden_links
from caruso.kernel.values import put, stored_value
from caruso.objects.mapped.book import Key, key_of, numbers_of
from caruso.objects.mapped.refusals import refusal_of
from caruso.screens.away import SourceDenied

_NO_KEY = _("What tells the row from others is not among the columns in use.")


def create(record: Any, *, by: Any) -> None:
    """Insert the row, with the columns that were given; the others take what the database gives them.

    Raises ValidationError for what the database refuses, SourceAway.
    """
    model = _writable(record)
    given = [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and getattr(record, column.attname) not in (None, "")
    ]
    if not given:
        raise ValidationError(_("Please fill in something."))
    with _refusals_told(model), transaction.atomic(using=model.WRITING):
        record.pk = _inserted(record, given)
        if record.pk is None:
            raise ValidationError(_NO_KEY)
        _take(record, _stored(record))
    _tell(record, "created", by, {})


def change(
    record: Any, values: Mapping[str, Any], *, by: Any, version: int | None, seen: Mapping[str, Any] | None
) -> bool:
    """Write these values; True if anything was different.

    Raises ValidationError for what the database refuses, Conflict where another program has written meanwhile,
    SourceAway.
    """
    model = _writable(record)
    fields = record.described.fields
    with _refusals_told(model), transaction.atomic(using=model.WRITING):
        stored = _stored(record, lock=True)
        if stored is None:
            raise Conflict(record, {}, gone=True)
        _refuse_stale(stored, values, version, seen)
        refuse_hidden_links([(stored, values)], by)
        before = {name: stored_value(stored, name) for name in values}
        for name, value in values.items():
            # What is left empty is nothing where the column may hold that, as most programs have it.
            nothing = value == "" and model._meta.get_field(name).null
            put(stored, fields[name], None if nothing else value)
        changes = {name: [before[name], now] for name in values if (now := stored_value(stored, name)) != before[name]}
        _refuse_other_key(model, changes)
        if changes:
            stored.save(using=model.WRITING, update_fields=list(changes))
            stored = _stored(record) or stored
    _take(record, stored)
    if changes:
        _tell(record, "changed", by, {"changes": changes})
    return bool(changes)


def _inserted(record: Any, given: list[Any]) -> Any:
    """The number of the row, once it is there."""
    model = type(record)
    number = model._meta.pk
    key = _given_key(record, given) if model.KEYS else None
    if key is not None:
        model._base_manager._insert([record], fields=given, using=model.WRITING)
        return numbers_of(number.object, [key])[key]
    tells = connections[model.WRITING].features.can_return_columns_from_insert
    if len(model.KEYS) > 1 or (model.KEYS and not tells):
        raise ValidationError({name: _("Please fill this in.") for name in _key_fields(model)} or _NO_KEY)
    return model._base_manager._insert([record], fields=given, returning_fields=[number], using=model.WRITING)[0][0]


def _given_key(record: Any, given: list[Any]) -> Key | None:
    """The key of the new row, where its maker chose it; others the database makes."""
    by_column = {column.column: column for column in given}
    if not by_column.keys() >= set(record.KEYS):
        return None
    columns = [by_column[name] for name in record.KEYS]
    return key_of(
        column.get_db_prep_save(getattr(record, column.attname), connections[record.WRITING]) for column in columns
    )


def _key_fields(model: Any) -> list[str]:
    """The fields that are part of the key, where the book numbers the rows."""
    columns = model._meta.concrete_fields
    return [column.name for column in columns if not column.primary_key and column.column in model.KEYS]


def _refuse_other_key(model: Any, changes: Mapping[str, Any]) -> None:
    """Whoever changes the key makes another row of it, as everybody knows it who keeps the key."""
    message = _("This tells the row from others, so only the program that keeps it changes it.")
    if names := changes.keys() & set(_key_fields(model)):
        raise ValidationError(dict.fromkeys(names, message))


def _writable(record: Any) -> Any:
    model = type(record)
    if not model.WRITING:
        raise ValidationError(_("This is only read here; the program that keeps it writes it."))
    return model


def _stored(record: Any, *, lock: bool = False) -> Any:
    """The row as the session that writes finds it; None where it is not there."""
    rows = type(record).objects.using(type(record).WRITING).filter(pk=record.pk).order_by()
    return (rows.select_for_update() if lock else rows).first()


def _take(record: Any, stored: Any) -> None:
    """The source may keep what was written otherwise: rounded, completed, by a trigger."""
    for column in record._meta.concrete_fields if stored is not None else ():
        setattr(record, column.attname, getattr(stored, column.attname))
    record.worked_out = {}


def _refuse_stale(stored: Any, values: Mapping[str, Any], version: int | None, seen: Mapping[str, Any] | None) -> None:
    if seen is not None:
        theirs = {name for name, old in seen.items() if stored_value(stored, name) != old}
    elif version is not None and version != stored.version:
        theirs = set(values)
    else:
        return
    if theirs:
        fields = stored.described.fields
        found = {
            name: (stored_value(stored, name), values.get(name))
            for name in theirs
            if seen is not None or stored_value(stored, name) != fields[name].kind.dump(values.get(name))
        }
        raise Conflict(stored, found)


@contextlib.contextmanager
def _refusals_told(model: Any) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError, OperationalError) as problem:
        raise refusal_of(model, problem) from None
    except SourceDenied as denied:
        raise ValidationError(denied.reason) from None


def _tell(record: Any, kind: str, by: Any, data: dict[str, Any]) -> None:
    with transaction.atomic():
        record_events([record], kind, by=by, data=[data])
