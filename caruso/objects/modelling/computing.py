"""What is said of fields that hang on others, checked before it is written: formulas, roll-ups and conditions."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.conditions.bound import fields_in
from caruso.kernel.field_uses import Named
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.models import CustomField
from caruso.kernel.objects import BusinessObject, business_object
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.formula import usual_result
from caruso.objects.formulas.needs import read_by_formula, read_by_roll_up, refuse_cycle
from caruso.objects.formulas.roll_up import check_roll_up
from caruso.objects.formulas.values import RESULTS, TEXT, TYPE_NAMES
from caruso.objects.models import ModelledObject

CONDITIONS = ("visible_when", "required_when")


def checked_options(field: CustomField, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a field with what follows from them. Raises ValidationError by option."""
    described, name, kind = business_object(field.object), field.name, field.kind
    checked = {one: value for one, value in options.items() if value not in (None, "", {})}
    if kind == "formula":
        checked["result"] = _checked_formula(described, name, checked)
    elif kind == "roll_up":
        checked["result"] = _checked_roll_up(described, name, checked)
    for one in CONDITIONS:
        if one in checked:
            _check_condition(described, name, one, str(checked[one]))
    if kind in COMPUTED_KINDS:
        checked.pop("required_when", None)
    return checked


def check_title(object: str, text: str) -> None:
    """Hold the formula that names the records of a modelled object against it. Raises ValidationError."""
    described = business_object(object)
    try:
        bound = check_formula(text, described)
    except ConditionProblem as problem:
        raise ValidationError({"title": str(problem)}) from None
    if bound.type != TEXT:
        raise ValidationError({"title": _('A title is a text; begin it with "" & to make one of a number.')})
    try:
        refuse_cycle((object, "name"), frozenset(read_by_formula(bound)), _titles())
    except ValidationError as problem:
        raise ValidationError({"title": problem.messages}) from None


def _checked_formula(described: BusinessObject, name: str, options: Mapping[str, Any]) -> str:
    try:
        bound = check_formula(str(options.get("formula", "")), described)
    except ConditionProblem as problem:
        raise ValidationError({"formula": str(problem)}) from None
    result = str(options.get("result") or usual_result(bound))
    if result not in RESULTS:
        raise ValidationError({"result": _("Please choose from the list.")})
    if RESULTS[result].type != bound.type:
        raise ValidationError(
            {"result": _("The formula gives %(type)s; choose what fits.") % {"type": TYPE_NAMES[bound.type]}}
        )
    _refuse_cycle("formula", (described.key, name), frozenset(read_by_formula(bound)))
    return result


def _checked_roll_up(described: BusinessObject, name: str, options: Mapping[str, Any]) -> str:
    try:
        bound = check_roll_up(options.get("roll_up") or {}, described)
    except ConditionProblem as problem:
        place = problem.place if problem.place in ("function", "collection", "field") else "where"
        raise ValidationError({place: str(problem.message if place == problem.place else problem)}) from None
    _refuse_cycle("collection", (described.key, name), frozenset(read_by_roll_up(bound)))
    return bound.result.kind


def _refuse_cycle(place: str, named: Named, read: frozenset[Named]) -> None:
    try:
        refuse_cycle(named, read, _titles())
    except ValidationError as problem:
        raise ValidationError({place: problem.messages}) from None


def _titles() -> dict[str, frozenset[Named]]:
    """What the names of modelled records are made of."""
    found = {}
    for definition in ModelledObject.objects.filter(archived_at=None).exclude(title=""):
        try:
            bound = check_formula(definition.title, business_object(definition.key))
        except (ConditionProblem, KeyError):
            continue
        found[definition.key] = frozenset(read_by_formula(bound))
    return found


def _check_condition(described: BusinessObject, name: str, option: str, text: str) -> None:
    try:
        bound = check(parse(text), described, None).bound
    except ConditionProblem as problem:
        raise ValidationError({option: str(problem)}) from None
    if (described.key, name) in set(fields_in(bound)):
        raise ValidationError({option: _("A field cannot hang on itself.")})
