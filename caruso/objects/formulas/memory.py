"""Formulas of one record, or of a mapping of field names to values; their meaning is that of `sql.py`."""

from typing import Any

from caruso.kernel.conditions.memory import follow, value_in
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.objects.formulas.bound import Applied, Behind, Bound, Constant, Moment, Own
from caruso.objects.formulas.function import apply
from caruso.objects.formulas.values import DATE, as_type, nothing


def value_of(bound: Bound, subject: Any, view: Viewpoint) -> Any:
    """What the formula comes to, of its type and not yet rounded."""
    match bound:
        case Constant(_type, value):
            return value
        case Moment(type):
            return view.today if type == DATE else view.now
        case Own(type, _object, field):
            value = as_type(value_in(subject, field), type)
            return value / 100 if value is not None and field.kind.name == "percent" else value
        case Behind(type, _object, hop, inner):
            reached = follow(hop, subject, view)
            return nothing(type) if reached is None else value_of(inner, reached, view)
        case Applied(_type, function, arguments):
            return apply(function, [value_of(argument, subject, view) for argument in arguments])
