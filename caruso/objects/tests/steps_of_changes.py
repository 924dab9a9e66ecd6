"""How a sequence of changes does what it does, and reads what is there as the oracle keeps it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from caruso.kernel.objects import business_object
from caruso.kernel.values import stored_value
from caruso.objects.models import ModelledObject
from caruso.objects.tests.oracle_of_changes import LISTS, KnownField

#: SQL words, names that fold to the same, the longest there are, what the other column of an amount is called.
NASTY = [
    "Select", "Group", "Order", "Łódź", "Lodz", "Číslo", "Cislo", "x" * 63, "x" * 70, "Amount", "Amount base", "User",
    "Name'); DROP TABLE kernel_user; --", 'A "quoted" %s {0}', "🎉", "Text as text", f"{'y' * 29} z", "", "Value",
]  # fmt: skip


def attempt(change: Callable[[], Any], expected: bool) -> Any:
    """What the change gives, or True; None where it is refused. It must be whether it is expected."""
    try:
        result = change()
    except ValidationError as refused:
        assert not expected, refused
        return None
    assert expected, "It should have been refused."
    return result or True


def definition(key: str) -> ModelledObject:
    return ModelledObject.objects.get(name=key.removeprefix("objects."))


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return {column[0] for column in cursor.description}


def typed(key: str, known: KnownField, value: Any) -> Any:
    """The value as the verbs take it: choices by what records keep."""
    if known.kind not in LISTS or not value:
        return value
    kept = {str(label): one for one, label in reversed(business_object(key).field(known.name).choices)}
    return kept[value] if known.kind == "choice" else [kept[label] for label in value]


def remember(known: KnownField, record: int, value: Any) -> None:
    known.values.pop(record, None)
    if value not in (None, "", []):
        known.values[record] = value


def held(key: str, known: KnownField, record: Any) -> Any:
    """What a record says there, as the oracle keeps it; None for nothing."""
    field = business_object(key).field(known.name)
    value = stored_value(record, known.name) if known.target else field.value_of(record)
    if value in (None, "", []):
        return None
    if known.kind == "choices":
        return [field.choice_label(one) for one in value]
    return field.choice_label(value) if known.kind == "choice" else value
