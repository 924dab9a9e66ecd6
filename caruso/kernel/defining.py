"""Adding, changing, putting away and taking back custom fields. Only who administers may."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.custom_values import move_values
from caruso.kernel.events.administration import record_administration
from caruso.kernel.field_choices import clean_choices
from caruso.kernel.field_indexes import drop_index, forget_order, want_index
from caruso.kernel.field_names import (
    RESERVED,
    clean_labels,
    derived_name,
    free_column,
    name_for,
    refuse_taken_name,
    refuse_unknown_object,
)
from caruso.kernel.field_options import ASIDE, FIXED, clean_options
from caruso.kernel.field_uses import refuse_needed
from caruso.kernel.fields import KINDS
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.models.user import User
from caruso.kernel.objects import business_object
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.kernel.uniqueness import keep_index

#: The kinds that a custom field may have, with what a person calls them.
OFFERED_KINDS: dict[str, Any] = {
    "text": _("text"),
    "long_text": _("long text"),
    "rich_text": _("formatted text"),
    "choice": _("one of a list"),
    "choices": _("several of a list"),
    "integer": _("whole number"),
    "decimal": _("number"),
    "percent": _("percent"),
    "date": _("date"),
    "datetime": _("date and time"),
    "duration": _("duration"),
    "rating": _("rating in stars"),
    "yes_no": _("yes or no"),
    "email": _("e-mail"),
    "phone": _("telephone"),
    "url": _("web address"),
    "address": _("postal address"),
    "file": _("file"),
    "image": _("picture"),
    "person": _("person of the firm"),
    "money": _("amount of money"),
    "relation": _("link to a record"),
    "formula": _("formula"),
    "roll_up": _("roll-up"),
}
#: Kinds that need more than a place in the record; the caller makes what they need.
WITH_TABLES = {"relation"}
WITH_CHOICES = {"choice", "choices"}
_option_checks: list[Callable[[CustomField, Mapping[str, Any]], dict[str, Any]]] = []


def is_offered(kind: str) -> bool:
    """Whether a field may be of this kind."""
    return kind in COMPUTED_KINDS or (kind in OFFERED_KINDS and kind in KINDS)


def add_field(
    object: str,
    kind: str,
    labels: Mapping[str, str],
    *,
    by: User,
    choices: Sequence[str | Mapping[str, Any]] = (),
    required: bool = False,
    help: str = "",
    options: Mapping[str, Any] | None = None,
    name: str = "",
    in_column: bool = False,
    with_tables: bool = False,
) -> CustomField:
    """A new field of the business object; its name comes from the English label, or the first there is, unless given.

    `options` are what else is said of it (see `field_options`). With `in_column` its values have a column of their own,
    which the caller makes, as it does the table of a link `with_tables`.

    Raises ValidationError for a name that is taken (also by a field put away), built in or reserved.
    """
    require_administrator(by)
    if not is_offered(kind) or (kind in WITH_TABLES and not with_tables):
        raise ValidationError({"kind": _("Please choose from the list.")})
    with transaction.atomic():
        lock_administration()
        field = draft_field(object, kind, labels, choices=choices, options=options, name=name)
        refuse_taken_name(object, field.name, kind)
        last = CustomField.objects.filter(object=object).aggregate(last=Max("position"))["last"]
        field.required, field.help, field.position = required, help, (last or 0) + 1
        field.column = free_column(object, field.name, kind) if in_column else ""
        field.save()
        if field.is_unique and not in_column:
            keep_index(field)
        want_index(field)
        record_administration(field, "created", by=by, object=object, name=field.name, kind=kind)
    return field


def draft_field(
    object: str,
    kind: str,
    labels: Mapping[str, str],
    *,
    choices: Sequence[str | Mapping[str, Any]] = (),
    options: Mapping[str, Any] | None = None,
    name: str = "",
) -> CustomField:
    """A field as it would be, with everything said of it checked. Raises ValidationError."""
    if not is_offered(kind):
        raise ValidationError({"kind": _("Please choose from the list.")})
    refuse_unknown_object(object)
    labels = clean_labels(labels)
    name = name_for(name) if name else derived_name(object, labels, kind)
    field = CustomField(object=object, name=name, kind=kind, labels=labels)
    field.choices = clean_choices(choices, []) if kind in WITH_CHOICES else []
    _refuse_nothing_to_choose(field)
    field.options = _options(field, options or {})
    _refuse_reverse(field)
    return field


def change_field(
    field: CustomField,
    *,
    by: User,
    labels: Mapping[str, str],
    choices: Sequence[str | Mapping[str, Any]] = (),
    required: bool = False,
    help: str = "",
    options: Mapping[str, Any] | None = None,
) -> None:
    """Write labels, choices, whether it must be filled, and what else is said of it where that is given.

    Name and kind stay, because values hang on them, and so does where a link leads.
    """
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        before = _said(CustomField.objects.get(pk=field.pk))
        was_unique, field.labels = field.is_unique, clean_labels(labels)
        if field.kind in WITH_CHOICES:
            field.choices = clean_choices(choices, field.choices)
        field.required, field.help = required, help
        _refuse_nothing_to_choose(field)
        if options is not None:
            field.options = _options(field, options)
            _refuse_reverse(field)
        field.save()
        if field.is_unique != was_unique:
            keep_index(field)
        if field.kind in COMPUTED_KINDS:
            want_index(field)
        if _places(before["choices"]) != _places(field.choices):
            forget_order(field)
        if changes := _differences(before, _said(field)):
            record_administration(field, "changed", by=by, object=field.object, name=field.name, changes=changes)


def put_field_away(field: CustomField, *, by: User) -> None:
    """Take the field out of sight; its values stay where they are.

    Raises ValidationError, naming them, where others need it.
    """
    require_administrator(by)
    refuse_needed(field.object, field.name)
    _set_archived(field, True, by)


def take_field_back(field: CustomField, *, by: User) -> None:
    """Raises ValidationError for one that says something of fields that are no more."""
    require_administrator(by)
    field.options = {name: said for name, said in field.options.items() if name != ASIDE}
    _checked(field, field.options)
    _set_archived(field, False, by)


def destroy_field(field: CustomField, *, by: User) -> None:
    """Forget a field that was put away. Raises ValidationError for one in use."""
    require_administrator(by)
    if field.archived_at is None:
        raise ValidationError(_("Put the field away first."))
    with transaction.atomic():
        record_administration(field, "destroyed", by=by, object=field.object, name=field.name)
        field.delete()
        current_organisation().schema_changed()


def check_options(check: Callable[[CustomField, Mapping[str, Any]], dict[str, Any]]) -> None:
    """Have the options of each field looked at, and completed, by a later room before they are written."""
    _option_checks.append(check)


def _options(field: CustomField, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the field, checked by this room and the later ones; where a link leads stays as it was."""
    options = dict(given)
    if field.kind not in COMPUTED_KINDS:
        fixed = {name: field.options[name] for name in FIXED if name in field.options}
        if field.pk is not None:
            options = {**options, **dict.fromkeys(FIXED), **fixed}
        bare = replace(field.as_field(), minimum=None, maximum=None, pattern="", required=False)
        options = clean_options(bare, options)
    return _checked(field, options)


def _said(field: CustomField) -> dict[str, Any]:
    """All that is said of a field and may become different, by name."""
    own = {"labels": field.labels, "choices": field.choices, "required": field.required, "help": field.help}
    return {**field.options, **own}


def _places(choices: Sequence[Mapping[str, Any]]) -> list[str]:
    """The values in the order in which lists have them: what is no longer offered stands last."""
    return [choice["value"] for choice in sorted(choices, key=lambda choice: bool(choice.get("archived")))]


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What was and what is, by name."""
    pairs = {name: [before.get(name), after.get(name)] for name in {**after, **before}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _checked(field: CustomField, options: Mapping[str, Any]) -> dict[str, Any]:
    for check in _option_checks:
        options = check(field, options)
    return dict(options)


def rename_field(field: CustomField, name: str) -> None:
    """Call a field otherwise, and move the values that records keep under its name."""
    before, field.name = field.name, name
    with transaction.atomic():
        drop_index(field.pk, before)
        if not field.column:
            move_values(business_object(field.object).model, before, name)
        field.save()


def _set_archived(field: CustomField, archived: bool, by: User) -> None:
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        field.archived_at = timezone.now() if archived else None
        field.save()
        if field.is_unique:
            keep_index(field)
        want_index(field)
        kind = "archived" if archived else "restored"
        record_administration(field, kind, by=by, object=field.object, name=field.name)


def _refuse_reverse(field: CustomField) -> None:
    """The name on the other side of a link must be free there."""
    name = field.options.get("reverse")
    if not name:
        return
    other = business_object(field.options["target"])
    same = [
        row
        for row in CustomField.objects.filter(kind="relation", options__reverse=name).exclude(pk=field.pk)
        if row.options.get("target") == other.key
    ]
    known = {column.name for column in other.model._meta.get_fields()}
    if same or name in RESERVED or name in other.fields or name in known:
        raise ValidationError({"reverse": _("There is a field “%(name)s” already, perhaps put away.") % {"name": name}})


def _refuse_nothing_to_choose(field: CustomField) -> None:
    if field.kind in WITH_CHOICES and not any(not choice.get("archived") for choice in field.choices):
        raise ValidationError({"choices": _("Write at least one choice.")})
