"""The rows of the mapping page in which attributes are computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.objects.formulas.parsing import LONGEST
from caruso.objects.formulas.values import RESULTS
from caruso.objects.mapped.computed import MOST
from caruso.objects.mapped.forms.labels import in_a_line, languages
from caruso.objects.mapped.models import MappedObject

PARTS = ("name", "label", "formula", "result")


@dataclass
class ComputedRow:
    """The inputs of one attribute; `problem` is why it gives nothing as it stands."""

    name: Any
    label: Any
    formula: Any
    result: Any
    problem: str = ""


def count_of(definition: MappedObject | None, data: Mapping[str, Any] | None) -> int:
    """How many rows there are: those that were sent, or those that are kept and one to add."""
    if data is None:
        return len(definition.computed if definition else ()) + 1
    return next(number for number in range(MOST + 2) if number > MOST or f"computed_formula_{number}" not in data)


def inputs(number: int) -> dict[str, forms.Field]:
    results = [("", _("what comes of it")), *((name, OFFERED_KINDS[name]) for name in RESULTS)]
    return {
        f"computed_name_{number}": forms.CharField(required=False, max_length=60, widget=forms.HiddenInput),
        f"computed_label_{number}": forms.CharField(label=_("Label"), max_length=250, required=False),
        f"computed_formula_{number}": forms.CharField(
            label=_("Formula"),
            max_length=LONGEST,
            required=False,
            widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off", "spellcheck": "false"}),
        ),
        f"computed_result_{number}": forms.ChoiceField(label=_("Gives"), choices=results, required=False),
    }


def initial(definition: MappedObject | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, one in enumerate(definition.computed if definition else ()):
        found[f"computed_name_{number}"] = one["name"]
        found[f"computed_label_{number}"] = in_a_line(one["labels"])
        found[f"computed_formula_{number}"] = one["formula"]
        found[f"computed_result_{number}"] = one["result"]
    return found


def chosen(cleaned: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    """As `computed.checked` takes them."""
    return [
        {
            "name": cleaned.get(f"computed_name_{number}", ""),
            "labels": languages(cleaned.get(f"computed_label_{number}", "")),
            "formula": cleaned.get(f"computed_formula_{number}", ""),
            "result": cleaned.get(f"computed_result_{number}", ""),
        }
        for number in range(count)
    ]
