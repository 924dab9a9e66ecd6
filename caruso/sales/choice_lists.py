"""How the administrator changes a list of choices. What records hold keeps its value and a label, whatever happens."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.field_choices import clean_choices
from caruso.kernel.models import User
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.kernel.text import fold
from caruso.sales.models.choice_list import ChoiceList, HouseList, ListedColumn
from caruso.sales.models.pipeline import schema_changed

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Entry = Mapping[str, Any]


def as_shown(of: HouseList) -> list[dict[str, Any]]:
    """The choices with what each is called in every language, those of the house with the labels that they ship with."""
    found = [{**one, "labels": dict(one["labels"])} for one in of.entries]
    for code in LANGUAGES:
        with translation.override(code):
            for one in found:
                if one["value"] in of.values.values:
                    one["labels"].setdefault(code, str(of.values(one["value"]).label))
    return found


def fingerprint(of: HouseList) -> str:
    """By which a page knows whether the list is still the one that it shows."""
    return sha256(json.dumps(list(of.entries), sort_keys=True).encode()).hexdigest()[:16]


def write_list(of: HouseList, wanted: Sequence[Entry], *, by: User, seen: str = "") -> list[str]:
    """Make the list these choices, in this order; a new one gets a value made of its label.

    What is left out goes away, but rests as no longer offered where it ships with Caruso or a record has it: the values
    of the latter are returned. Raises ValidationError.
    """
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        known = as_shown(of)
        if seen and seen != fingerprint(of):
            raise ValidationError(_("Somebody has changed this list in the meantime. Have a look at it as it is now."))
        values = {one["value"] for one in known}
        meant = [one if one.get("value") in values else {**one, "value": ""} for one in wanted]
        cleaned = clean_choices(meant, known, longest=of.longest, keeps=("code",))
        _refuse_unclear(cleaned)
        _refuse_unknown_code(of, cleaned)
        left_out = {one["value"] for one in cleaned} & values - {one.get("value") for one in meant}
        used = [value for value in sorted(left_out) if value in of.values.values or is_used(of, value)]
        kept = [_own(of, one) for one in cleaned if one["value"] not in left_out or one["value"] in used]
        row, _made = ChoiceList.objects.get_or_create(name=of.name)
        if row.choices != kept:
            before, row.choices = row.choices, kept
            row.save(update_fields=["choices"])
            record_administration(row, "changed", by=by, changes={"choices": [before, kept]})
            schema_changed()
    return used


def is_used(of: HouseList, value: str) -> bool:
    """Whether any record or line has it, those in the bin too."""
    return any(
        model._base_manager.filter(**{column.name: value}).exists()
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, ListedColumn) and column.of is of
    )


def _refuse_unclear(cleaned: Sequence[Entry]) -> None:
    offered = [one for one in cleaned if not one.get("archived")]
    if not offered:
        raise ValidationError(_("Leave at least one to choose."))
    for code in LANGUAGES:
        labels = [fold(one["labels"][code]) for one in offered if code in one["labels"]]
        twice = next((one for one in offered if labels.count(fold(one["labels"].get(code, ""))) > 1), None)
        if twice:
            raise ValidationError(_("“%(label)s” is there twice.") % {"label": twice["labels"][code]})


def _refuse_unknown_code(of: HouseList, cleaned: Sequence[Entry]) -> None:
    known = of.coding.offered.values if of.coding else []
    if any(one["code"] not in known for one in cleaned if "code" in one):
        raise ValidationError(_("Choose a code of the list."))


def _own(of: HouseList, entry: Entry) -> dict[str, Any]:
    """What is kept of a choice: labels that say the same as those of the house stay those of the house."""
    labels = dict(entry["labels"])
    if entry["value"] in of.values.values:
        for code in LANGUAGES:
            with translation.override(code):
                if labels.get(code) == str(of.values(entry["value"]).label):
                    del labels[code]
    kept = {"value": entry["value"], "labels": labels}
    if "code" in entry and entry["value"] not in of.values.values:
        kept["code"] = entry["code"]
    return {**kept, "archived": True} if entry.get("archived") else kept
