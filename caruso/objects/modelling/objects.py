"""Making, changing, putting away and taking back modelled objects. Only who administers may."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel import link_tables
from caruso.kernel.events.administration import record_administration
from caruso.kernel.field_names import clean_labels
from caruso.kernel.field_uses import refuse_needed
from caruso.kernel.models import CustomField, Event, Tagging, User
from caruso.kernel.models.organisation import current_organisation, forget_organisation
from caruso.objects.modelled.building import PREFIX, build_model
from caruso.objects.modelled.record import number_index
from caruso.objects.modelled.registry import ModelledApps
from caruso.objects.modelling import tables
from caruso.objects.modelling.computing import check_title
from caruso.objects.modelling.locking import changing_objects
from caruso.objects.modelling.matching import match_anew
from caruso.objects.modelling.naming import full_name, object_name, slug_for
from caruso.objects.modelling.retitling import retitle
from caruso.objects.modelling.settings import clean_settings
from caruso.objects.models import ModelledObject
from caruso.screens.matching.models import DuplicatePair
from caruso.screens.search.entry import SearchEntry


class DefinitionChanged(Exception):
    """Somebody else has changed the object since it was read."""


def make_object(
    labels: Mapping[str, str], plurals: Mapping[str, str], *, by: User, name: str = "", **settings: Any
) -> ModelledObject:
    """A new business object with a table of its own, at first with nothing but a name.

    Raises ValidationError for labels that give no name or one that is taken.
    """
    labels, plurals = clean_labels(labels), clean_labels(plurals, "plurals")
    with changing_objects(by):
        name = object_name(labels, name)
        definition = ModelledObject(name=name, slug=slug_for(plurals, name), labels=labels, plurals=plurals)
        _set(definition, settings)
        definition.save()
        _check_title(definition)
        model = build_model(definition, [], ModelledApps())
        tables.create_table(model)
        if last := Event.objects.filter(object=definition.key).aggregate(last=Max("record"))["last"]:
            tables.go_on_numbering(model, last)
        record_administration(definition, "created", by=by, object=definition.key)
    return definition


def change_object(
    definition: ModelledObject, values: Mapping[str, Any], *, by: User, version: int | None = None
) -> None:
    """Write labels, plurals and these settings (see `settings.clean_settings`); `version` is the one that the writer saw.

    Raises DefinitionChanged for an older version.
    """
    values = dict(values)
    for name in {"labels", "plurals"} & values.keys():
        values[name] = clean_labels(values[name], name)
    with changing_objects(by):
        stored = ModelledObject.objects.get(pk=definition.pk)
        if version is not None and version != stored.version:
            raise DefinitionChanged
        values = clean_settings(values)
        changes = {
            name: [getattr(stored, name), value] for name, value in values.items() if getattr(stored, name) != value
        }
        if not changes:
            return
        definition.refresh_from_db()
        _set(definition, values)
        definition.version += 1
        if definition.title and not (stored.title or definition.keeps_typed_names):
            tables.add_typed_names(definition.table)
            definition.keeps_typed_names = True
        definition.save()
        if {"title", "numbering"} & changes.keys():
            _check_title(definition)
        if definition.numbering and "numbering" in changes:
            tables.keep_index(build_model(definition, [], ModelledApps()), number_index(f"{PREFIX}{definition.pk}"))
        if "title" in changes:
            retitle(definition, by=by)
        if "matching" in changes:
            match_anew(definition, stored.matching)
        record_administration(definition, "changed", by=by, object=definition.key, changes=changes)


def put_object_away(definition: ModelledObject, *, by: User) -> None:
    """Put the object into the bin; its table and records stay. Raises ValidationError where others lead to it."""
    with changing_objects(by):
        _refuse_used(definition)
        _archive(definition, True, by)


def take_object_back(definition: ModelledObject, *, by: User) -> None:
    with changing_objects(by):
        _archive(definition, False, by)


def destroy_object(definition: ModelledObject, *, by: User) -> None:
    """Remove an object in the bin for good, with its table and everything in it.

    Raises ValidationError where fields of others lead to it, those in the bin too.
    """
    with changing_objects(by):
        if definition.archived_at is None:
            raise ValidationError(_("Put the object into the bin first."))
        _refuse_led_to(definition, CustomField.objects.all())
        record_administration(definition, "destroyed", by=by, object=definition.key)
        rows = CustomField.objects.filter(object=definition.key)
        for row in rows:
            if row.links:
                link_tables.drop(row.links)
        tables.drop_table(definition.table)
        rows.delete()
        SearchEntry.objects.filter(object=definition.key).delete()
        Tagging.objects.filter(object=definition.key).delete()
        DuplicatePair.objects.filter(object=definition.key).delete()
        definition.delete()
        current_organisation().schema_changed()


def _archive(definition: ModelledObject, archived: bool, by: User) -> None:
    definition.refresh_from_db()
    definition.archived_at = timezone.now() if archived else None
    definition.version += 1
    definition.save()
    record_administration(definition, "archived" if archived else "restored", by=by, object=definition.key)


def _check_title(definition: ModelledObject) -> None:
    """Asked once the rest of the change stands, because a title may use what came with it."""
    if definition.title:
        try:
            check_title(definition.key, definition.title)
        except ValidationError:
            forget_organisation()  # with the change that is taken back
            raise


def _refuse_used(definition: ModelledObject) -> None:
    _refuse_led_to(definition, CustomField.objects.filter(archived_at=None))
    refuse_needed(definition.key)


def _refuse_led_to(definition: ModelledObject, rows: QuerySet[CustomField]) -> None:
    """An object that others lead to is needed; they are named, so that one knows what must go first.

    Fields in the bin keep where they lead: while they are there, the object can be put away, but not destroyed.
    """
    users = [row for row in rows.exclude(object=definition.key) if row.options.get("target") == definition.key]
    if not users:
        return
    names = ", ".join(full_name(row) for row in users)
    if all(row.archived_at for row in users):
        raise ValidationError(_("Fields in the bin lead here. Destroy these first: %(names)s.") % {"names": names})
    raise ValidationError(_("Other objects lead here. Put these fields away first: %(names)s.") % {"names": names})


def _set(definition: ModelledObject, values: Mapping[str, Any]) -> None:
    for name, value in clean_settings(values).items():
        setattr(definition, name, value)
