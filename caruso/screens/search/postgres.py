"""PostgreSQL: a column of lexemes with a GIN index.

A GIN index finds every match before the first is shown, which takes long for words that half of all entries have.
So the newest entries of each object are looked through first; only what is not found often enough there is looked
for in the index, and it is rare. For that to be true of each object by itself, a lexeme is a word *of an object*
(`1f3a9c·nowak`): a hundred thousand contacts called Nowak are not in the way of the one order that has the word.
"""

import zlib
from collections.abc import Sequence
from functools import cache

from django.db import connection

from caruso.screens.search.engine import LAST_CHAR, Branch, Found, Posting, split
from caruso.screens.search.query import Query

#: How many of the newest entries are looked through.
NEWEST = 1000
#: Beginnings of so many letters are had by a hundredth of all entries.
SHORT = 3
# `BETWEEN` and the order by two columns keep the planner to the index by age of one object; with `=` it reads the
# entries of all objects backwards, past a million contacts to the first account.
_MATCHING = """
    (WITH newest AS MATERIALIZED (
        SELECT id, object, record, title, ts_match_vq(words, %s::tsquery) AS whole FROM (
            SELECT * FROM screens_searchentry WHERE object BETWEEN %s AND %s ORDER BY object DESC, id DESC LIMIT %s
        ) AS entry WHERE ts_match_vq(words, %s::tsquery) ORDER BY object DESC, id DESC LIMIT %s
    )
    SELECT * FROM newest
    UNION ALL
    (SELECT id, object, record, title, ts_match_vq(words, %s::tsquery) FROM screens_searchentry
     WHERE (SELECT count(*) FROM newest) < %s
       AND EXISTS (SELECT FROM screens_searchentry WHERE object BETWEEN %s AND %s OFFSET %s)
       AND words @@ %s::tsquery AND ts_match_vq(words, %s::tsquery) AND object || '' = %s
     {order} LIMIT %s))
"""
#: Of words that begin with a few letters the index gives whichever it meets: to order them it would read them all.
_NEWEST_FIRST, _ANY = _MATCHING.format(order="ORDER BY id + 0 DESC"), _MATCHING.format(order="")
_RECORDS = "SELECT record FROM screens_searchentry WHERE object = %s AND words @@ %s::tsquery LIMIT %s"
_TITLED = """
    (SELECT id, object, record, title, true FROM screens_searchentry
     WHERE object = %s AND title >= %s AND title < %s ORDER BY title LIMIT %s)
"""


class PostgresEngine:
    def add(self, postings: Sequence[Posting]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO screens_searchentry (object, record, title, words)
                SELECT object, record, title, words::tsvector
                FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[]) AS new (object, record, title, words)
                ON CONFLICT (object, record) DO UPDATE SET title = excluded.title, words = excluded.words
                """,
                _columns(postings),
            )

    def replace(self, postings: Sequence[tuple[int, Posting]]) -> None:
        self.add([posting for _number, posting in postings])

    def find(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        """Beginnings first, for whole words are among them; only where these fill a branch, older ones may be whole."""
        begun = self._find(query, branches, ":*", titled=True)
        filled, _unfilled = split(branches, begun)
        return begun + (self._find(query, filled, "") if filled else [])

    def _find(self, query: Query, branches: Sequence[Branch], star: str, *, titled: bool = False) -> list[Found]:
        parts: list[str] = []
        values: list[str | int] = []
        for branch in branches:
            whole, wanted = _wanted(query, branch, ""), _wanted(query, branch, star)
            indexed = _indexed(query, branch, star)
            limit = branch.limit
            newest: list[str | int] = [branch.object, branch.object, NEWEST]
            parts.append(_ANY if star and not _is_telling(query) else _NEWEST_FIRST)
            values += [whole, *newest, wanted, limit]
            values += [whole, limit, *newest, indexed, wanted, branch.object, limit]
            if titled and branch.is_titled(query):
                parts.append(_TITLED)
                values += [branch.object, query.title, query.title + LAST_CHAR, limit]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            return [Found(*row) for row in cursor.fetchall()]

    def find_records(self, object: str, words: Sequence[str], beginnings: Sequence[str], limit: int) -> list[int]:
        lexemes = [_lexeme(object, word) for word in words] + [f"{_lexeme(object, word)}:*" for word in beginnings]
        with connection.cursor() as cursor:
            cursor.execute(_RECORDS, [object, " & ".join(lexemes), limit])
            return [record for (record,) in cursor.fetchall()]

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            # What was written waits in a list that every search reads through, until it is put in order.
            cursor.execute("SELECT gin_clean_pending_list('search_entry_words')")
            cursor.execute("ANALYZE screens_searchentry")


def _columns(postings: Sequence[Posting]) -> list[list[object]]:
    return [
        [one.object for one in postings],
        [one.record for one in postings],
        [one.title for one in postings],
        [" ".join([_lexeme(one.object, word) for word in one.words]) for one in postings],
    ]


def _wanted(query: Query, branch: Branch, star: str) -> str:
    return " & ".join([*_marked(branch), *(_expression(branch, term.ways, star) for term in query.terms)])


def _marked(branch: Branch) -> list[str]:
    """That an entry has one of the marks, where the branch is narrowed to some."""
    if branch.marks is None:
        return []
    return [_any_of([_lexeme(branch.object, mark) for mark in branch.marks])]


def _indexed(query: Query, branch: Branch, star: str) -> str:
    """What is looked for in the index: of several words those that are narrow; the others only filter."""
    narrow = []
    for term in query.terms if star else ():
        ways = [tuple(word for word in way if _is_narrow(word)) for way in term.ways]
        if all(ways):
            narrow.append(_expression(branch, ways, star))
    return " & ".join([*_marked(branch), *narrow]) if narrow else _wanted(query, branch, star)


def _is_telling(query: Query) -> bool:
    return any(len(word) > SHORT for word in query.words)


def _is_narrow(word: str) -> bool:
    """Every entry has words that begin with `k` or `48`; to read all of them from the index takes long."""
    return len(word) >= (5 if word[0].isdigit() else 3)


def _expression(branch: Branch, ways: Sequence[Sequence[str]], star: str) -> str:
    return _any_of([" & ".join([_lexeme(branch.object, word) + star for word in way]) for way in ways])


def _any_of(parts: Sequence[str]) -> str:
    return f"({' | '.join([f'({part})' for part in parts])})"


def _lexeme(object: str, word: str) -> str:
    word = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{code_of(object)}·{word}'"


@cache
def code_of(object: str) -> str:
    """What the lexemes of an object begin with: always the same for one, most likely another for any other."""
    return f"{zlib.crc32(object.encode()) & 0xFFFFFF:06x}"


engine = PostgresEngine()
