"""What changes of the model do to tables and records, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.kernel.defining import OFFERED_KINDS, WITH_CHOICES
from caruso.kernel.labels import in_language
from caruso.kernel.models import CustomField
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_objects
from caruso.kernel.text import fold
from caruso.objects.modelling.converting import KEPT, Conversion
from caruso.objects.modelling.counting import filled, in_choice, records_of
from caruso.objects.modelling.preview import Effect
from caruso.objects.models import ModelledObject
from caruso.objects.readers import READER_LABELS


def of_new_object(plural: str, numbering: str = "") -> list[Effect]:
    effects = [
        Effect(
            _("A table of its own is made for “%(plural)s”; no other table is touched.") % {"plural": plural}, "adds"
        ),
        Effect(
            _("List, record page, search, import, export and the API are there at once, without a restart."), "adds"
        ),
        Effect(_("Roles treat it as they treat every other object, until you say otherwise under Rights.")),
    ]
    if numbering:
        effects.append(Effect(_("New records take running numbers."), "adds"))
    if any(fold(str(one.label_plural)) == fold(plural) for one in business_objects()):
        said = _("There is an object called “%(plural)s” already; people will not tell the two apart.")
        effects.insert(0, Effect(said % {"plural": plural}, "warns"))
    return effects


def of_changed_object(definition: ModelledObject, values: Mapping[str, Any]) -> list[Effect]:
    changed = {name for name, value in values.items() if getattr(definition, name) != value}
    if not changed:
        return [Effect(_("Nothing is different from before."))]
    effects = [Effect(_("The table and its records stay as they are; only what people see changes."))]
    if "title" in changed:
        effects = [_of_title(definition, values["title"])]
    if "numbering" in changed and values["numbering"] and not definition.numbering:
        effects.append(Effect(_("New records take running numbers; those that are there get none."), "warns"))
    if "readers" in changed and (gone := set(definition.readers) - set(values["readers"])):
        names = ", ".join(str(READER_LABELS[name]) for name in READER_LABELS if name in gone)
        effects.append(Effect(_("No longer offered: %(names)s.") % {"names": names}, "warns"))
    return effects


def _of_title(definition: ModelledObject, title: str) -> Effect:
    number = records_of(definition)
    if not title:
        said = _("Records that people had named get that name back; the others keep the one that was made for them.")
        return Effect(said, "warns" if number else "keeps")
    said = ngettext(
        "%(number)d record is named by the formula; a name that somebody typed for it is kept and comes back without the formula.",
        "%(number)d records are named by the formula; names that somebody typed for them are kept and come back without the"
        " formula.",
        number,
    )
    return Effect(said % {"number": number}, "warns" if number else "adds")


def of_new_field(object: str, label: str, kind: str, required: bool) -> list[Effect]:
    if kind in ("formula", "roll_up"):
        return [Effect(_("No table changes: “%(label)s” is worked out when it is read.") % {"label": label}, "adds")]
    definition = ModelledObject.objects.filter(name=object.removeprefix("objects.")).first()
    if definition and object.startswith("objects."):
        number = records_of(definition)
        said = ngettext(
            "The table gains a column for “%(label)s”; its %(number)d record stays as it is, with nothing there yet.",
            "The table gains a column for “%(label)s”; its %(number)d records stay as they are, with nothing there yet.",
            number,
        )
        effects = [Effect(said % {"label": label, "number": number}, "adds")]
        if kind == "money":
            own = current_organisation().currency
            effects.append(Effect(_("A second column keeps the amount in %(currency)s.") % {"currency": own}, "adds"))
    else:
        effects = [Effect(_("No table changes: “%(label)s” is kept with each record.") % {"label": label}, "adds")]
    if required:
        effects.append(_must_be_filled())
    return effects


def of_changed_field(
    row: CustomField, choices: Sequence[Mapping[str, Any]], required: bool, options: Mapping[str, Any]
) -> list[Effect]:
    effects = [Effect(_("Values stay as they are; so do the name and the kind."))]
    if required and not row.required:
        effects.append(_must_be_filled())
    offered = {choice.get("value") for choice in choices if not choice.get("archived")}
    for choice in row.choices:
        if not choice.get("archived") and choice["value"] not in offered:
            number = in_choice(row, choice["value"])
            said = ngettext(
                "“%(label)s” is no longer offered; %(number)d record keeps it.",
                "“%(label)s” is no longer offered; %(number)d records keep it.",
                number,
            )
            label = in_language(choice["labels"])
            effects.append(Effect(said % {"label": label, "number": number}, "warns"))
    if options.keys() & {"minimum", "maximum", "pattern", "unique"} and options != row.options:
        effects.append(
            Effect(_("Records that are otherwise already stay; the rule holds when they are next saved."), "warns")
        )
    return effects


def of_changed_kind(
    row: CustomField, kind: str, plan: Conversion, choices: Sequence[Mapping[str, Any]] = ()
) -> list[Effect]:
    name = OFFERED_KINDS[kind]
    taken = ngettext(
        "%(number)d value is taken over: %(kind)s.", "%(number)d values are taken over: %(kind)s.", plan.converted
    )
    effects = []
    if plan.converted:
        effects.append(Effect(taken % {"number": plan.converted, "kind": name}, "adds"))
    if plan.lost:
        said = ngettext(
            "%(number)d value cannot be read so; the field is empty there afterwards.",
            "%(number)d values cannot be read so; the field is empty there afterwards.",
            plan.lost,
        )
        effects.append(Effect(said % {"number": plan.lost}, "warns"))
    if plan.lost and row.required:
        effects.append(_must_be_filled())
    if choices:
        names = ", ".join(in_language(one["labels"]) for one in choices if not one.get("archived"))
        effects.append(Effect(_("From now on people choose from: %(names)s.") % {"names": names}, "adds"))
    elif kind in WITH_CHOICES and row.kind not in WITH_CHOICES:
        effects.append(Effect(_("The list to choose from is made of the values that are there."), "adds"))
    if row.options.keys() - set(KEPT):
        effects.append(
            Effect(
                _("Its rules, such as a pattern or the least allowed, stay behind; set anew what still holds."), "warns"
            )
        )
    rests = _("“%(label)s” as it is now rests in the bin with every value, and can take its place back from there.")
    return [*effects, Effect(rests % {"label": row.label})]


def of_field_put_back(row: CustomField, there: CustomField | None) -> list[Effect]:
    number = filled(row)
    said = ngettext(
        "The %(number)d value is there again as it was: %(kind)s.",
        "All %(number)d values are there again as they were: %(kind)s.",
        number,
    )
    effects = [Effect(said % {"number": number, "kind": OFFERED_KINDS[row.kind]}, "adds")]
    if there is not None:
        rests = _("What is in its place now rests in the bin instead, with what was written since.")
        effects.append(Effect(rests))
    return effects


def of_field_put_away(row: CustomField) -> list[Effect]:
    number = filled(row)
    said = ngettext(
        "%(number)d record has something in it, which rests in the bin with the field.",
        "%(number)d records have something in it, which rests in the bin with the field.",
        number,
    )
    return [
        Effect(said % {"number": number}),
        Effect(_("It is gone from lists, forms, filters, exports and the API until it is taken back.")),
    ]


def of_object_put_away(definition: ModelledObject) -> list[Effect]:
    number = records_of(definition)
    said = ngettext(
        "%(number)d record rests in the bin with the object and its fields.",
        "%(number)d records rest in the bin with the object and its fields.",
        number,
    )
    return [
        Effect(said % {"number": number}),
        Effect(_("Its pages and addresses are gone until it is taken back; then everything is there again.")),
    ]


def of_field_destroyed(row: CustomField) -> list[Effect]:
    number = filled(row)
    said = ngettext(
        "%(number)d record loses what it has in “%(label)s”.", "%(number)d records lose what they have in “%(label)s”.",
        number,
    )  # fmt: skip
    return [Effect(said % {"number": number, "label": row.label}, "loses"), _for_good()]


def of_object_destroyed(definition: ModelledObject) -> list[Effect]:
    number = records_of(definition)
    said = ngettext(
        "The table goes, and %(number)d record with it.", "The table goes, and %(number)d records with it.", number
    )
    return [Effect(said % {"number": number}, "loses"), _for_good()]


def _must_be_filled() -> Effect:
    return Effect(_("Who next saves a record without it is asked to fill it in; no record is changed now."), "warns")


def _for_good() -> Effect:
    return Effect(_("This is for good: nobody can bring it back, but from a backup."), "loses")
