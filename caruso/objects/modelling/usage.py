"""Who needs a field or an object of the administrator's: formulas, roll-ups, titles, conditions of fields, and what
other rooms say of theirs (saved views, rules)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem
from caruso.kernel.field_uses import Named, Use, needs_of, refuse_needed, users_of
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.models import CustomField
from caruso.kernel.objects import business_object
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.needs import read_by, read_by_formula
from caruso.objects.modelled.matching import AS_NUMBER
from caruso.objects.modelling.computing import CONDITIONS
from caruso.objects.modelling.naming import full_name
from caruso.objects.models import ModelledObject

__all__ = ["refuse_needed", "users_of", "uses_of_definitions"]


def uses_of_definitions() -> Iterator[Use]:
    """What the definitions of fields and objects need of other fields."""
    for row in CustomField.objects.filter(archived_at=None):
        if needs := _needs(row):
            yield Use(full_name(row), needs, (row.object, row.name))
    for definition in ModelledObject.objects.filter(archived_at=None).exclude(title=""):
        label = _("the title of %(object)s") % {"object": definition.label_plural}
        yield Use(label, _needs_of_title(definition), (definition.key, "name"))
    for definition in ModelledObject.objects.filter(archived_at=None).exclude(matching=[]):
        label = _("what tells %(object)s apart") % {"object": definition.label_plural}
        names = {name.removesuffix(AS_NUMBER) for name in definition.matching}
        yield Use(label, frozenset((definition.key, name) for name in names), (definition.key, "name"))


def _needs(row: CustomField) -> frozenset[Named]:
    try:
        described = business_object(row.object)
    except KeyError:
        return frozenset()
    needs: frozenset[Named] = read_by(described, row.name) if row.kind in COMPUTED_KINDS else frozenset()
    for one in CONDITIONS:
        if text := row.options.get(one):
            needs |= needs_of(text, row.object)
    return needs


def _needs_of_title(definition: ModelledObject) -> frozenset[Named]:
    try:
        return frozenset(read_by_formula(check_formula(definition.title, business_object(definition.key))))
    except (ConditionProblem, KeyError):
        return frozenset()
