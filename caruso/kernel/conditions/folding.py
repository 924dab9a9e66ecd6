"""`caruso_fold` and `caruso_sort_key` in the database: those of `text` on SQLite, the same in SQL on PostgreSQL."""

import unicodedata
from typing import Any

from caruso.kernel.text import LONGEST_KEY, OWN_PLACE, fold, sort_key

# The letters of `text.fold` that do not decompose: one for one, and two for one.
_ONE_FOR_ONE = ("łøđıð", "lodid")
_TWO_FOR_ONE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


def register_fold(connection: Any, **_signal: Any) -> None:
    """Give every new SQLite connection the functions; deterministic, so that an index may use them."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("caruso_fold", 1, _fold, deterministic=True)
        connection.connection.create_function("caruso_sort_key", 1, _sort_key, deterministic=True)


def _fold(value: Any) -> str | None:
    return None if value is None else fold(str(value))


def _sort_key(value: Any) -> str | None:
    return None if value is None else sort_key(str(value))


def postgresql_function(case_collation: str) -> str:
    """The statement that makes the function. `case_collation` knows the lower case of every script."""
    letters = f'lower(value COLLATE "{case_collation}")'
    for letter, two in _TWO_FOR_ONE.items():
        letters = f"replace({letters}, '{letter}', '{two}')"
    letters = f"translate({letters}, '{_ONE_FOR_ONE[0]}', '{_ONE_FOR_ONE[1]}')"
    # Not STRICT: only so does PostgreSQL put the body in the place of the call, which is ten times quicker.
    return f"""
        CREATE OR REPLACE FUNCTION caruso_fold(value text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT CASE
                WHEN octet_length(value) = char_length(value) THEN lower(value COLLATE "C")
                ELSE regexp_replace(normalize({letters}, NFKD) COLLATE "C", '[{_marks()}]+', '', 'g')
            END
        $$
    """


def sort_key_function(case_collation: str) -> str:
    """The statement that makes `caruso_sort_key`, for text whose spaces are single ones already."""
    letters = f'normalize(lower(value COLLATE "{case_collation}"), NFC)'
    for letter, place in OWN_PLACE.items():
        letters = f"replace({letters}, '{letter}', '{place}')"
    return f"""
        CREATE OR REPLACE FUNCTION caruso_sort_key(value text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT left(CASE
                WHEN octet_length(value) = char_length(value) THEN lower(value COLLATE "C")
                ELSE caruso_fold({letters} COLLATE "C")
            END, {LONGEST_KEY})
        $$
    """


def case_collation(cursor: Any) -> str:
    """The collation of this PostgreSQL that knows the lower case of every script."""
    cursor.execute("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'")
    return "und-x-icu" if cursor.fetchone() else "default"


def _marks() -> str:
    """The characters that Python counts as combining, as ranges of a regular expression."""
    marks = [code for code in range(0x300, 0x110000) if unicodedata.combining(chr(code))]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
