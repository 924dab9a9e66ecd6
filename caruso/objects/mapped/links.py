"""Records of two houses that belong together, because both hold the same e-mail, tax number or customer number."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from caruso.kernel.conditions import ConditionProblem, Test, check
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.screens.description import Screen, screen_of, screens

Link = Mapping[str, Any]
_KEYS = ("text", "email", "phone", "integer")
_REACHING = ("email", "phone")
#: What firms know a record by, beside e-mail, telephone and the fields that no two records have alike.
_NUMBERS = ("tax_number", "registration_number", "external_id", "number", "sku")
MOST_KEYS = 20


def keys_offered() -> Iterator[tuple[Screen, list[tuple[str, Any]]]]:
    """The fields that tell a record of each object from others, by path; parts of lists such as e-mails are too."""
    for screen in screens():
        if screen.in_search and screen.has_bin:
            found = []
            for name, field in screen.object.fields.items():
                if _identifies(field) and name not in screen.object.repeated:
                    found.append((name, field.label))
                found += [(f"{name}.{part.name}", field.label) for part in field.columns if part.kind.name in _REACHING]
            if found:
                yield screen, found


def _identifies(field: Field) -> bool:
    kind = field.kind.name
    return kind in _REACHING or (kind in _KEYS and (bool(field.unique) or field.name in _NUMBERS))


def key_label(link: Link) -> str:
    """What a key is called that somebody has chosen, offered or not."""
    name = link["field"].partition(".")[0]
    try:
        screen = screen_of(link["target"])
        return f"{screen.label}: {screen.object.field(name).label}"
    except KeyError:
        return f"{link['target']}: {name}"


def keys_of(record: Any, path: str, user: User) -> list[str]:
    """The values that the record holds under the path, if this person may see them."""
    name, _dot, part = path.partition(".")
    screen = screen_of(record)
    if name not in screen.object.fields or user.access.field(screen.key, name) == "hidden":
        return []
    value = screen.field(name).value_of(record)
    values = [entry.get(part) for entry in value or []] if part else [value]
    return [str(one).strip() for one in values if one not in (None, "")][:MOST_KEYS]


def rows_with(link: Link, screen: Screen, keys: list[str], user: User) -> Any:
    """The rows of the mapped object that hold one of the keys."""
    by = screen.object.fields.get(link["by"])
    if by is None or user.access.field(screen.key, by.name) == "hidden":
        return screen.model.objects.none()
    wanted: set[Any] = set()
    for key in keys:
        wanted.update(_forms(key, by))
    return screen.model.objects.visible_to(user).filter(**{f"{by.name}__in": sorted(wanted)})


def rows_leading_to(screen: Screen, relation: str, targets: Any, user: User) -> Any:
    """The rows whose relation leads to one of these rows of the same database, given by their keys."""
    if user.access.field(screen.key, relation) == "hidden":
        return screen.model.objects.none()
    return screen.model.objects.visible_to(user).filter(**{f"{relation}__in": targets})


def records_with(link: Link, row: Any, user: User) -> Any:
    """The records of the other object that hold the key of this row; None where that cannot be asked."""
    keys = keys_of(row, link["by"], user)
    if not keys:
        return None
    try:
        target = business_object(link["target"])
        condition = check(Test(link["field"], "=", keys[0]), target, user)
    except (ConditionProblem, KeyError):
        return None
    return condition.filter(target.model.objects.visible_to(user))  # type: ignore[attr-defined]


def _forms(key: str, by: Field) -> list[Any]:
    """The key as it may be written: what compares exactly there would miss another case."""
    if by.kind.name == "integer":
        try:
            return [by.kind.parse(key, by)]
        except ValidationError:
            return []
    return [key, key.lower(), key.upper(), key.replace(" ", "")]
