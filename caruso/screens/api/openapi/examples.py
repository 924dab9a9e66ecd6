"""An example of each object, from its own fields."""

from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.api.representation import visible
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields

_BY_KIND: dict[str, Any] = {
    "text": "…",
    "long_text": "…",
    "email": "anna@example.com",
    "phone": "+48221234567",
    "country": "PL",
    "url": "https://example.com",
    "integer": 12,
    "duration": 30,
    "decimal": "12.5",
    "percent": "12.5",
    "money": "1234.50",
    "date": "2026-11-30",
    "annual_day": "--03-14",
    "datetime": "2026-11-30T14:00:00Z",
    "yes_no": True,
    "tags": ["VIP"],
}


def example_of(screen: Screen, person: User) -> dict[str, Any]:
    """Values for the fields that a quick form asks for and those that must be there."""
    wanted = {*screen.quick, *(name for name, field in screen.object.fields.items() if field.required)}
    names = [name for name in editable_fields(screen, person) if name in wanted]
    found = {field.name: _example(field) for field in visible(screen, person, names)}
    return {name: value for name, value in found.items() if value is not None}


def _example(field: Field) -> Any:
    """None for what has no telling example, such as the number of another record."""
    if field.name.endswith("name"):
        return {"first_name": "Anna", "last_name": "Nowak"}.get(field.name, "Example")
    match field.kind.name:
        case "choice":
            return field.choices[0][0] if field.choices else None
        case "choices":
            return [value for value, _label in field.choices[:1]]
        case "entries":
            parts = {part.name: _example(part) for part in field.columns if part.name != "primary"}
            return [{name: value for name, value in parts.items() if value is not None}]
        case kind:
            return _BY_KIND.get(kind)
