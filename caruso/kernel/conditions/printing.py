"""A condition told as the text that `parse` reads."""

import re

from caruso.kernel.conditions.operators import VALUELESS
from caruso.kernel.conditions.text_form import is_phrase
from caruso.kernel.conditions.tokens import DATE, quoted
from caruso.kernel.conditions.tree import Aggregate, All, Any, Condition, Not, Plain, Test, Value

_DECIMAL = re.compile(r"-?\d+\.\d+")


def to_text(tree: Condition) -> str:
    """The text of the condition; `parse` makes the same condition of it."""
    match tree:
        case All(()):
            return ""
        case _:
            return _either(tree)


def _either(tree: Condition) -> str:
    match tree:
        case Any(items) if len(items) > 1:
            return " or ".join(_both(item) for item in items)
        case _:
            return _both(tree)


def _both(tree: Condition) -> str:
    match tree:
        case All(items) if len(items) > 1:
            return " and ".join(_single(item) for item in items)
        case _:
            return _single(tree)


def _single(tree: Condition) -> str:
    match tree:
        case Not(item):
            return f"not {_single(item)}"
        case All(items) | Any(items) if len(items) > 1:
            return f"({_either(tree)})"
        case All(items) | Any(items):
            name = "all" if isinstance(tree, All) else "any"
            return f"{name} of ({', '.join(_either(item) for item in items)})"
        case Test(path, operator, value):
            return path + _compared(operator, value)
        case Aggregate(function, path, where, operator, value):
            inside = path if where is None else f"{path} where {_either(where)}"
            return f"{function}({inside})" + _compared(operator, value)


def _compared(operator: str, value: Value) -> str:
    if not operator:
        return ""
    return f" {operator}" if operator in VALUELESS else f" {operator} {_value(operator, value)}"


def _value(operator: str, value: Value) -> str:
    if not isinstance(value, tuple):
        return "" if value is None else _plain(value)
    if operator == "between" and len(value) == 2:
        return f"{_plain(value[0])} and {_plain(value[1])}"
    return f"({', '.join(_plain(one) for one in value)})"


def _plain(value: Plain) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    needs_no_quotes = is_phrase(value) or DATE.fullmatch(value) or _DECIMAL.fullmatch(value)
    return value if needs_no_quotes else quoted(value)
