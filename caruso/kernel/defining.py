"""Adding, changing, putting away and taking back custom fields. Only who administers may."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.fields import KINDS
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.models.user import User
from caruso.kernel.objects import business_object
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.kernel.text import fold

#: The kinds that a custom field may have, with what a person calls them.
OFFERED_KINDS: dict[str, Any] = {
    "text": _("text"),
    "long_text": _("long text"),
    "choice": _("one of a list"),
    "choices": _("several of a list"),
    "integer": _("whole number"),
    "decimal": _("number"),
    "percent": _("percent"),
    "date": _("date"),
    "datetime": _("date and time"),
    "duration": _("duration"),
    "yes_no": _("yes or no"),
    "email": _("e-mail"),
    "phone": _("telephone"),
    "url": _("web address"),
    "person": _("person of the firm"),
}
WITH_CHOICES = {"choice", "choices"}
#: Words that mean something else in conditions, addresses, files and code.
RESERVED = {
    "all", "and", "any", "between", "binned_at", "binned_by", "contains", "cursor", "custom", "delete", "empty",
    "error", "errors", "false", "fields", "filter", "has", "id", "in", "is", "like", "me", "no", "none", "not",
    "now", "null", "object", "objects", "or", "order", "page", "pk", "q", "record", "sort", "starts", "today",
    "true", "url", "version", "view", "where", "with", "yes",
}  # fmt: skip
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 50
_LABEL_LENGTH = 80


def name_for(label: str) -> str:
    """The name that a label gives: `Ulubiony kolor?` → `ulubiony_kolor`. Raises ValidationError where it gives none."""
    name = _NOT_NAME.sub("_", fold(label)).strip("_")[:_LONGEST_NAME].strip("_")
    if not name or not name[0].isalpha():
        raise ValidationError({"labels": _("Begin the label with a letter from A to Z, so that it gives a name.")})
    return name


def add_field(
    object: str,
    kind: str,
    labels: Mapping[str, str],
    *,
    by: User,
    choices: Sequence[str | Mapping[str, Any]] = (),
    required: bool = False,
    help: str = "",
) -> CustomField:
    """A new field of the business object; its name comes from the English label, or the first there is.

    Raises ValidationError for a name that is taken (also by a field put away), built in or reserved.
    """
    require_administrator(by)
    if kind not in OFFERED_KINDS or kind not in KINDS:
        raise ValidationError({"kind": _("Please choose from the list.")})
    labels = _clean_labels(labels)
    name = name_for(labels.get("en") or next(iter(labels.values())))
    with transaction.atomic():
        lock_administration()
        _refuse_taken(object, name)
        last = CustomField.objects.filter(object=object).aggregate(last=Max("position"))["last"]
        field = CustomField(
            object=object,
            name=name,
            kind=kind,
            labels=labels,
            choices=_clean_choices(choices, []) if kind in WITH_CHOICES else [],
            required=required,
            help=help,
            position=(last or 0) + 1,
        )
        _refuse_nothing_to_choose(field)
        field.save()
        record_administration(field, "created", by=by, object=object, name=name, kind=kind)
    return field


def change_field(
    field: CustomField,
    *,
    by: User,
    labels: Mapping[str, str],
    choices: Sequence[str | Mapping[str, Any]] = (),
    required: bool = False,
    help: str = "",
) -> None:
    """Write labels, choices and whether it must be filled; name and kind stay, because values hang on them."""
    require_administrator(by)
    with transaction.atomic():
        field.labels = _clean_labels(labels)
        if field.kind in WITH_CHOICES:
            field.choices = _clean_choices(choices, field.choices)
        field.required, field.help = required, help
        _refuse_nothing_to_choose(field)
        field.save()
        record_administration(field, "changed", by=by, object=field.object, name=field.name)


def put_field_away(field: CustomField, *, by: User) -> None:
    """Take the field out of sight; its values stay where they are."""
    _set_archived(field, True, by)


def take_field_back(field: CustomField, *, by: User) -> None:
    _set_archived(field, False, by)


def _set_archived(field: CustomField, archived: bool, by: User) -> None:
    require_administrator(by)
    with transaction.atomic():
        field.archived_at = timezone.now() if archived else None
        field.save()
        kind = "archived" if archived else "restored"
        record_administration(field, kind, by=by, object=field.object, name=field.name)


def _refuse_taken(object: str, name: str) -> None:
    try:
        described = business_object(object)
    except KeyError:
        raise ValidationError({"object": _("Please choose from the list.")}) from None
    attributes = {column.name for column in described.model._meta.get_fields()} | {
        column.attname for column in described.model._meta.concrete_fields
    }
    if name in RESERVED:
        raise ValidationError(
            {"labels": _("“%(name)s” has another meaning here; choose a longer label.") % {"name": name}}
        )
    if name in described.built_in_fields or name in attributes or hasattr(described.model, name):
        raise ValidationError({"labels": _("There is a built-in field “%(name)s” already.") % {"name": name}})
    if CustomField.objects.filter(object=object, name=name).exists():
        raise ValidationError({"labels": _("There is a field “%(name)s” already, perhaps put away.") % {"name": name}})


def _refuse_nothing_to_choose(field: CustomField) -> None:
    if field.kind in WITH_CHOICES and not any(not choice.get("archived") for choice in field.choices):
        raise ValidationError({"choices": _("Write at least one choice.")})


def _clean_labels(labels: Mapping[str, str]) -> dict[str, str]:
    cleaned = {language: " ".join(label.split())[:_LABEL_LENGTH] for language, label in labels.items()}
    cleaned = {language: label for language, label in cleaned.items() if label}
    if not cleaned:
        raise ValidationError({"labels": _("Please fill this in.")})
    return cleaned


def _clean_choices(
    wanted: Sequence[str | Mapping[str, Any]], known: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The wanted choices in order, each with the value it had; what is no longer wanted is kept, but not offered."""
    values = {_key(choice): choice["value"] for choice in known}
    cleaned: dict[str, dict[str, Any]] = {}
    for choice in wanted:
        labels = _clean_labels({"en": choice} if isinstance(choice, str) else choice["labels"])
        entry: dict[str, Any] = {"value": "", "labels": labels}
        if not isinstance(choice, str) and choice.get("colour"):
            entry["colour"] = choice["colour"]
        entry["value"] = values.get(_key(entry)) or _value_for(entry, {*values.values(), *cleaned})
        cleaned[entry["value"]] = entry
    kept = [{**choice, "archived": True} for choice in known if choice["value"] not in cleaned]
    return [*cleaned.values(), *kept]


def _key(choice: Mapping[str, Any]) -> str:
    labels = choice["labels"]
    return fold(labels.get("en") or next(iter(labels.values())))


def _value_for(choice: Mapping[str, Any], taken: set[str]) -> str:
    stem = _NOT_NAME.sub("_", _key(choice)).strip("_")[:40] or "choice"
    number, value = 1, stem
    while value in taken:
        number += 1
        value = f"{stem}_{number}"
    return value
