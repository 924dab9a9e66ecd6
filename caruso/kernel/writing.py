"""How records are written: always in a transaction, with an event, and with what is kept beside them.

Each verb takes many records, because imports and bulk edits do; one record is a list of one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from caruso.kernel import rows
from caruso.kernel.asking import lacking, refuse_lacking, sometimes_asked
from caruso.kernel.conflict import Conflict
from caruso.kernel.events.recording import record_events
from caruso.kernel.link_rights import refuse_hidden_links
from caruso.kernel.values import put, stored_value
from caruso.kernel.written import Changes, Written, tell_keepers

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User


def create(
    records: "Sequence[Record]",
    *,
    by: "User | None",
    kind: str = "created",
    at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write new records of one object.

    `at` is when it happened, for what is told afterwards; a record that brings its own `created_at` keeps it.
    """
    if not records:
        return
    from caruso.kernel.files.fields import take_files
    from caruso.kernel.uniqueness import refuse_taken, told_by_field

    moment = at or timezone.now()
    _give_teams(records)
    for record in records:
        record.created_at = record.updated_at = record.created_at or moment
        record.created_by = by
        record.written_at = record.created_at
        record.derive()
        record.check_new(by=by)
    _refuse_lacking(records, by)
    with transaction.atomic():
        type(records[0]).begin_writing()
        type(records[0]).settle_new(records)
        _give_numbers(records)
        _give_defaults(records)
        refuse_taken(records, [None] * len(records))
        with told_by_field(records[0].described):
            rows.insert(records)
        take_files(records, [None] * len(records), by)
        moments = [record.created_at for record in records]
        record_events(records, kind, by=by, at=moments, data=[dict(data or {})] * len(records))
        tell("create", records, [None] * len(records), by)


def _refuse_lacking(records: "Sequence[Record]", by: "User | None") -> None:
    """Caruso itself (`by` nobody) takes down what it gets, as far as it goes."""
    if by is not None and sometimes_asked(records[0].described):
        for record in records:
            refuse_lacking(record, lacking(record))


def _give_numbers(records: "Sequence[Record]") -> None:
    """Documents take the next number of their series, in the transaction that writes them."""
    if pattern := records[0].NUMBERING:
        from caruso.kernel.numbering import next_number

        for record in records:
            if not record.number:
                record.number = next_number(record.described.key, record.created_at.year, pattern=pattern)
                record.derive_from_number()


def _give_defaults(records: "Sequence[Record]") -> None:
    """What a new record begins with in custom fields that nobody filled; one left empty on purpose stays so."""
    defaults = [field for field in records[0].described.custom_fields.values() if field.given_default]
    for record in records if defaults else ():
        custom = {field.name: field.kind.dump(field.default) for field in defaults} | record.custom
        record.custom = {name: value for name, value in custom.items() if value is not None}


def _give_teams(records: "Sequence[Record]") -> None:
    """A record belongs to the team of its owner unless it was given to another."""
    owners = {record.owner_id for record in records if record.owner_id is not None and record.team_id is None}
    if not owners:
        return
    from caruso.kernel.models.user import User

    teams = dict(User.objects.filter(pk__in=owners).values_list("pk", "team"))
    for record in records:
        if record.team_id is None and record.owner_id is not None:
            record.team_id = teams.get(record.owner_id)


def change(
    record: "Record",
    values: Mapping[str, Any],
    *,
    by: "User | None",
    version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    kind: str = "changed",
    at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
    trusted_links: bool = False,
    touched: bool = False,
) -> bool:
    """Write these (already parsed) field values; True if anything was different.

    `version` is the one the writer saw: an older one raises Conflict with both values of each field in question.
    `seen` is the narrower check of an inline edit: the old value of just the fields written.
    `trusted_links` says that links were taken from records, not from the writer, and may lead to what is hidden.
    `touched` says that something kept with the record changes, so that this is a change even where no field differs.
    """
    changed = change_all(
        [(record, values)],
        by=by,
        versions=[version],
        seen=seen,
        kind=kind,
        at=at,
        data=data,
        trusted_links=trusted_links,
        touched=touched,
    )
    return bool(changed)


def change_all(
    pairs: "Sequence[tuple[Record, Mapping[str, Any]]]",
    *,
    by: "User | None",
    versions: Sequence[int | None] | None = None,
    seen: Mapping[str, Any] | None = None,
    kind: str = "changed",
    at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
    trusted_links: bool = False,
    touched: bool = False,
) -> "list[Record]":
    """Change many records of one object in one transaction; those that really changed are returned.

    The records given are brought up to date with what is stored before the values are set.
    """
    if not pairs:
        return []
    from caruso.kernel.files.fields import take_files
    from caruso.kernel.uniqueness import refuse_taken, told_by_field

    with transaction.atomic():
        records = [record for record, _values in pairs]
        type(records[0]).begin_writing()
        _bring_up_to_date(records)
        for (record, values), version in zip(pairs, versions or [None] * len(pairs), strict=True):
            _refuse_stale(record, values, version, seen)
        if not trusted_links:
            refuse_hidden_links(pairs, by)
        changed: list[Record] = []
        changes: list[Changes | None] = []
        moment = at or timezone.now()
        asked = by is not None and not trusted_links and bool(sometimes_asked(records[0].described))
        for record, values in pairs:
            record.written_at = moment
            before = lacking(record) if asked else frozenset()
            differing = _set(record, values)
            if differing or touched:
                record.check_change(differing, by=by)
                if asked:
                    # What lacked before a rule was made stops nobody who writes something else.
                    refuse_lacking(record, lacking(record) - (before - values.keys()))
                changed.append(record)
                changes.append(differing)
        if changed:
            refuse_taken(changed, [one or {} for one in changes])
            with told_by_field(changed[0].described):
                _save(changed, moment, changes)
            if not trusted_links:
                take_files(changed, [one or {} for one in changes], by)
            extra = dict(data or {})
            record_events(changed, kind, by=by, at=moment, data=[{**extra, "changes": one} for one in changes])
            tell("change", changed, changes, by)
    return changed


def put_in_bin(
    records: "Sequence[Record]",
    *,
    by: "User | None",
    kind: str = "binned",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Take records out of sight; they can be restored until they are destroyed."""
    _mark_binned(records, timezone.now(), by, kind, data)


def restore(
    records: "Sequence[Record]",
    *,
    by: "User | None",
    kind: str = "restored",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Bring records back from the bin."""
    _mark_binned(records, None, by, kind, data)


def _mark_binned(
    records: "Sequence[Record]",
    moment: datetime | None,
    by: "User | None",
    kind: str,
    data: Mapping[str, Any] | None,
) -> None:
    """Mark those that are not marked so yet; of two at the same time the second finds nothing to do.

    Raises ValidationError where a record's own rules refuse it; then none is marked.
    """
    if not records:
        return
    from caruso.kernel.uniqueness import refuse_taken, told_by_field

    with transaction.atomic():
        type(records[0]).begin_writing()
        _bring_up_to_date(records)
        records = [record for record in records if record.in_bin != bool(moment)]
        if not records:
            return
        for record in records:
            (record.check_bin if moment else record.check_restore)(by=by)
            record.binned_at, record.binned_by = moment, by if moment else None
            record.version += 1
        if moment is None:
            refuse_taken(records, [None] * len(records))
        with told_by_field(records[0].described):
            rows.update(records, ["binned_at", "binned_by", "version"])
        record_events(records, kind, by=by, data=[dict(data or {}) for _record in records])
        tell("bin" if moment else "restore", records, [None] * len(records), by)


def _bring_up_to_date(records: "Sequence[Record]") -> None:
    """Lock the rows and take their stored values, so that the change is told against the truth."""
    rows_of_records = type(records[0]).objects.filter(pk__in=[record.pk for record in records])
    # In one order, so that two who write the same records do not wait for each other.
    stored = {row.pk: row for row in rows_of_records.select_for_update(of=("self",)).order_by("pk")}
    for record in records:
        if record.pk not in stored:
            raise Conflict(record, {}, gone=True)
        record.worked_out = {}
        for column in record._meta.concrete_fields:
            setattr(record, column.attname, getattr(stored[record.pk], column.attname))


def _refuse_stale(
    record: "Record", values: Mapping[str, Any], version: int | None, seen: Mapping[str, Any] | None
) -> None:
    if seen is not None:
        theirs = {name for name, old in seen.items() if stored_value(record, name) != old}
    elif version is not None and version != record.version:
        theirs = {name for name in values if stored_value(record, name) != _as_json(record, name, values[name])}
    else:
        return
    if theirs or (seen is None and version != record.version):
        raise Conflict(record, {name: (stored_value(record, name), values.get(name)) for name in theirs})


def _set(record: "Record", values: Mapping[str, Any]) -> Changes:
    """Set the values and return what differs, derived fields included."""
    fields = record.described.fields
    kept = [name for name, field in fields.items() if field.computed is None]
    before = {name: stored_value(record, name) for name in kept}
    for name, value in values.items():
        put(record, fields[name], value)
    record.stored_before = before
    record.derive()
    after = {name: stored_value(record, name) for name in kept}
    record.worked_out = {}
    return {name: [before[name], after[name]] for name in kept if before[name] != after[name]}


def _as_json(record: "Record", name: str, value: Any) -> Any:
    return record.described.field(name).kind.dump(value)


def _save(records: "Sequence[Record]", moment: datetime, changes: Iterable[Changes | None]) -> None:
    for record in records:
        record.version += 1
        record.updated_at = moment
    columns = {"version", "updated_at", "custom"}
    columns.update(type(records[0]).HIDDEN_COLUMNS)
    for one in changes:
        columns.update(name for name in one or () if not records[0].described.field(name).custom)
    if len(records) == 1:
        records[0].save(update_fields=columns)
    else:
        rows.update(records, columns)


def tell(verb: str, records: "Sequence[Record]", changes: Sequence[Changes | None], by: "User | None") -> None:
    tell_keepers(Written(records[0].described, verb, records, changes, by))
