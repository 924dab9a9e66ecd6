"""What formulas can do: each function with its types, its SQL and the same in memory.

SQL is a template in which `{0}` is the first argument; `sqlite` says it where SQLite has another way.
In memory nothing is None for numbers and dates and "" for text, and a function that is `strict` is not asked about it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from typing import Any

from caruso.kernel.text import fold
from caruso.objects.formulas.values import DATE, NUMBER, PLACES, TEXT, YES_NO, plain, rounded

#: Beyond this no number of days leads to a date.
MOST_DAYS = 4_000_000


@dataclass(frozen=True)
class Function:
    """`types` are those of the arguments; `rest` that of any more there may be, and `most` how many there may be.

    "same" stands for the type that the arguments share; a result of "same" is of it too.
    """

    name: str
    types: Sequence[str]
    result: str
    memory: Callable[..., Any]
    postgresql: str
    sqlite: str = ""
    rest: str = ""
    most: int = 0
    strict: bool = False
    #: How one more argument goes into the template, in the place of `{more}`.
    more: str = ""
    #: The types that "same" may be.
    among: Sequence[str] = ()

    def template(self, vendor: str, count: int) -> str:
        text = (self.sqlite or self.postgresql) if vendor == "sqlite" else self.postgresql
        more = "".join(self.more.replace("{n}", f"{{{index}}}") for index in range(len(self.types), count))
        return text.replace("{more}", more)


def _divided(left: Decimal, right: Decimal) -> Decimal | None:
    divisor = rounded(right, PLACES)
    return left / divisor if divisor else None


def _is_same(left: Any, right: Any) -> bool:
    return compared(left) == compared(right) and left != ""


def compared(value: Any) -> Any:
    if isinstance(value, Decimal):
        return rounded(value, PLACES)
    return fold(value) if isinstance(value, str) else value


def _is_less(left: Any, right: Any) -> bool:
    return compared(left) < compared(right)


def _first(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), values[-1])


def _extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: choose((value for value in values if value is not None), default=None)


def _plus_days(day: date, days: Decimal) -> date | None:
    try:
        return day + timedelta(days=int(rounded(days, 0) or 0))
    except OverflowError:
        return None


_ROUND = "ROUND(v.n + SIGN(v.n) * 0.0000000005, {places})"
_DAYS = "CAST(ROUND(v.n + SIGN(v.n) * 0.0000000005, 0) AS INTEGER)"


def rounding(places: int) -> str:
    return f"(SELECT {_ROUND.replace('{places}', str(places))} FROM (SELECT {{0}} AS n) v)"


def _extreme_sql(name: str) -> str:
    return f"(SELECT {name}(v.n) FROM (SELECT {{0}} AS n{{more}}) v)"


#: Of arguments that are numbers or dates the least, past those that are nothing.
_MORE_ROWS = " UNION ALL SELECT {n}"
_NUMBERS = (NUMBER, NUMBER)
_ORDERED = (NUMBER, DATE, "datetime")


def _comparison(sign: str, memory: Callable[[Any, Any], bool]) -> list[Function]:
    """One function for each type that can be compared so; they share a name."""
    number = f"COALESCE(ROUND({{0}}, {PLACES}) {sign} ROUND({{1}}, {PLACES}), FALSE)"
    time = f"COALESCE({{0}} {sign} {{1}}, FALSE)"
    found = [Function(sign, (NUMBER, NUMBER), YES_NO, memory, number, strict=True)]
    # Moments before dates, because a moment can stand for its day.
    found += [Function(sign, (one, one), YES_NO, memory, time, strict=True) for one in ("datetime", DATE)]
    return found


_PLUS_DAYS = (
    f"(SELECT CASE WHEN ABS(v.n) < {MOST_DAYS} THEN CASE WHEN v.d + {_DAYS} BETWEEN DATE '0001-01-01' AND "
    f"DATE '9999-12-31' THEN v.d + {_DAYS} END END FROM (SELECT {{0}} AS d, {{1}} AS n) v)"
)
_PLUS_DAYS_SQLITE = (
    "(SELECT CASE WHEN w.d BETWEEN '0001-01-01' AND '9999-12-31' THEN w.d END FROM (SELECT "
    f"CASE WHEN ABS(v.n) < {MOST_DAYS} THEN date(v.d, {_DAYS} || ' days') END AS d "
    "FROM (SELECT {0} AS d, {1} AS n) v) w)"
)
_EQUAL_TEXT = "COALESCE(NULLIF(caruso_fold({0}), '') = caruso_fold({1}), FALSE)"
_CONTAINS = "COALESCE({find}(caruso_fold({0}), NULLIF(caruso_fold({1}), '')) > 0, FALSE)"

_ALL: list[Function] = [
    Function("+", _NUMBERS, NUMBER, lambda a, b: a + b, "({0} + {1})", strict=True),
    Function("-", _NUMBERS, NUMBER, lambda a, b: a - b, "({0} - {1})", strict=True),
    Function("*", _NUMBERS, NUMBER, lambda a, b: a * b, "({0} * {1})", strict=True),
    Function("/", _NUMBERS, NUMBER, _divided, f"({{0}} * 1.0 / NULLIF(ROUND({{1}}, {PLACES}), 0))", strict=True),
    Function("minus", (NUMBER,), NUMBER, lambda a: -a, "(-({0}))", strict=True),
    Function("&", (TEXT, TEXT), TEXT, lambda a, b: a + b, "({0} || {1})"),
    *_comparison("=", _is_same),
    Function("=", (TEXT, TEXT), YES_NO, _is_same, _EQUAL_TEXT),
    Function("=", (YES_NO, YES_NO), YES_NO, lambda a, b: a == b, "({0} = {1})"),
    *_comparison("<", _is_less),
    *_comparison("<=", lambda a, b: not _is_less(b, a)),
    *_comparison(">", lambda a, b: _is_less(b, a)),
    *_comparison(">=", lambda a, b: not _is_less(a, b)),
    Function("and", (YES_NO, YES_NO), YES_NO, lambda a, b: a and b, "({0} AND {1})"),
    Function("or", (YES_NO, YES_NO), YES_NO, lambda a, b: a or b, "({0} OR {1})"),
    Function("not", (YES_NO,), YES_NO, lambda a: not a, "(NOT {0})"),
    Function("is empty", (TEXT,), YES_NO, lambda a: a == "", "({0} = '')"),
    Function("is empty", ("same",), YES_NO, lambda a: a is None, "({0} IS NULL)", among=_ORDERED),
    Function(
        "contains",
        (TEXT, TEXT),
        YES_NO,
        lambda a, b: bool(fold(b)) and fold(b) in fold(a),
        _CONTAINS.replace("{find}", "STRPOS"),
        _CONTAINS.replace("{find}", "INSTR"),
    ),
    Function(
        "if",
        (YES_NO, "same", "same"),
        "same",
        lambda a, b, c: b if a else c,
        "(CASE WHEN {0} THEN {1} ELSE {2} END)",
        among=(*_ORDERED, TEXT, YES_NO),
    ),
    Function("round", (NUMBER,), NUMBER, lambda a: rounded(a, 0), rounding(0), strict=True),
    Function("abs", (NUMBER,), NUMBER, abs, "ABS({0})", strict=True),
    Function(
        "min",
        ("same",),
        "same",
        _extreme(min),
        _extreme_sql("MIN"),
        rest="same",
        most=8,
        more=_MORE_ROWS,
        among=_ORDERED,
    ),
    Function(
        "max",
        ("same",),
        "same",
        _extreme(max),
        _extreme_sql("MAX"),
        rest="same",
        most=8,
        more=_MORE_ROWS,
        among=_ORDERED,
    ),
    Function(
        "coalesce",
        (TEXT, TEXT),
        TEXT,
        _first,
        "COALESCE(NULLIF({0}, ''), NULLIF({1}, ''){more}, '')",
        rest=TEXT,
        most=8,
        more=", NULLIF({n}, '')",
    ),
    Function(
        "coalesce",
        ("same", "same"),
        "same",
        _first,
        "COALESCE({0}, {1}{more})",
        rest="same",
        most=8,
        more=", {n}",
        among=_ORDERED,
    ),
    Function("length", (TEXT,), NUMBER, lambda a: Decimal(len(a)), "LENGTH({0})::numeric", "LENGTH({0})"),
    Function("upper", (TEXT,), TEXT, str.upper, "caruso_upper({0})"),
    Function("lower", (TEXT,), TEXT, str.lower, "caruso_lower({0})"),
    Function("trim", (TEXT,), TEXT, lambda a: a.strip(" "), "TRIM({0})"),
    Function(
        "days_between",
        (DATE, DATE),
        NUMBER,
        lambda a, b: Decimal((b - a).days),
        "({1} - {0})::numeric",
        "CAST(ROUND(julianday({1}) - julianday({0})) AS INTEGER)",
        strict=True,
    ),
    Function(
        "add_days",
        (DATE, NUMBER),
        DATE,
        _plus_days,
        _PLUS_DAYS,
        _PLUS_DAYS_SQLITE,
        strict=True,
    ),
    *(
        Function(
            name,
            (DATE,),
            NUMBER,
            lambda a, name=name: Decimal(getattr(a, name)),
            f"EXTRACT({name.upper()} FROM {{0}})::numeric",
            f"CAST(SUBSTR({{0}}, {start}, {length}) AS INTEGER)",
            strict=True,
        )
        for name, start, length in (("year", 1, 4), ("month", 6, 2), ("day", 9, 2))
    ),
]

#: Every function by name: the ways to call it, the first that fits is meant.
FUNCTIONS: dict[str, list[Function]] = {}
for _one in _ALL:
    FUNCTIONS.setdefault(_one.name, []).append(_one)


def rounded_to(places: int) -> Function:
    """`round(n, 2)`; how many places is said in the formula itself."""
    return Function("round", (NUMBER,), NUMBER, lambda a: rounded(a, places), rounding(places), strict=True)


def part_of_text(side: str, length: int) -> Function:
    """`left(text, 3)` or `right(text, 3)`."""
    if side == "left":
        return Function("left", (TEXT,), TEXT, lambda a: a[:length], f"SUBSTR({{0}}, 1, {length})")
    cut = f"RIGHT({{0}}, {length})"
    return Function("right", (TEXT,), TEXT, lambda a: a[-length:], cut, f"SUBSTR({{0}}, -{length})")


NUMBER_AS_TEXT = Function(
    "text",
    (NUMBER,),
    TEXT,
    lambda a: "" if a is None else plain(a),
    "COALESCE((SELECT TRIM_SCALE(ROUND(v.n + SIGN(v.n) * 0.0000000005, 6))::text FROM (SELECT {0} AS n) v), '')",
    "COALESCE((SELECT CASE WHEN w.n IS NULL THEN '' WHEN w.n = CAST(w.n AS INTEGER) "
    "THEN CAST(CAST(w.n AS INTEGER) AS TEXT) ELSE RTRIM(printf('%%.6f', w.n), '0') END FROM (SELECT ROUND(v.n + SIGN(v.n) * 0.0000000005, 6) AS n "
    "FROM (SELECT {0} AS n) v) w), '')",
)
DATE_AS_TEXT = Function(
    "text",
    (DATE,),
    TEXT,
    lambda a: a.isoformat() if a else "",
    "COALESCE(TO_CHAR({0}, 'YYYY-MM-DD'), '')",
    "COALESCE({0}, '')",
)


def apply(function: Function, values: Sequence[Any]) -> Any:
    """What the function makes of these values; nothing where it cannot be reckoned."""
    if function.strict and any(value is None for value in values):
        return False if function.result == YES_NO else None
    try:
        with localcontext(prec=60):
            return function.memory(*values)
    except (DivisionByZero, InvalidOperation):
        return None
