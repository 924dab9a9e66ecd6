"""Attributes of a mapped object that follow from its columns, held against it before they are kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem
from caruso.kernel.field_names import clean_labels, name_for
from caruso.objects.formulas.bound import Behind, Bound, Own, parts_of
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.formula import usual_result
from caruso.objects.formulas.values import RESULTS, TYPE_NAMES
from caruso.objects.mapped import live
from caruso.objects.mapped.building import build_model
from caruso.objects.mapped.described import MappedBusinessObject
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.naming import field_name
from caruso.objects.modelled.registry import ModelledApps

Chosen = Mapping[str, Any]
MOST = 20


def checked(definition: MappedObject, rows: Sequence[Chosen]) -> list[dict[str, Any]]:
    """The attributes as the definition keeps them; of each row `name`, where it has one, `labels`, `formula`, `result`.

    A row that says nothing is one taken away. Raises ValidationError, under `computed_formula_0` and so on.
    """
    described = as_it_would_be(definition)
    known = {one["name"] for one in definition.computed}
    taken = {one["name"] for one in definition.fields} | known
    found: list[dict[str, Any]] = []
    problems: dict[str, Any] = {}
    for number, row in enumerate(rows):
        if not str(row["formula"]).strip() and not any(row["labels"].values()):
            continue
        try:
            # A name stays when the label changes, and two rows do not share one.
            kept = row.get("name") if row.get("name") in known - {one["name"] for one in found} else ""
            one = _attribute(described, row)
            wanted = {"en": row["name"]} if row.get("name") else one["labels"]
            one["name"] = kept or field_name(wanted, "", taken)
        except ValidationError as problem:
            problems |= {f"computed_{field}_{number}": said for field, said in problem.message_dict.items()}
            continue
        taken.add(one["name"])
        found.append(one)
        if len(found) > MOST:
            problems[f"computed_formula_{number}"] = _("At most %(most)d attributes can be computed.") % {"most": MOST}
    if problems:
        raise ValidationError(problems)
    return found


def problem_of(described: MappedBusinessObject, formula: str) -> str:
    """Why the formula cannot be used; empty where it can."""
    try:
        _bound(described, formula)
    except ConditionProblem as problem:
        return str(problem)
    return ""


def as_it_would_be(definition: MappedObject) -> MappedBusinessObject:
    """The object that the definition describes, also one that is not saved."""
    models_of = {key: described.model for key, described in live.current().objects.objects.items()}
    return MappedBusinessObject(definition, build_model(definition, models_of, ModelledApps()))


def _attribute(described: MappedBusinessObject, row: Chosen) -> dict[str, Any]:
    """Raises ValidationError by input."""
    labels = clean_labels(row["labels"], "label")
    try:
        name_for(labels.get("en") or next(iter(labels.values())))
    except ValidationError as problem:
        raise ValidationError({"label": problem.messages}) from None
    formula = str(row["formula"]).strip()
    return {"labels": labels, "formula": formula, "result": _result(described, formula, row.get("result", ""))}


def _result(described: MappedBusinessObject, formula: str, wanted: str) -> str:
    try:
        bound = _bound(described, formula)
    except ConditionProblem as problem:
        raise ValidationError({"formula": str(problem)}) from None
    result = wanted or usual_result(bound)
    if result not in RESULTS:
        raise ValidationError({"result": _("Please choose from the list.")})
    if RESULTS[result].type != bound.type:
        said = _("The formula gives %(type)s; choose what fits.") % {"type": TYPE_NAMES[bound.type]}
        raise ValidationError({"result": said})
    return result


def _bound(described: MappedBusinessObject, formula: str) -> Bound:
    """The formula held against the object. Raises ConditionProblem."""
    bound = check_formula(formula, described)
    for part in parts_of(bound):
        # One worked out of another would be written out again and again in the question to the source.
        if isinstance(part, Own) and part.field.computed is not None:
            message = _("“%(name)s” is computed itself; write what it is computed from.")
            raise ConditionProblem(message % {"name": part.field.name})
        if isinstance(part, Behind) and _source(part.hop.object) != described.model.SOURCE:  # type: ignore[attr-defined]
            raise ConditionProblem(_("“%(name)s” leads into another database.") % {"name": part.hop.field.name})
    return bound


def _source(object: Any) -> str:
    return getattr(object.model, "SOURCE", "")
