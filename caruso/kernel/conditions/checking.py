"""Holds a condition against a business object and the rights of a person, or says what is wrong with it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions.binding import bind_comparison
from caruso.kernel.conditions.bound import RESULTS, Bound, BoundAggregate, BoundTest, Comparison, Hop
from caruso.kernel.conditions.operators import DENIALS, operator_of
from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.tree import (
    EXISTENCE,
    FUNCTIONS,
    Aggregate,
    All,
    Any,
    Condition,
    Not,
    Plain,
    Test,
    Value,
)
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject, Collection, business_object, business_objects

DEEPEST = 5
MOST_TESTS = 50
MOST_HOPS = 3
MOST_AGGREGATES = 5
MOST_VALUES = 200
SUMMED = ("sum", "avg")
COMPARED = ("number", "date", "datetime")


def bind(tree: Condition, object: BusinessObject, view: Viewpoint) -> Bound:
    """The condition with names resolved and values typed. Raises ConditionProblem."""
    return _Binder(view).bind(tree, object, 0)


class _Binder:
    """Walks a tree and counts what it costs."""

    def __init__(self, view: Viewpoint) -> None:
        self.view = view
        self.tests = 0
        self.aggregates = 0

    def bind(self, tree: Condition, object: BusinessObject, depth: int) -> Bound:
        match tree:
            case Test():
                return self._test(tree, object)
            case Aggregate():
                return self._aggregate(tree, object, depth)
        if depth == DEEPEST:
            raise ConditionProblem(
                _("Groups are nested more than %(most)d deep.") % {"most": DEEPEST}, place=str(object.label)
            )
        match tree:
            case Not(item):
                return Not(self.bind(item, object, depth + 1))
            case All(items):
                return All(tuple(self.bind(item, object, depth + 1) for item in items))
            case Any(items):
                return Any(tuple(self.bind(item, object, depth + 1) for item in items))

    def _test(self, test: Test, object: BusinessObject) -> Bound:
        self.tests += 1
        if self.tests > MOST_TESTS:
            raise ConditionProblem(_("There are more than %(most)d tests.") % {"most": MOST_TESTS}, place=test.path)
        names = test.path.split(".")
        hops, last = self._hops(names, object, test.path)
        field, part = self._field_and_part(names[len(hops) :], last, test.path)
        bound = BoundTest(object, hops, field, part, self._comparison(part or field, test))
        return Not(bound) if test.operator in DENIALS else bound

    def _hops(self, names: list[str], object: BusinessObject, path: str) -> tuple[tuple[Hop, ...], BusinessObject]:
        """The links at the beginning of a path that has something behind them."""
        hops: list[Hop] = []
        for name in names[:-1]:
            field = object.fields.get(name)
            if field is None or field.kind.name != "relation" or field.target not in _known_objects():
                break
            self._readable(field.name, object, path)
            object = business_object(field.target)
            if not self.view.may_view(object):
                raise _unknown(name, path)
            hops.append(Hop(field, object))
        if len(hops) > MOST_HOPS:
            raise ConditionProblem(
                _("A path may lead over at most %(most)d records.") % {"most": MOST_HOPS}, place=path
            )
        return tuple(hops), object

    def _field_and_part(self, names: list[str], object: BusinessObject, path: str) -> tuple[Field, Field | None]:
        field = self._readable(names[0], object, path)
        if len(names) == 1:
            return field, None
        if field.kind.family == "records":
            raise _many(field.name, path)
        part = next((column for column in field.columns if column.name == names[1]), None)
        if part is None or len(names) > 2:
            raise _unknown(names[1], path)
        return field, part

    def _readable(self, name: str, object: BusinessObject, path: str) -> Field:
        field = object.fields.get(name)
        if field is not None and self.view.may_read(object, name):
            return field
        if name in object.collections:
            raise _many(name, path)
        raise _unknown(name, path)

    def _comparison(self, field: Field, asked: Test | Aggregate) -> Comparison:
        operator = operator_of(field, asked.operator)
        if operator is None:
            raise ConditionProblem(
                _("“%(operator)s” cannot be asked of this field.") % {"operator": asked.operator[:40]},
                place=asked.path,
            )
        values = _listed(asked.value)
        needed = {"none": len(values) == 0, "one": len(values) == 1, "two": len(values) == 2}
        if not needed.get(operator.values, 0 < len(values) <= MOST_VALUES):
            raise ConditionProblem(
                _("“%(operator)s” does not go with this number of values.") % {"operator": operator.name},
                place=asked.path,
            )
        positive = DENIALS.get(operator.name, operator.name)
        try:
            return bind_comparison(field, operator, positive, values, self.view)
        except ValidationError as problem:
            raise ConditionProblem(" ".join(problem.messages), place=asked.path) from None

    def _aggregate(self, asked: Aggregate, object: BusinessObject, depth: int) -> Bound:
        self.aggregates += 1
        if self.aggregates > MOST_AGGREGATES:
            raise ConditionProblem(
                _("There are more than %(most)d questions about related records.") % {"most": MOST_AGGREGATES},
                place=asked.path,
            )
        if asked.function not in FUNCTIONS:
            raise _unknown(asked.function, asked.path)
        names = asked.path.split(".")
        hops, last = self._hops(names, object, asked.path)
        collection, target = self._collection(names[len(hops)], last, asked.path)
        field = self._aggregated(asked, names[len(hops) + 1 :], target)
        where = None if asked.where is None else self.bind(asked.where, target, depth + 1)
        if asked.function in EXISTENCE:
            if asked.operator or asked.value is not None:
                raise ConditionProblem(_("This is answered by yes or no; leave out the rest."), place=asked.path)
            found = BoundAggregate(object, hops, collection, "any", None, where, None)
            return Not(found) if asked.function == "none" else found
        result = RESULTS.get(asked.function) or field
        assert result is not None
        comparison = self._comparison(result, asked)
        bound = BoundAggregate(object, hops, collection, asked.function, field, where, comparison)
        return Not(bound) if asked.operator in DENIALS else bound

    def _collection(self, name: str, object: BusinessObject, path: str) -> tuple[Collection, BusinessObject]:
        collection = object.gathered.get(name)
        if collection is None:
            raise _unknown(name, path)
        target = business_object(collection.target)
        keeper, link = collection.kept_in
        if not self.view.may_view(target) or not self.view.may_read(business_object(keeper), link):
            raise _unknown(name, path)
        return collection, target

    def _aggregated(self, asked: Aggregate, names: list[str], target: BusinessObject) -> Field | None:
        if asked.function in (*EXISTENCE, "count"):
            if names:
                raise _unknown(names[0], asked.path)
            return None
        if len(names) != 1:
            raise ConditionProblem(
                _("Say which field, as in %(function)s(%(path)s.field).")
                % {"function": asked.function, "path": asked.path},
                place=asked.path,
            )
        field = self._readable(names[0], target, asked.path)
        family = field.kind.family
        if family not in COMPARED or (asked.function in SUMMED and family != "number"):
            raise ConditionProblem(_("“%(function)s” needs a number.") % {"function": asked.function}, place=asked.path)
        return field


def _known_objects() -> set[str]:
    """A link may lead to a table that is no business object; no path goes on from there."""
    return {known.key for known in business_objects()}


def _listed(value: Value) -> tuple[Plain, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _many(name: str, path: str) -> ConditionProblem:
    message = _("“%(name)s” are many records; ask any(%(name)s where …) or count(%(name)s).") % {"name": name}
    return ConditionProblem(message, place=path)


def _unknown(name: str, path: str) -> ConditionProblem:
    # The same for what is missing and what is hidden, so that the answer tells nothing.
    return ConditionProblem(_("There is no field “%(name)s” here.") % {"name": name[:60]}, place=path[:120])
