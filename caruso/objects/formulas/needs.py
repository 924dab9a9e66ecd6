"""Which fields a formula or a roll-up reads, and the cycles that this could make."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.conditions.bound import fields_in
from caruso.kernel.field_uses import Named
from caruso.kernel.objects import BusinessObject, business_object
from caruso.objects.formulas.bound import Behind, Bound, Own, parts_of
from caruso.objects.formulas.formula import Formula
from caruso.objects.formulas.roll_up import RolledUp, RollUp


def read_by_formula(bound: Bound) -> Iterator[Named]:
    for part in parts_of(bound):
        match part:
            case Own(_type, object, field):
                yield object.key, field.name
            case Behind(_type, object, hop, _inner):
                yield object.key, hop.field.name


def read_by_roll_up(bound: RollUp) -> Iterator[Named]:
    yield bound.collection.kept_in
    if bound.field is not None:
        yield bound.target.key, bound.field.name
    if bound.where is not None:
        yield from fields_in(bound.where)


def read_by(described: BusinessObject, name: str) -> frozenset[Named]:
    """What a field of the object is worked out from; nothing for one that is kept."""
    field = described.fields.get(name)
    match field.computed if field else None:
        case Formula(bound=bound) if bound is not None:
            return frozenset(read_by_formula(bound))
        case RolledUp(bound=bound) if bound is not None:
            return frozenset(read_by_roll_up(bound))
    return frozenset()


def refuse_cycle(start: Named, read: frozenset[Named], titles: Mapping[str, frozenset[Named]]) -> None:
    """Refuse a field that would be worked out from itself. Raises ValidationError that shows the way round.

    `titles` are what the names of records are made of, by the key of their object.
    """
    way = _way_back(start, read, titles)
    if way:
        shown = " → ".join(_called(*named) for named in way)
        raise ValidationError(_("It would be worked out from itself: %(way)s."), params={"way": shown})


def _way_back(goal: Named, read: frozenset[Named], titles: Mapping[str, frozenset[Named]]) -> list[Named]:
    """The fields from the goal back to it; empty where none lead there."""
    seen: set[Named] = set()
    stack: list[tuple[list[Named], frozenset[Named]]] = [([goal], read)]
    while stack:
        way, following = stack.pop()
        for named in sorted(following):
            if named == goal:
                return [*way, named]
            if named not in seen:
                seen.add(named)
                stack.append(([*way, named], _read_from(named, titles)))
    return []


def _read_from(named: Named, titles: Mapping[str, frozenset[Named]]) -> frozenset[Named]:
    key, name = named
    if name == "name" and key in titles:
        return titles[key]
    try:
        return read_by(business_object(key), name)
    except KeyError:
        return frozenset()


def _called(key: str, name: str) -> str:
    try:
        described = business_object(key)
    except KeyError:
        return f"{key}: {name}"
    field = described.fields.get(name)
    return f"{capfirst(str(described.label))}: {capfirst(str(field.label if field else name))}"
