"""How records are written: always in a transaction, with an event, and with what is kept beside them.

Each verb takes many records, because imports and bulk edits do; one record is a list of one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel import rows
from caruso.kernel.conflict import Conflict
from caruso.kernel.events.recording import record_events
from caruso.kernel.fields import Field
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
    moment = at or timezone.now()
    _give_teams(records)
    for record in records:
        record.created_at = record.updated_at = record.created_at or moment
        record.created_by = by
        record.derive()
    with transaction.atomic():
        rows.insert(records)
        moments = [record.created_at for record in records]
        record_events(records, kind, by=by, at=moments, data=[dict(data or {}) for _record in records])
        _tell("create", records, [None] * len(records))


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
) -> bool:
    """Write these (already parsed) field values; True if anything was different.

    `version` is the one the writer saw: an older one raises Conflict with both values of each field in question.
    `seen` is the narrower check of an inline edit: the old value of just the fields written.
    `trusted_links` says that links were taken from records, not from the writer, and may lead to what is hidden.
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
) -> "list[Record]":
    """Change many records of one object in one transaction; those that really changed are returned.

    The records given are brought up to date with what is stored before the values are set.
    """
    if not pairs:
        return []
    with transaction.atomic():
        records = [record for record, _values in pairs]
        _bring_up_to_date(records)
        for (record, values), version in zip(pairs, versions or [None] * len(pairs), strict=True):
            _refuse_stale(record, values, version, seen)
        if not trusted_links:
            _refuse_hidden_links(pairs, by)
        changed: list[Record] = []
        changes: list[Changes | None] = []
        for record, values in pairs:
            if differing := _set(record, values):
                changed.append(record)
                changes.append(differing)
        if changed:
            moment = at or timezone.now()
            _save(changed, moment, changes)
            extra = dict(data or {})
            record_events(changed, kind, by=by, at=moment, data=[{**extra, "changes": one} for one in changes])
            _tell("change", changed, changes)
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


def destroy(records: "Sequence[Record]", *, by: "User | None") -> None:
    """Remove records for good. Their events stay, without the records."""
    if not records:
        return
    with transaction.atomic():
        record_events(records, "destroyed", by=by, data=[{"title": str(record)[:200]} for record in records])
        _tell("destroy", records, [None] * len(records))
        type(records[0]).objects.filter(pk__in=[record.pk for record in records]).delete()


def _mark_binned(
    records: "Sequence[Record]",
    moment: datetime | None,
    by: "User | None",
    kind: str,
    data: Mapping[str, Any] | None,
) -> None:
    """Mark those that are not marked so yet; of two at the same time the second finds nothing to do."""
    if not records:
        return
    with transaction.atomic():
        _bring_up_to_date(records)
        records = [record for record in records if record.in_bin != bool(moment)]
        if not records:
            return
        for record in records:
            record.binned_at, record.binned_by = moment, by if moment else None
            record.version += 1
        rows.update(records, ["binned_at", "binned_by", "version"])
        record_events(records, kind, by=by, data=[dict(data or {}) for _record in records])
        _tell("bin" if moment else "restore", records, [None] * len(records))


def _bring_up_to_date(records: "Sequence[Record]") -> None:
    """Lock the rows and take their stored values, so that the change is told against the truth."""
    model = type(records[0])
    stored = {
        row.pk: row for row in model.objects.select_for_update(of=("self",)).filter(pk__in=[r.pk for r in records])
    }
    for record in records:
        if record.pk not in stored:
            raise Conflict(record, {}, gone=True)
        for column in model._meta.concrete_fields:
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


def check_links(record: "Record", by: "User | None") -> None:
    """Refuse a new record that leads to what its maker does not see. Raises ValidationError by field."""
    links = [field.name for field in record.described.fields.values() if field.kind.family == "link"]
    _refuse_hidden_links([(type(record)(), {name: stored_value(record, name) for name in links})], by)


def _refuse_hidden_links(pairs: "Sequence[tuple[Record, Mapping[str, Any]]]", by: "User | None") -> None:
    """A link may lead only to what the writer sees; otherwise a forged number would reveal that a record exists."""
    if by is None:
        return
    wanted: dict[str, tuple[Field, set[int]]] = {}
    for record, values in pairs:
        for name, value in values.items():
            field = record.described.field(name)
            if field.kind.family == "link" and value is not None:
                number = field.kind.dump(value)
                if number != getattr(record, f"{name}_id", None):
                    wanted.setdefault(name, (field, set()))[1].add(number)
    for name, (field, numbers) in wanted.items():
        numbers -= {by.pk} if field.kind.name == "person" else set()
        if numbers and _reachable(field, by).filter(pk__in=numbers).count() != len(numbers):
            raise ValidationError({name: _("Please choose from the list.")})


def _reachable(field: Field, by: "User") -> Any:
    """What a link may lead to: people and teams are known to everybody, records to who sees them."""
    from caruso.kernel.models import Team, User
    from caruso.kernel.objects import business_object

    if field.kind.name == "person":
        return User.objects.all()
    if field.kind.name == "team":
        return Team.objects.all()
    return business_object(field.target).model.objects.visible_to(by)  # type: ignore[attr-defined]


def _set(record: "Record", values: Mapping[str, Any]) -> Changes:
    """Set the values and return what differs, derived fields included."""
    fields = record.described.fields
    before = {name: stored_value(record, name) for name in fields}
    for name, value in values.items():
        put(record, fields[name], value)
    record.derive()
    after = {name: stored_value(record, name) for name in fields}
    return {name: [before[name], after[name]] for name in fields if before[name] != after[name]}


def put(record: "Record", field: Field, value: Any) -> None:
    """Set one parsed value on the record in memory, wherever it lives."""
    if field.custom:
        custom = dict(record.custom)
        if value in (None, "", []):
            custom.pop(field.name, None)
        else:
            custom[field.name] = field.kind.dump(value)
        record.custom = custom
    elif field.kind.family == "link":
        setattr(record, f"{field.name}_id", field.kind.dump(value))
    else:
        setattr(record, field.name, value)


def stored_value(record: "Record", name: str) -> Any:
    """The stored value as JSON; a link as its number, without reading what it leads to."""
    field = record.described.field(name)
    if field.custom:
        return record.custom.get(name)
    if field.kind.family == "link":
        return getattr(record, f"{name}_id")
    return field.kind.dump(getattr(record, name))


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


def _tell(verb: str, records: "Sequence[Record]", changes: Sequence[Changes | None]) -> None:
    tell_keepers(Written(records[0].described, verb, records, changes))
