"""What the page of a mapping begins with: what can be guessed of a table, or how it was mapped."""

import re
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caruso.objects.mapped.forms.labels import LANGUAGES, in_a_line
from caruso.objects.mapped.guessing import fitting_kinds, guessed_label, guessed_title, leads_to
from caruso.objects.mapped.introspection import Table
from caruso.objects.mapped.models import MappedObject

LINKS = 2


def about_keys(table: Table) -> str:
    """What the administrator should know of the key that is proposed."""
    said: list[Any] = []
    if not table.keys:
        said.append(_("There is no key, as in a view: it is counted whether each value stands there once."))
    if table.numbering and not table.numbering[0].numbers:
        said.append(
            _(
                "Caruso gives each row a number of its own when it first shows it and remembers in its own database"
                " which is which, so you need not change anything in yours."
            )
        )
        if len(table.numbering[0].columns) > 1:
            said.append(_("Other tables cannot be linked to rows that are known by several columns together."))
        if table.numbering[0].may_be_empty:
            said.append(_("A row in which this is empty cannot be told from others and is left out."))
    return " ".join(map(str, said))


def _singular(plural: str) -> str:
    """Guessed by English rules for who reads English; in other languages an s at the end means nothing."""
    if get_language() != "en":
        return plural
    return (
        f"{plural[:-3]}y" if plural.endswith("ies") else plural if plural.endswith("ss") else plural.removesuffix("s")
    )


def guessed(table: Table, others: list[MappedObject]) -> dict[str, Any]:
    plural = guessed_label(table.name)
    by_table = {one.table: one for one in others}
    keys = table.numbering
    found: dict[str, Any] = {
        "label_en": _singular(plural),
        "plural_en": plural,
        "title": guessed_title([one for one in table.columns if not one.leads_to]),
        "key_column": keys[0].name if keys else "",
    }
    for number, column in enumerate(table.columns):
        found[f"use_{number}"] = not (keys and keys[0].numbers and column.name == keys[0].name)
        found[f"label_{number}"] = guessed_label(column.name)
        found[f"kind_{number}"] = next(iter(fitting_kinds(column)), "")
        target = by_table.get(column.leads_to)
        if target is not None and leads_to(column, target):
            found[f"kind_{number}"] = target.key
            found[f"label_{number}"] = guessed_label(re.sub(r"_(id|code|no|uuid)$", "", column.name))
    return found


def of_definition(definition: MappedObject, table: Table) -> dict[str, Any]:
    columns = {one["name"]: one["column"] for one in definition.fields}
    by_column = {one["column"]: one for one in definition.fields}
    found: dict[str, Any] = {"title": columns.get(definition.title, ""), "writable": definition.writable}
    found["in_search"] = definition.in_search
    for code in LANGUAGES:
        found[f"label_{code}"] = definition.labels.get(code, "")
        found[f"plural_{code}"] = definition.plurals.get(code, "")
    for number, column in enumerate(table.columns):
        one = by_column.get(column.name)
        found[f"use_{number}"] = one is not None
        found[f"label_{number}"] = in_a_line(one["labels"]) if one else guessed_label(column.name)
        found[f"kind_{number}"] = next(iter(fitting_kinds(column)), "")
        if one:
            found[f"kind_{number}"] = one["target"] or one["kind"]
    for number, link in enumerate(definition.links[:LINKS]):
        found[f"link_{number}"] = f"{link['target']}:{link['field']}"
        found[f"link_by_{number}"] = columns.get(link["by"], "")
    return found
