"""What formulas can do: every function and sign, see `function` for how one is told."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from caruso.kernel.text import fold
from caruso.objects.formulas import letters, templates
from caruso.objects.formulas.function import Function
from caruso.objects.formulas.templates import MYSQL_NUMBER
from caruso.objects.formulas.values import DATE, NUMBER, PLACES, TEXT, YES_NO, plain, rounded


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


_ALL: list[Function] = [
    Function("+", _NUMBERS, NUMBER, lambda a, b: a + b, "({0} + {1})", strict=True),
    Function("-", _NUMBERS, NUMBER, lambda a, b: a - b, "({0} - {1})", strict=True),
    Function(
        "*",
        _NUMBERS,
        NUMBER,
        lambda a, b: a * b,
        "({0} * {1})",
        mysql=f"CAST({{0}} * {{1}} AS {MYSQL_NUMBER})",
        strict=True,
    ),
    Function(
        "/",
        _NUMBERS,
        NUMBER,
        _divided,
        f"({{0}} * 1.0 / NULLIF(ROUND({{1}}, {PLACES}), 0))",
        mysql=f"CAST(CAST({{0}} AS {MYSQL_NUMBER}) / NULLIF(ROUND({{1}}, {PLACES}), 0) AS {MYSQL_NUMBER})",
        strict=True,
    ),
    Function("minus", (NUMBER,), NUMBER, lambda a: -a, "(-({0}))", strict=True),
    Function("&", (TEXT, TEXT), TEXT, lambda a, b: a + b, "({0} || {1})", mysql="CONCAT({0}, {1})"),
    *_comparison("=", _is_same),
    Function("=", (TEXT, TEXT), YES_NO, _is_same, templates.EQUAL_TEXT, mysql=templates.EQUAL_TEXT_MYSQL, folds=True),
    Function("=", (YES_NO, YES_NO), YES_NO, lambda a, b: a == b, "({0} = {1})"),
    *_comparison("<", _is_less),
    *_comparison("<=", lambda a, b: not _is_less(b, a)),
    *_comparison(">", lambda a, b: _is_less(b, a)),
    *_comparison(">=", lambda a, b: not _is_less(a, b)),
    Function("and", (YES_NO, YES_NO), YES_NO, lambda a, b: a and b, "({0} AND {1})"),
    Function("or", (YES_NO, YES_NO), YES_NO, lambda a, b: a or b, "({0} OR {1})"),
    Function("not", (YES_NO,), YES_NO, lambda a: not a, "(NOT {0})"),
    Function("is empty", (TEXT,), YES_NO, lambda a: a == "", "({0} = '')", mysql="(CHAR_LENGTH({0}) = 0)"),
    Function("is empty", ("same",), YES_NO, lambda a: a is None, "({0} IS NULL)", among=_ORDERED),
    Function(
        "contains",
        (TEXT, TEXT),
        YES_NO,
        lambda a, b: bool(fold(b)) and fold(b) in fold(a),
        templates.CONTAINS.replace("{find}", "STRPOS"),
        templates.CONTAINS.replace("{find}", "INSTR"),
        templates.CONTAINS_MYSQL,
        folds=True,
    ),
    Function(
        "if",
        (YES_NO, "same", "same"),
        "same",
        lambda a, b, c: b if a else c,
        "(CASE WHEN {0} THEN {1} ELSE {2} END)",
        among=(*_ORDERED, TEXT, YES_NO),
    ),
    Function(
        "round",
        (NUMBER,),
        NUMBER,
        lambda a: rounded(a, 0),
        templates.rounding(0),
        mysql=templates.rounding_mysql(0),
        strict=True,
    ),
    Function("abs", (NUMBER,), NUMBER, abs, "ABS({0})", strict=True),
    Function(
        "min",
        ("same",),
        "same",
        _extreme(min),
        templates.extreme("MIN"),
        mysql=templates.extreme_mysql("n IS NULL, n"),
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
        templates.extreme("MAX"),
        mysql=templates.extreme_mysql("n DESC"),
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
        mysql=templates.FIRST_TEXT_MYSQL,
        rest=TEXT,
        most=8,
        more=", NULLIF({n}, '')",
        more_mysql=f", {templates.SAID_MYSQL}",
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
    Function(
        "length", (TEXT,), NUMBER, lambda a: Decimal(len(a)), "LENGTH({0})::numeric", "LENGTH({0})", "CHAR_LENGTH({0})"
    ),
    Function(
        "upper",
        (TEXT,),
        TEXT,
        str.upper,
        "caruso_upper({0})",
        mysql="REPLACE(UPPER({0}), 'ß', 'SS')",
        foreign=letters.foreign_upper("{0}"),
    ),
    Function(
        "lower",
        (TEXT,),
        TEXT,
        str.lower,
        "caruso_lower({0})",
        mysql="LOWER({0})",
        foreign=letters.foreign_lower("{0}"),
    ),
    Function("trim", (TEXT,), TEXT, lambda a: a.strip(" "), "TRIM({0})"),
    Function(
        "days_between",
        (DATE, DATE),
        NUMBER,
        lambda a, b: Decimal((b - a).days),
        "({1} - {0})::numeric",
        "CAST(ROUND(julianday({1}) - julianday({0})) AS INTEGER)",
        "DATEDIFF({1}, {0})",
        strict=True,
    ),
    Function(
        "add_days",
        (DATE, NUMBER),
        DATE,
        _plus_days,
        templates.PLUS_DAYS,
        templates.PLUS_DAYS_SQLITE,
        templates.PLUS_DAYS_MYSQL,
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
            f"{name.upper()}({{0}})",
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
    sql, mysql = templates.rounding(places), templates.rounding_mysql(places)
    return Function("round", (NUMBER,), NUMBER, lambda a: rounded(a, places), sql, mysql=mysql, strict=True)


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
    templates.NUMBER_AS_TEXT,
    templates.NUMBER_AS_TEXT_SQLITE,
    templates.NUMBER_AS_TEXT_MYSQL,
)
DATE_AS_TEXT = Function(
    "text",
    (DATE,),
    TEXT,
    lambda a: a.isoformat() if a else "",
    "COALESCE(TO_CHAR({0}, 'YYYY-MM-DD'), '')",
    "COALESCE({0}, '')",
    "COALESCE(DATE_FORMAT({0}, '%%Y-%%m-%%d'), '')",
)
