"""What a lead says of a customer who is known already: what is empty there is filled, nothing is overwritten."""

from collections.abc import Mapping, Sequence
from typing import Any

from caruso.customers.models import Account, Contact
from caruso.kernel.access.queryset import reaches
from caruso.kernel.events.recording import record_events
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.screens.description import screen_of
from caruso.screens.doors import editable_fields
from caruso.screens.links import value_of
from caruso.screens.merging.absorbing import put_back_values
from caruso.screens.merging.values import UNITED, is_empty, stored, unite

#: What a lead may say of both, and of the firm or the person alone.
SAID = ("emails", "phones", "addresses", "language", "source", "source_detail", "tags", "notes")
SAID_OF = {Account: ("website", "tax_number"), Contact: ("first_name", "last_name", "job_title", "account")}
#: Files are the record's own; they go along with the others.
OWN_KINDS = frozenset({"file", "image"})

Changes = dict[str, list[Any]]


def take_custom(record: Any, lead: Any) -> None:
    """Give a record that is not written yet the lead's custom fields, where it has one of the same name and kind."""
    for name in shared_custom(record):
        value = value_of(lead.described.field(name), lead)
        if not is_empty(value) and _takes(record.described.field(name), value):
            record.put(name, value)


def shared_custom(record: Any) -> list[str]:
    """The custom fields that leads and this object have in common."""
    own = record.described.custom_fields
    return [
        name
        for name, field in business_object("sales.lead").custom_fields.items()
        if name in own and _alike(field, own[name])
    ]


def fill(customer: Any, drawn: Any, by: User, **options: Any) -> list[Any]:
    """Tell a known customer what the lead says, `drawn` as a new one; the account of it, for `empty_again`.

    What this person may not write is told on the timeline alone, as is what differs.
    """
    drawn.derive()
    screen = screen_of(customer)
    may_write = set(editable_fields(screen, by)) if reaches(customer, by, "edit") else set()
    names = (*SAID, *SAID_OF[type(customer)], *shared_custom(customer))
    values, left = _sorted_out(customer, drawn, names, may_write)
    before = {name: stored(screen.field(name), customer) for name in values}
    if values:
        customer.change(values, by=by, kind="filled", data={"left": left}, trusted_links=True, **options)
    elif left:
        record_events([customer], "filled", by=by, data=[{"left": left}], **options)
    filled = {name: [old, stored(screen.field(name), customer)] for name, old in before.items()}
    return [screen.key, customer.pk, filled]


def empty_again(told: Sequence[Any], by: User) -> None:
    """Take back what `fill` gave, where it still is what was given."""
    key, number, filled = told
    customer = screen_of(key).model.objects.filter(pk=number).first()
    if customer is not None and filled:
        put_back_values(customer, filled, by, kind="unfilled")


def _sorted_out(customer: Any, drawn: Any, names: Sequence[str], may_write: set[str]) -> tuple[dict[str, Any], Changes]:
    """The values that the customer gets, and what is left as [kept, said], as JSON."""
    values: dict[str, Any] = {}
    left: Changes = {}
    for name in names:
        field = customer.described.field(name)
        own, said = value_of(field, customer), value_of(field, drawn)
        if is_empty(said):
            continue
        new = unite(field, [own, said]) if field.kind.name in UNITED else said if is_empty(own) else own
        if name in may_write and field.kind.dump(new) != field.kind.dump(own):
            values[name] = new
        elif field.kind.dump(new if field.kind.name in UNITED else said) != field.kind.dump(own):
            left[name] = [field.kind.dump(own), field.kind.dump(said)]
    if "source_detail" in values and "source" in left:
        # More about another source than the one that stays would be wrong of it.
        left["source_detail"] = ["", values.pop("source_detail")]
    return values, left


def _alike(one: Field, other: Field) -> bool:
    return (
        one.kind.name == other.kind.name
        and one.target == other.target
        and one.computed is other.computed is None
        and not other.unique
        and one.kind.name not in OWN_KINDS
    )


def _takes(field: Field, value: Any) -> bool:
    """Whether the field offers what is chosen; of every other kind it takes what the lead's takes."""
    offered: Mapping[str, Any] = dict(field.choices)
    if field.kind.name == "choices":
        return all(one in offered for one in value)
    return value in offered if field.kind.name == "choice" else True
