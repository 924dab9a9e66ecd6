"""When a moved row would be there twice: the one that stays takes over what it lacks, the other goes to the bin."""

from typing import TYPE_CHECKING, Any

from caruso.screens.links import value_of
from caruso.screens.merging.links import model_named
from caruso.screens.merging.values import is_empty, stored

if TYPE_CHECKING:
    from caruso.kernel.fields import Field
    from caruso.kernel.models import Record, User


def absorb(kept: "Record", dropped: "Record", by: "User | None") -> dict[str, Any]:
    """Fill `kept` from `dropped` and bin that; the account of it, for `give_back`.

    Where `kept` lies in the bin itself, it comes back with all values of the live one.
    """
    revived = kept.in_bin
    fields = [field for field in kept.described.fields.values() if field.editable]
    before = {field.name: stored(field, kept) for field in fields}
    if revived:
        kept.restore(by=by)
    links = {field.name for field in fields if field.kind.name == "relation"}
    values = {
        field.name: value_of(field, dropped)
        for field in fields
        if field.name not in links and (revived or is_empty(value_of(field, kept)))
    }
    kept.change(values, by=by, trusted_links=True)
    after = {field.name: stored(field, kept) for field in fields}
    dropped.put_in_bin(by=by)
    return {
        "object": kept.described.key,
        "kept": kept.pk,
        "dropped": dropped.pk,
        "revived": revived,
        "values": {name: [before[name], after[name]] for name in before if before[name] != after[name]},
    }


def give_back(told: dict[str, Any], by: "User | None") -> list[str]:
    """Undo `absorb`; the names of the fields that were changed since and are left."""
    model = model_named(told["object"])
    dropped = model.objects.filter(pk=told["dropped"], binned_at__isnull=False).first()
    if dropped is not None:
        dropped.restore(by=by)
    kept = model.objects.filter(pk=told["kept"]).first()
    if kept is None:
        return []
    left = put_back_values(kept, told["values"], by)
    if told["revived"]:
        kept.put_in_bin(by=by)
    return left


def put_back_values(record: "Record", changes: dict[str, list[Any]], by: "User | None", **options: Any) -> list[str]:
    """Set fields back that still hold what the merge gave them; the names of those that do not."""
    values, left = {}, []
    for name, (old, new) in changes.items():
        field = record.described.fields.get(name)
        if field is None:
            continue
        if stored(field, record) == new and _still_there(field, old):
            values[name] = field.kind.load(old)
        else:
            left.append(name)
    if values:
        record.change(values, by=by, trusted_links=True, **options)
    return left


def _still_there(field: "Field", old: Any) -> bool:
    """Whether what a link led to exists; any other value always does."""
    if field.kind.family != "link" or not old:
        return True
    there: bool = model_named(field.target)._default_manager.filter(pk=old).exists()
    return there
