"""Conditions as JSON: kept with saved views, segments and rules, and carried in addresses.

`{"all": […]}`, `{"any": […]}`, `{"not": …}`, a test as `["amount", ">", 50000]` (no third part without a
value), an aggregate as `{"count": "contacts", "where": …, "operator": ">=", "value": 5}`.
"""

import json
import re
from typing import Any as AnyValue

from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.tree import FUNCTIONS, Aggregate, All, Any, Condition, Not, Plain, Test, Value

LONGEST_ADDRESS = 6000
DEEPEST = 20
#: What no database takes as text: NUL and halves of surrogate pairs.
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def to_json(tree: Condition) -> AnyValue:
    match tree:
        case All(items):
            return {"all": [to_json(item) for item in items]}
        case Any(items):
            return {"any": [to_json(item) for item in items]}
        case Not(item):
            return {"not": to_json(item)}
        case Test(path, operator, value):
            return [path, operator] if value is None else [path, operator, _listed(value)]
        case Aggregate(function, path, where, operator, value):
            data: dict[str, AnyValue] = {function: path}
            if where is not None:
                data["where"] = to_json(where)
            if operator:
                data["operator"] = operator
            if value is not None:
                data["value"] = _listed(value)
            return data


def from_json(data: AnyValue) -> Condition:
    """Raises ConditionProblem for what is not a condition."""
    return _read(data, DEEPEST)


def to_url(tree: Condition) -> str:
    """The shortest JSON, for the query of an address."""
    return json.dumps(to_json(tree), separators=(",", ":"), ensure_ascii=False)


def from_url(text: str) -> Condition:
    """Raises ConditionProblem for anything that `to_url` would not give."""
    if len(text) > LONGEST_ADDRESS:
        raise ConditionProblem(_("This condition is too long."))
    try:
        data = json.loads(text)
        # An escape may spell what no page and no database takes; then not even a message could show it.
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ConditionProblem(_("This is not a condition.")) from None
    return from_json(data)


def _read(data: AnyValue, depth: int) -> Condition:
    if depth == 0:
        raise ConditionProblem(_("This condition is nested too deeply."))
    if isinstance(data, (list, tuple)):
        return _test(data)
    if isinstance(data, dict) and data:
        kind = next((key for key in ("all", "any", "not") if len(data) == 1 and key in data), "")
        if kind == "not":
            return Not(_read(data["not"], depth - 1))
        if kind and isinstance(data[kind], (list, tuple)):
            items = tuple(_read(item, depth - 1) for item in data[kind])
            return All(items) if kind == "all" else Any(items)
        return _aggregate(data, depth)
    raise ConditionProblem(_("This is not a condition."), place=str(data)[:40])


def _test(data: AnyValue) -> Test:
    if len(data) not in (2, 3) or not all(isinstance(part, str) for part in data[:2]):
        raise ConditionProblem(_("A test is a field, an operator and a value."), place=str(data[:1] and data[0])[:40])
    return Test(data[0], data[1], _value(data[2], data[0]) if len(data) == 3 else None)


def _aggregate(data: dict[str, AnyValue], depth: int) -> Aggregate:
    functions = [key for key in data if key in FUNCTIONS]
    unknown = set(data) - {"where", "operator", "value", *functions}
    if len(functions) != 1 or unknown or not isinstance(data[functions[0]], str):
        raise ConditionProblem(_("This is not a condition."), place=", ".join(map(str, data))[:40])
    path, operator, where = data[functions[0]], data.get("operator", ""), data.get("where")
    if not isinstance(operator, str):
        raise ConditionProblem(_("This is not a condition."), place=path)
    return Aggregate(
        functions[0],
        path,
        None if where is None else _read(where, depth - 1),
        operator,
        _value(data.get("value"), path),
    )


def _value(data: AnyValue, place: str) -> Value:
    if isinstance(data, (list, tuple)):
        return tuple(_plain(part, place) for part in data)
    return None if data is None else _plain(data, place)


def _plain(data: AnyValue, place: str) -> Plain:
    # A binary fraction becomes the decimal that its writer typed.
    if isinstance(data, float):
        return repr(data)
    if isinstance(data, (int, bool)):
        return data
    if isinstance(data, str) and NOT_TEXT.search(data) is None:
        return data
    raise ConditionProblem(_("This is not a value to compare with."), place=place)


def _listed(value: Value) -> AnyValue:
    return list(value) if isinstance(value, tuple) else value
