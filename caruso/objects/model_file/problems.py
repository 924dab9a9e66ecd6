"""Why a model cannot be brought in, each with the line it is about."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_objects
from caruso.objects.model_file import mapped
from caruso.objects.model_file.marked import problem_at
from caruso.objects.model_file.model import FieldModel, Model
from caruso.objects.modelling.converting import kinds_for
from caruso.objects.models import ModelledObject


def fields_by_object(model: Model) -> Iterator[tuple[str, dict[str, FieldModel]]]:
    for one in model.objects.values():
        yield one.key, one.fields
    yield from model.extended.items()


def problems(wanted: Model, here: Model) -> Iterator[ValidationError]:
    built_in = {one.key for one in business_objects() if one.takes_fields and not one.key.startswith("objects.")}
    known = built_in | {one.key for one in here.objects.values()} | {one.key for one in wanted.objects.values()}
    binned = set(ModelledObject.objects.exclude(archived_at=None).values_list("name", flat=True))
    for one in wanted.objects.values():
        if one.name in binned:
            yield problem_at(one.line, _("“%(name)s” is in the bin: take it back, or destroy it.") % {"name": one.name})
    for key, fields in fields_by_object(wanted):
        if key not in known:
            line = min((one.line for one in fields.values()), default=2) - 1
            yield problem_at(line, _("There is no object “%(name)s”.") % {"name": key})
            continue
        yield from _of_fields(key, fields, here.fields_of(key), known.__contains__)
    for table in wanted.mapped.values():
        if said := mapped.problem_of(table, here):
            yield problem_at(table.line, said)
    for role, own in wanted.rights.items():
        for key in own:
            if key not in known | here.own | wanted.own:
                line = wanted.lines.get((role, key), 1)
                yield problem_at(line, _("There is no object “%(name)s”.") % {"name": key[:80]})


def _of_fields(
    key: str, wanted: dict[str, FieldModel], here: dict[str, FieldModel], known: Callable[[str], bool]
) -> Iterator[ValidationError]:
    rows = {row.name: row for row in CustomField.objects.filter(object=key)}
    for name, one in wanted.items():
        target, row = one.options.get("target"), rows.get(name)
        if row is not None and row.archived_at is not None:
            yield problem_at(one.line, _("“%(name)s” is in the bin: take it back, or destroy it.") % {"name": name})
        elif row is not None and row.kind != one.kind and one.kind not in kinds_for(row):
            message = _("“%(name)s” is a field of the kind “%(here)s” here, which cannot become “%(there)s”.")
            said = {"here": OFFERED_KINDS.get(row.kind, row.kind), "there": OFFERED_KINDS.get(one.kind, one.kind)}
            yield problem_at(one.line, message % {"name": name, **said})
        elif one.kind == "relation" and not target:
            yield problem_at(one.line, _("Say with “target” which object it leads to."))
        elif target and not known(str(target)):
            yield problem_at(one.line, _("There is no object “%(name)s”.") % {"name": str(target)[:80]})
        elif name in here and here[name].options.get("target") != target:
            yield problem_at(one.line, _("“%(name)s” leads to another object here; that stays.") % {"name": name})
        elif name in here and bool(here[name].options.get("many")) != bool(one.options.get("many")):
            message = _("Whether “%(name)s” leads to one record or to several stays as it is here.")
            yield problem_at(one.line, message % {"name": name})
