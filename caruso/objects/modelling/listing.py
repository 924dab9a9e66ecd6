"""A list to choose from, made of what records say in a field: proposed by the values, and read back as it was edited."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from caruso.kernel.field_choices import clean_choices
from caruso.kernel.fields import Field
from caruso.kernel.fields.rich_kinds import words
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object
from caruso.kernel.text import fold
from caruso.objects.modelled.described import field_of

AT_ONCE = 1000
MOST_CHOICES = 100
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Listing:
    """`choices` are the list; `known_as` says which of them stands for a text that is called otherwise there."""

    choices: Sequence[Any] = ()
    known_as: Mapping[str, str] = field(default_factory=dict)
    #: Whether there are more values than were proposed.
    more: bool = False


def proposed(row: CustomField) -> Listing:
    """The most frequent of what people wrote, in the order of the alphabet and in the reader's language.

    What differs in nothing but case or accents is one.
    """
    texts, often = dict[str, str](), Counter[str]()
    described = described_as(row)
    for _record, value in filled_records(row):
        if text := one_line(text_of(value, described)):
            texts.setdefault(fold(text), text[:LONGEST_LABEL])
            often[fold(text)] += 1
    frequent = sorted(key for key, _number in often.most_common(MOST_CHOICES))
    choices = clean_choices([{"labels": {get_language() or "en": texts[key]}} for key in frequent], [])
    known_as = {key: choice["value"] for key, choice in zip(frequent, choices, strict=True)}
    return Listing(choices, known_as, len(often) > MOST_CHOICES)


def edited(row: CustomField, wanted: Sequence[Any]) -> Listing:
    """The list as an administrator wants it: a proposed choice stands for its texts under any name, and those that are
    given the same name become one."""
    by_label: dict[str, dict[str, Any]] = {}
    stands_for: dict[str, str] = {}
    for choice in clean_choices(wanted, []):
        first = by_label.setdefault(_label(choice), choice)
        stands_for[choice["value"]] = first["value"]
    before = proposed(row).known_as
    known_as = {text: stands_for[value] for text, value in before.items() if value in stands_for}
    return Listing(list(by_label.values()), known_as)


def described_as(row: CustomField) -> Field:
    return field_of(row) if row.column else row.as_field()


def filled_records(row: CustomField) -> Iterator[tuple[Any, Any]]:
    """Every record that says something in this field, those in the bin too, with its value."""
    model: Any = business_object(row.object).model
    described = described_as(row)
    last = 0
    while some := list(model.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        for record in some:
            value = described.value_of(record)
            if value not in (None, "", []):
                yield record, value


def text_of(value: Any, described: Field) -> str:
    return words(value) if described.kind.name == "rich_text" else described.as_text(value)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _label(choice: Mapping[str, Any]) -> str:
    labels = choice["labels"]
    return fold(labels.get("en") or next(iter(labels.values())))
