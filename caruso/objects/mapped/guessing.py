"""What kind of field a column probably is, by its type and its name."""

import re

from caruso.kernel.text import fold
from caruso.objects.mapped.introspection import Column
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.types import ANY, BITS, ENUM, JSON, LIST, TEXTS, TOLD, UUID, WHOLE

_OF_TYPE = {
    "CharField": "text",
    "TextField": "long_text",
    "BooleanField": "yes_no",
    "DecimalField": "decimal",
    "FloatField": "decimal",
    "DateField": "date",
    "DateTimeField": "datetime",
    "BitField": "bit",
    JSON: "json",
    UUID: "told",
    ENUM: "enum",
    TOLD: "told",
    LIST: "list",
    ANY: "any",
    BITS: "bits",
    **dict.fromkeys(WHOLE, "integer"),
}
_OF_NAME = (("email", r"e?mail|e_mail"), ("phone", r"phone|telefon|tel|mobile|gsm"), ("url", r"url|www|web|homepage"))
_TEXTS = ("text", "long_text", "email", "phone", "url", "choice")
#: The kinds that the values of a type can be shown as, the likeliest first.
_FITTING = {
    "text": _TEXTS,
    "long_text": ("long_text", *(kind for kind in _TEXTS if kind != "long_text")),
    "integer": ("integer", "choice", "decimal", "yes_no"),
    "decimal": ("decimal", "percent"),
    "yes_no": ("yes_no", "integer", "choice"),
    "date": ("date",),
    "datetime": ("datetime", "date"),
    "bit": ("yes_no",),
    "json": ("long_text",),
    "told": ("text",),
    "enum": ("choice", "text"),
    "list": ("text", "long_text"),
    "bits": ("integer",),
    "any": (*_TEXTS, "integer", "decimal", "date", "datetime", "yes_no"),
}
#: What names a record, if a column is called so.
_TITLES = ("name", "full_name", "title", "label", "nazwa", "nazev", "jmeno", "serial", "number", "code")


def fitting_kinds(column: Column) -> tuple[str, ...]:
    """The kinds that the column can be, the likeliest first; none for a type that has no kind."""
    kind = _OF_TYPE.get(column.type, "")
    kinds = _FITTING.get(kind, ())
    if column.codes:
        return ("choice", *(one for one in kinds if one != "choice"))
    if kind in ("text", "long_text", "any"):
        words = set(re.split(r"[^a-z]+", fold(column.name)))
        for named, pattern in _OF_NAME:
            if any(re.fullmatch(pattern, word) for word in words):
                return (named, *(one for one in kinds if one != named))
    return kinds


def family_of(column: Column) -> str:
    """How the values are kept: text, or something else that is made text where it is a code."""
    return "text" if _OF_TYPE.get(column.type) in ("text", "long_text") else column.type


def may_lead_to(column: Column, target: MappedObject) -> bool:
    """Whether the column can hold the key of the object: a number where the table is numbered, a text where one is its key."""
    return column.type in (TEXTS if len(target.keys) == 1 else () if target.keys else WHOLE)


def leads_to(column: Column, target: MappedObject) -> bool:
    """Whether it holds the key by which the rows of the object are known, as the database says; not another unique column."""
    return column.leads_to == target.table and [column.leads_by] == target.key_columns and may_lead_to(column, target)


def guessed_label(name: str) -> str:
    return re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)).strip().capitalize() or name


def guessed_title(columns: list[Column]) -> str:
    """The column that probably names a row."""
    texts = [one for one in columns if fitting_kinds(one)[:1] in (("text",), ("long_text",))]
    for wanted in _TITLES:
        for one in texts:
            if wanted in re.split(r"[^a-z]+", fold(one.name)):
                return one.name
    kept_as_text = [one for one in columns if family_of(one) == "text"]
    return next((one.name for one in [*texts, *kept_as_text]), "")
