"""PostgreSQL: a column of lexemes with a GIN index.

A GIN index finds every match before the first is shown, which takes long for words that half of all entries have.
So the newest entries are looked through first, by number; only what is not found often enough there is looked
for in the index, and it is rare.
"""

from collections.abc import Sequence

from django.db import connection

from caruso.screens.search.engine import LAST_CHAR, Branch, Found, Posting
from caruso.screens.search.indexing import object_mark
from caruso.screens.search.query import Query

# `BETWEEN` and the order by two columns keep the planner to the index by age of one object; with `=` it reads the
# entries of all objects backwards, past a million contacts to the first account.
#: How many of the newest entries are looked through.
NEWEST = 2000
_MATCHING = """
    (WITH newest AS MATERIALIZED (
        SELECT id, object, record, title FROM (
            SELECT * FROM screens_searchentry WHERE object BETWEEN %s AND %s ORDER BY object DESC, id DESC LIMIT %s
        ) AS entry WHERE ts_match_vq(words, %s::tsquery) ORDER BY object DESC, id DESC LIMIT %s
    )
    SELECT * FROM newest
    UNION ALL
    (SELECT id, object, record, title FROM screens_searchentry
     WHERE (SELECT count(*) FROM newest) < %s
       AND EXISTS (SELECT FROM screens_searchentry WHERE object BETWEEN %s AND %s OFFSET %s)
       AND words @@ %s::tsquery AND ts_match_vq(words, %s::tsquery)
     ORDER BY id + 0 DESC LIMIT %s))
"""
_TITLED = """
    (SELECT id, object, record, title FROM screens_searchentry
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

    def find_whole(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        return self._find(query, branches, "", titled=True)

    def find_beginnings(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        return self._find(query, branches, ":*")

    def _find(self, query: Query, branches: Sequence[Branch], star: str, *, titled: bool = False) -> list[Found]:
        parts: list[str] = []
        values: list[str | int] = []
        for branch in branches:
            wanted, indexed = _wanted(query, branch, star), _indexed(query, branch, star)
            limit = branch.limit
            parts.append(_MATCHING)
            newest: list[str | int] = [branch.object, branch.object, NEWEST]
            values += [*newest, wanted, limit, limit, *newest, indexed, wanted, limit]
            if titled and branch.is_titled(query):
                parts.append(_TITLED)
                values += [branch.object, query.title, query.title + LAST_CHAR, limit]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            return [Found(*row) for row in cursor.fetchall()]

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE screens_searchentry")


def _columns(postings: Sequence[Posting]) -> list[list[object]]:
    return [
        [one.object for one in postings],
        [one.record for one in postings],
        [one.title for one in postings],
        [" ".join(map(_quoted, one.words)) for one in postings],
    ]


def _place(branch: Branch) -> list[str]:
    place = [_quoted(object_mark(branch.object))]
    return place if branch.marks is None else [*place, _any_of([_quoted(mark) for mark in branch.marks])]


def _wanted(query: Query, branch: Branch, star: str) -> str:
    return " & ".join([*_place(branch), *(_expression(term.ways, star) for term in query.terms)])


def _indexed(query: Query, branch: Branch, star: str) -> str:
    """What is looked for in the index: as much of the query as is narrow, the rest only filters."""
    is_own = branch.marks is not None and len(branch.marks) == 1
    if not star or (len(query.terms) == 1 and not is_own):
        # What is common among the newest was found there; few entries meet the rest.
        return _wanted(query, branch, star)
    narrow = []
    for term in query.terms:
        ways = [tuple(word for word in way if _is_narrow(word)) for way in term.ways]
        if all(ways):
            narrow.append(_expression(ways, star))
    if not narrow and branch.marks is None:
        return _wanted(query, branch, star)
    return " & ".join([*_place(branch), *narrow])


def _is_narrow(word: str) -> bool:
    """Every entry has words that begin with `k` or `48`; to read all of them from the index takes long."""
    return len(word) >= (5 if word[0].isdigit() else 3)


def _expression(ways: Sequence[Sequence[str]], star: str) -> str:
    return _any_of([" & ".join([_quoted(word) + star for word in way]) for way in ways])


def _any_of(parts: Sequence[str]) -> str:
    return f"({' | '.join([f'({part})' for part in parts])})"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


engine = PostgresEngine()
