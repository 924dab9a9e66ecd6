"""Changing the kind of a field: what would become of the values, and doing it.

The field goes on under its name with values of the new kind; the old one rests in the bin under another name with every
value as it was, and can be put back in its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel import rows
from caruso.kernel.defining import (
    OFFERED_KINDS,
    WITH_CHOICES,
    draft_field,
    is_offered,
    put_field_away,
    rename_field,
    take_field_back,
)
from caruso.kernel.events.administration import record_administration
from caruso.kernel.field_names import LONGEST_NAME, beside, refuse_taken_name
from caruso.kernel.field_options import ASIDE
from caruso.kernel.fields import Field
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.fields.rich_kinds import from_plain
from caruso.kernel.models import CustomField, User
from caruso.kernel.objects import business_object
from caruso.kernel.people.administering import require_administrator
from caruso.kernel.text import fold
from caruso.kernel.uniqueness import told_by_field
from caruso.kernel.values import put
from caruso.objects.modelled.described import field_of
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.listing import (
    MOST_CHOICES,
    Listing,
    described_as,
    edited,
    filled_records,
    one_line,
    proposed,
    text_of,
)
from caruso.objects.modelling.locking import changing_objects

#: Kinds that are read from no text, and of which none is made.
STAY = {"relation", "person", "file", "image", "address", *COMPUTED_KINDS}
#: What holds for a field of any kind, and so goes on with it.
KEPT = ("visible_when", "required_when")
AT_ONCE = 1000
MOST_EXAMPLES = 10


@dataclass
class Conversion:
    """What would become of the values: `lost` are those that the new kind cannot have.

    `examples` are the first of them, as (number of the record, what it is called, value).
    """

    total: int = 0
    converted: int = 0
    lost: int = 0
    examples: list[tuple[int, str, str]] = field(default_factory=list)


def kinds_for(row: CustomField) -> list[str]:
    """The kinds that the field can become; none for one in the bin."""
    if row.archived_at is not None or row.kind in STAY:
        return []
    return [kind for kind in OFFERED_KINDS if is_offered(kind) and kind not in STAY and kind != row.kind]


def plan_conversion(row: CustomField, kind: str, *, by: User, **said: Any) -> Conversion:
    """What `convert` with the same arguments would do. Changes nothing. Raises ValidationError where it cannot."""
    require_administrator(by)
    _refuse_kind(row, kind)
    found = Conversion()
    listing = _listing(row, kind, said)
    old, new = described_as(row), _draft(row, kind, listing, said)
    for record, value in filled_records(row):
        found.total += 1
        try:
            _converted(value, old, new, listing)
        except ValidationError:
            found.lost += 1
            if len(found.examples) < MOST_EXAMPLES:
                found.examples.append((record.pk, str(record), old.as_text(value)[:80]))
        else:
            found.converted += 1
    return found


def convert(row: CustomField, kind: str, *, by: User, **said: Any) -> CustomField:
    """Make the field one of another kind, and return what is now the field; `row` then rests in the bin.

    `said` are choices and options for the new one; what is asked only sometimes stays so. All of it is one transaction.
    """
    with changing_objects(by):
        row.refresh_from_db()
        _refuse_kind(row, kind)
        name, position, old = row.name, row.position, described_as(row)
        listing = _listing(row, kind, said)
        said = {**said, "choices": listing.choices}
        values = [(record.pk, value) for record, value in filled_records(row)]
        _put_aside(row, by)
        about = {"name": name, "required": row.required, "help": row.help}
        kept = {option: row.options[option] for option in KEPT if row.options.get(option)}
        said["options"] = {**kept, **(said.get("options") or {})}
        new = add_field(row.object, kind, row.labels, by=by, **about, **said)
        new.position = position
        new.save()
        _write(new, _all_converted(values, old, described_as(new), listing))
        record_administration(new, "converted", by=by, object=row.object, name=name, kinds=[row.kind, kind])
    return new


def put_back(row: CustomField, *, by: User) -> CustomField:
    """Give a field that was converted its name and values back; what took its place goes to the bin instead.

    Raises ValidationError where something else is called so by now, such as the second column of an amount.
    """
    with changing_objects(by):
        row.refresh_from_db()
        name = str(row.options.get(ASIDE, ""))
        if row.archived_at is None or not name:
            raise ValidationError(_("Only a field that was converted can take its place back."))
        if there := CustomField.objects.filter(object=row.object, name=name).first():
            _put_aside(there, by)
        refuse_taken_name(row.object, name, row.kind)
        rename_field(row, name)
        take_field_back(row, by=by)
    return row


def _refuse_kind(row: CustomField, kind: str) -> None:
    if row.archived_at is not None:
        raise ValidationError(_("Take the field back first."))
    if kind not in kinds_for(row):
        raise ValidationError({"kind": _("A field of this kind cannot become one of that.")})


def _put_aside(row: CustomField, by: User) -> None:
    """Into the bin, under a name of its own, with its values."""
    name = row.name
    others = CustomField.objects.filter(object=row.object).values_list("name", "kind")
    taken = {one for other, kind in others for one in beside(other, kind)}
    stem = f"{name[: LONGEST_NAME - 20].strip('_')}_as_{row.kind}"
    names = chain((stem,), (f"{stem}_{number}" for number in count(2)))
    put_field_away(row, by=by)
    rename_field(row, next(one for one in names if not taken & set(beside(one, row.kind))))
    row.options = {**row.options, ASIDE: name}
    row.save()


def _draft(row: CustomField, kind: str, listing: Listing, said: Mapping[str, Any]) -> Field:
    """The field as it would be."""
    choices, options = listing.choices, said.get("options")
    draft = draft_field(row.object, kind, row.labels, choices=choices, options=options, name=row.name)
    return field_of(draft) if row.column else draft.as_field()


def _listing(row: CustomField, kind: str, said: Mapping[str, Any]) -> Listing:
    """Of the choices given; else those the field has, or what its records say, as long as that is a list to choose from."""
    if kind not in WITH_CHOICES:
        return Listing()
    if said.get("choices"):
        return Listing(said["choices"]) if row.kind in WITH_CHOICES else edited(row, said["choices"])
    if row.kind in WITH_CHOICES:
        return Listing([choice for choice in row.choices if not choice.get("archived")])
    found = proposed(row)
    if found.more:
        raise ValidationError({"choices": _("More than %(most)d values differ.") % {"most": MOST_CHOICES}})
    return found


def _converted(value: Any, old: Field, new: Field, listing: Listing) -> Any:
    """The value in the new kind: what a person would read of it, taken as a person would type it."""
    if new.kind.name == "choices":
        texts = [old.choice_label(one) for one in value] if isinstance(value, list) else [text_of(value, old)]
        return list(dict.fromkeys(_chosen(new, text, listing) for text in texts))
    text = text_of(value, old)
    if new.kind.name == "choice":
        return _chosen(new, text, listing)
    return new.parse(from_plain(text) if new.kind.name == "rich_text" else text)


def _chosen(new: Field, text: str, listing: Listing) -> Any:
    """The choice that stands for the text, or else is called so; one that is only kept as it comes after those."""
    text = one_line(text)
    if stands_for := listing.known_as.get(fold(text)):
        return stands_for
    called = [(value, str(label)) for value, label in new.choices]
    same = [value for value, label in called if label == text]
    alike = [value for value, label in called if fold(label) == fold(text)]
    return (same or alike or [new.kind.parse(text, new)])[0]


def _all_converted(
    values: Sequence[tuple[int, Any]], old: Field, new: Field, listing: Listing
) -> Iterator[tuple[int, Any]]:
    for number, value in values:
        try:
            yield number, _converted(value, old, new, listing)
        except ValidationError:
            continue


def _write(new: CustomField, values: Iterator[tuple[int, Any]]) -> None:
    """Past the verbs: nobody changed these records, their values are only kept another way."""
    described = business_object(new.object)
    field_now = described.field(new.name)
    model: Any = described.model
    beside = (*model.HIDDEN_COLUMNS, *(("currency",) if new.kind == "money" else ()))
    known = dict(values)
    numbers = sorted(known)
    for start in range(0, len(numbers), AT_ONCE):
        records = list(model.objects.filter(pk__in=numbers[start : start + AT_ONCE]).select_for_update(of=("self",)))
        for record in records:
            put(record, field_now, known[record.pk])
            record.derive()
        with told_by_field(described):
            rows.update(records, {"custom"} if field_now.custom else {new.name, *beside})
