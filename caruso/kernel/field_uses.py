"""Who needs which field: asked before one is put away or destroyed.

Rooms say what of theirs reads fields by name (saved views, rules, formulas), each time anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.conditions.bound import fields_in
from caruso.kernel.objects import business_object

#: A field by the key of its object and its name.
Named = tuple[str, str]


@dataclass(frozen=True)
class Use:
    """Something that would be wrong without the fields that it `needs`; `of` is itself a field, if it is one."""

    label: str
    needs: frozenset[Named]
    of: Named | None = None


_sources: list[Callable[[], Iterable[Use]]] = []


def add_uses(source: Callable[[], Iterable[Use]]) -> None:
    if source not in _sources:
        _sources.append(source)


def uses() -> Iterator[Use]:
    for source in _sources:
        yield from source()


def users_of(object: str, field: str = "") -> list[str]:
    """What needs this field, or any field of the object, in words; what the object has itself does not count then."""

    def is_meant(named: Named) -> bool:
        return named == (object, field) if field else named[0] == object

    found = []
    for use in uses():
        itself = use.of == (object, field) if field else use.of is not None and use.of[0] == object
        if not itself and any(map(is_meant, use.needs)):
            found.append(use.label)
    return list(dict.fromkeys(found))


def refuse_needed(object: str, field: str = "") -> None:
    """Raises ValidationError that names who needs it."""
    if names := users_of(object, field):
        raise ValidationError(_("It is still needed by: %(names)s."), params={"names": ", ".join(names)})


def needs_of(text: str, object: str, user: Any = None) -> frozenset[Named]:
    """The fields that a condition asks about; none where it cannot be read any more."""
    try:
        return frozenset(fields_in(check(parse(text), business_object(object), user).bound))
    except (ConditionProblem, KeyError):
        return frozenset()
