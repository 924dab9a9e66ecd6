"""One condition language for filters, saved views, segments, automation and routing. See README.md."""

from caruso.kernel.conditions.checked import CheckedCondition, check
from caruso.kernel.conditions.json_form import from_json, from_url, to_json, to_url
from caruso.kernel.conditions.operators import Operator, operators_for
from caruso.kernel.conditions.printing import to_text
from caruso.kernel.conditions.problem import ConditionProblem
from caruso.kernel.conditions.text_form import parse
from caruso.kernel.conditions.tree import Aggregate, All, Any, Condition, Not, Test

__all__ = [
    "Aggregate",
    "All",
    "Any",
    "CheckedCondition",
    "Condition",
    "ConditionProblem",
    "Not",
    "Operator",
    "Test",
    "check",
    "from_json",
    "from_url",
    "operators_for",
    "parse",
    "to_json",
    "to_text",
    "to_url",
]
