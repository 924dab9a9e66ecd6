"""Holds a formula against a business object, or says where it goes wrong."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.conditions.bound import Hop
from caruso.kernel.conditions.checking import MOST_HOPS
from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.tokens import problem_at
from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject, business_object
from caruso.kernel.people.time_zone import zone_of
from caruso.objects.formulas.bound import Applied, Behind, Bound, Constant, Moment, Own, parts_of
from caruso.objects.formulas.function import Function
from caruso.objects.formulas.functions import DATE_AS_TEXT, FUNCTIONS, NUMBER_AS_TEXT, part_of_text, rounded_to
from caruso.objects.formulas.parsing import parse
from caruso.objects.formulas.tree import Call, Literal, Path, Written
from caruso.objects.formulas.values import DATE, DATETIME, NUMBER, TEXT, TYPE_NAMES, YES_NO, type_of

#: So many parts may a formula have, those of formulas that it reads included.
MOST_PARTS = 300
LONGEST_PART = 500
#: Said for functions that people know by another name.
_MEANT = {"concat": "&", "iif": "if", "today": "today", "datediff": "days_between", "len": "length"}


def check_formula(text: str, object: BusinessObject) -> Bound:
    """The formula with names resolved and types known. Raises ConditionProblem with line and column."""
    bound = _Checker(text, object).check(parse(text))
    if bound.type == "":
        raise ConditionProblem(_("This is always nothing."), line=1, column=1)
    if weight(bound) > MOST_PARTS:
        raise ConditionProblem(_("This formula has more than %(most)d parts.") % {"most": MOST_PARTS})
    return bound


def weight(bound: Bound) -> int:
    """Of how many parts the formula is, where a field that is worked out itself counts as all of its own."""
    total = 0
    for part in parts_of(bound):
        computed: Any = part.field.computed if isinstance(part, Own) else None
        total += computed.weight if computed is not None else 1
    return total


@dataclass
class _Checker:
    source: str
    object: BusinessObject

    def check(self, written: Written) -> Bound:
        match written:
            case Literal():
                return self._constant(written)
            case Path():
                return self._path(written.names, self.object, written, 0)
            case Call():
                return self._call(written)

    def _problem(self, message: str, written: Written) -> ConditionProblem:
        return problem_at(self.source, written.at, message)

    def _constant(self, written: Literal) -> Bound:
        match written.value:
            case None:
                return Constant("", None)
            case bool():
                return Constant(YES_NO, written.value)
            case str():
                return Constant(TEXT, written.value)
            case Decimal():
                return Constant(NUMBER, written.value)
            case datetime():
                moment = written.value
                aware = moment if moment.tzinfo else moment.replace(tzinfo=zone_of(None))
                return Constant(DATETIME, aware.astimezone(UTC))
            case date():
                return Constant(DATE, written.value)

    def _path(self, names: tuple[str, ...], object: BusinessObject, written: Path, hops: int) -> Bound:
        field = object.fields.get(names[0])
        if field is None:
            raise self._unknown(names[0], object, written)
        if field.kind.name == "relation":
            if hops == MOST_HOPS:
                raise self._problem(_("A path may lead over at most %(most)d records.") % {"most": MOST_HOPS}, written)
            return self._behind(field, names[1:], object, written, hops)
        if field.kind.family == "records":
            raise self._unknown(names[0], object, written)
        type = type_of(field)
        if len(names) > 1 or type is None:
            raise self._problem(_("“%(name)s” holds what no formula can reckon with.") % {"name": names[0]}, written)
        return Own(type, object, field)

    def _behind(self, field: Field, names: tuple[str, ...], object: BusinessObject, written: Path, hops: int) -> Bound:
        """A field of what the link leads to; the link by itself stands for what that record is called."""
        try:
            target = business_object(field.target)
        except KeyError:
            raise self._unknown(names[0] if names else field.name, object, written) from None
        names = names or ((target.title,) if target.title else ())
        if not names:
            raise self._problem(_("Say which field, as in %(path)s.name.") % {"path": field.name}, written)
        inner = self._path(names, target, written, hops + 1)
        return Behind(inner.type, object, Hop(field, target), inner)

    def _unknown(self, name: str, object: BusinessObject, written: Path) -> ConditionProblem:
        if name in object.gathered:
            return self._problem(
                _("“%(name)s” are many records; count or sum them in a roll-up field.") % {"name": name}, written
            )
        return self._problem(
            _("“%(object)s” has no field “%(name)s”.") % {"object": str(object.label), "name": name[:60]}, written
        )

    def _call(self, written: Call) -> Bound:
        match written.function:
            case "today" | "now":
                if written.arguments:
                    raise self._problem(
                        _("“%(name)s” takes nothing between its parentheses.") % {"name": written.function}, written
                    )
                return Moment(DATE if written.function == "today" else DATETIME)
            case "!=":
                return Applied(YES_NO, FUNCTIONS["not"][0], (self._apply(written, "="),))
            case "round" if len(written.arguments) == 2:
                places = self._whole(written.arguments[1], 0, 6)
                return self._fitted(rounded_to(places), written, self._arguments(written, 1))
            case "left" | "right" if len(written.arguments) == 2:
                length = self._whole(written.arguments[1], 1, LONGEST_PART)
                return self._fitted(part_of_text(written.function, length), written, self._arguments(written, 1))
            case "left" | "right":
                raise self._problem(_("Say how many letters, as in left(name, 3)."), written)
        return self._apply(written, written.function)

    def _apply(self, written: Call, name: str) -> Bound:
        ways = FUNCTIONS.get(name)
        if ways is None:
            meant = _MEANT.get(name)
            if meant:
                raise self._problem(
                    _("There is no “%(name)s”; did you mean “%(meant)s”?") % {"name": name, "meant": meant}, written
                )
            known = ", ".join(sorted(one for one in FUNCTIONS if one.isidentifier() and one not in _WORDS))
            raise self._problem(
                _("There is no function “%(name)s”. There are: %(known)s.") % {"name": name[:40], "known": known},
                written,
            )
        arguments = self._arguments(written)
        if name == "if" and len(arguments) == 2:
            arguments = (*arguments, Constant("", None))
        for way in ways:
            if (fitted := _fit(way, arguments)) is not None:
                return fitted
        raise self._misfit(ways, written, arguments)

    def _arguments(self, written: Call, first: int | None = None) -> tuple[Bound, ...]:
        return tuple(self.check(argument) for argument in written.arguments[:first])

    def _fitted(self, way: Function, written: Call, arguments: tuple[Bound, ...]) -> Bound:
        fitted = _fit(way, arguments)
        if fitted is None:
            raise self._misfit([way], written, arguments)
        return fitted

    def _whole(self, written: Written, least: int, most: int) -> int:
        value = written.value if isinstance(written, Literal) else None
        if not isinstance(value, Decimal) or value != value.to_integral_value() or not least <= value <= most:
            raise self._problem(
                _("Write a whole number from %(least)d to %(most)d here.") % {"least": least, "most": most}, written
            )
        return int(value)

    def _misfit(self, ways: list[Function], written: Call, arguments: tuple[Bound, ...]) -> ConditionProblem:
        """Say the first thing that is wrong: how many there are, or of what type one of them is."""
        name = written.function
        counts = {len(way.types) for way in ways}
        least, most = min(counts), max(way.most or len(way.types) for way in ways)
        if not least <= len(arguments) <= most:
            message = (
                _("“%(name)s” needs %(count)d values, and here are %(given)d.")
                if least == most
                else _("“%(name)s” needs at least %(count)d values, and here are %(given)d.")
                if len(arguments) < least
                else _("“%(name)s” takes at most %(most)d values, and here are %(given)d.")
            )
            return self._problem(
                message % {"name": name, "count": least, "most": most, "given": len(arguments)}, written
            )
        given = " – ".join(str(TYPE_NAMES[one.type]) for one in arguments if one.type)
        if name in ("+", "-") and {one.type for one in arguments} <= {DATE, DATETIME, NUMBER} != {NUMBER}:
            hint = _("Days are counted by days_between(from, to) and added by add_days(date, days).")
            return self._problem(hint, written)
        if name == "+" and TEXT in {one.type for one in arguments}:
            return self._problem(_("Texts are joined by “&”."), written)
        return self._problem(
            _("“%(name)s” does not go with this: %(given)s.") % {"name": name, "given": given or "–"}, written
        )


_WORDS = {"and", "or", "not", "contains", "minus"}


def _fit(way: Function, arguments: tuple[Bound, ...]) -> Bound | None:
    """The function applied, if the arguments are what it takes or can be made so."""
    count = len(arguments)
    if not len(way.types) <= count <= (way.most or len(way.types)):
        return None
    wanted = [*way.types, *[way.rest] * (count - len(way.types))]
    shared = _shared([one.type for one, type in zip(arguments, wanted, strict=True) if type == "same"], way)
    if "same" in wanted and shared is None:
        return None
    fitted = []
    for one, type in zip(arguments, wanted, strict=True):
        made = _as(one, shared or "" if type == "same" else type, way)
        if made is None:
            return None
        fitted.append(made)
    return Applied(shared or "" if way.result == "same" else way.result, way, tuple(fitted))


def _shared(types: list[str], way: Function) -> str | None:
    """The type that all of these can be; of a date and a moment the date."""
    said = {type for type in types if type}
    if said == {DATE, DATETIME}:
        said = {DATE}
    return next(iter(said)) if len(said) == 1 and said <= set(way.among) else None


def _as(bound: Bound, type: str, way: Function) -> Bound | None:
    """The same as another type, where that is plain; None where it is not."""
    if bound.type == type:
        return bound
    if isinstance(bound, Constant) and bound.type == "":
        return Constant(type, {TEXT: "", YES_NO: False}.get(type))
    if bound.type == DATETIME and type == DATE:
        return Applied(DATE, DAY_OF, (bound,))
    if type == TEXT and way.name == "&":
        if bound.type == NUMBER:
            return Applied(TEXT, NUMBER_AS_TEXT, (bound,))
        if bound.type in (DATE, DATETIME):
            day = _as(bound, DATE, way)
            assert day is not None
            return Applied(TEXT, DATE_AS_TEXT, (day,))
    return None


#: The day on which a moment is, on the firm's clock; what else there is of it, the evaluators know.
DAY_OF = Function("day_of", (DATETIME,), DATE, lambda a: a.astimezone(zone_of(None)).date() if a else None, "")
