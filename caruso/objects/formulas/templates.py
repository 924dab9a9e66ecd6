"""The SQL of functions that need more than a line of it; `{0}` is the first argument, see `functions`."""

from caruso.objects.formulas.values import PLACES

#: Beyond this no number of days leads to a date.
MOST_DAYS = 4_000_000
#: Numbers in MariaDB: exact, and so bounded that what is made of two of them is still within what it can hold.
MYSQL_NUMBER = "DECIMAL(55, 17)"
_HAIR = "v.n + SIGN(v.n) * 0.0000000005"
_DAYS = f"CAST(ROUND({_HAIR}, 0) AS INTEGER)"


def rounding(places: int) -> str:
    return f"(SELECT ROUND({_HAIR}, {places}) FROM (SELECT {{0}} AS n) v)"


def rounding_mysql(places: int) -> str:
    """Rounded twice is what a hair more does: MariaDB reckons exactly."""
    return f"ROUND(ROUND({{0}}, {PLACES}), {places})"


def extreme(name: str) -> str:
    return f"(SELECT {name}(v.n) FROM (SELECT {{0}} AS n{{more}}) v)"


def extreme_mysql(order: str) -> str:
    return f"(SELECT {{0}} AS n{{more}} ORDER BY {order} LIMIT 1)"


PLUS_DAYS = (
    f"(SELECT CASE WHEN ABS(v.n) < {MOST_DAYS} THEN CASE WHEN v.d + {_DAYS} BETWEEN DATE '0001-01-01' AND "
    f"DATE '9999-12-31' THEN v.d + {_DAYS} END END FROM (SELECT {{0}} AS d, {{1}} AS n) v)"
)
PLUS_DAYS_SQLITE = (
    "(SELECT CASE WHEN w.d BETWEEN '0001-01-01' AND '9999-12-31' THEN w.d END FROM (SELECT "
    f"CASE WHEN ABS(v.n) < {MOST_DAYS} THEN date(v.d, {_DAYS} || ' days') END AS d "
    "FROM (SELECT {0} AS d, {1} AS n) v) w)"
)
#: Nothing by itself where it would lead out of the calendar.
PLUS_DAYS_MYSQL = f"DATE_ADD({{0}}, INTERVAL {rounding_mysql(0).replace('{0}', '{1}')} DAY)"
EQUAL_TEXT = "COALESCE(NULLIF({0}, '') = {1}, FALSE)"
#: MariaDB takes no heed of blanks at the end; behind them stands something here.
EQUAL_TEXT_MYSQL = "COALESCE(NULLIF(CONCAT({0}, '.'), '.') = CONCAT({1}, '.'), FALSE)"
CONTAINS = "COALESCE({find}({0}, NULLIF({1}, '')) > 0, FALSE)"
#: INSTR compares letter by letter, whatever the collation counts as the same; LIKE does not.
CONTAINS_MYSQL = (
    "COALESCE({0} LIKE NULLIF(CONCAT('%%', REPLACE(REPLACE(REPLACE({1}, '!', '!!'), '%%', '!%%'), '_', '!_'), '%%'), "
    "'%%%%') ESCAPE '!', FALSE)"
)
#: Only as bytes is a text of blanks another one than empty text.
SAID_MYSQL = "CONVERT(NULLIF(CAST({n} AS BINARY), '') USING utf8mb4)"
FIRST_TEXT_MYSQL = f"COALESCE({SAID_MYSQL.replace('{n}', '{0}')}, {SAID_MYSQL.replace('{n}', '{1}')}{{more}}, '')"
NUMBER_AS_TEXT = f"COALESCE((SELECT TRIM_SCALE(ROUND({_HAIR}, 6))::text FROM (SELECT {{0}} AS n) v), '')"
NUMBER_AS_TEXT_SQLITE = (
    "COALESCE((SELECT CASE WHEN w.n IS NULL THEN '' WHEN w.n = CAST(w.n AS INTEGER) "
    "THEN CAST(CAST(w.n AS INTEGER) AS TEXT) ELSE RTRIM(printf('%%.6f', w.n), '0') END "
    f"FROM (SELECT ROUND({_HAIR}, 6) AS n FROM (SELECT {{0}} AS n) v) w), '')"
)
NUMBER_AS_TEXT_MYSQL = (
    "COALESCE(TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM "
    f"CAST(CAST(ROUND({{0}}, {PLACES}) AS DECIMAL(65, 6)) AS CHAR))), '')"
)
