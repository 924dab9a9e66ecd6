"""SQLite: a full-text table whose rows have the numbers of the entries.

Its prefix indexes answer one to four letters, newest first, without reading more than is shown. The `ascii`
tokenizer takes every other letter for part of a word, so our words stay whole; they are folded already.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from caruso.screens.search.engine import LAST_CHAR, Branch, Found, Posting, split
from caruso.screens.search.indexing import object_mark
from caruso.screens.search.query import Query

#: Beginnings of words up to so many letters have an index, made with the table.
INDEXED_LETTERS = 4
#: As many entries are taken before the objects are looked into one by one.
AT_ONCE = 100
#: So many of each object's newest entries are looked at for a longer beginning before all of its matches are gathered.
LOOKED_AT = 60

_MATCHING = """
    SELECT * FROM (
        SELECT entry.id, entry.object, entry.record, entry.title
        FROM screens_searchwords AS found CROSS JOIN screens_searchentry AS entry ON entry.id = found.rowid
        WHERE found.screens_searchwords MATCH %s ORDER BY found.rowid DESC LIMIT %s
    )
"""
_MATCHING_AND_WORDS = _MATCHING.replace("entry.title", "entry.title, found.words", 1)
_RECORDS = """
    SELECT entry.record FROM screens_searchwords AS found
    CROSS JOIN screens_searchentry AS entry ON entry.id = found.rowid
    WHERE found.screens_searchwords MATCH %s LIMIT %s
"""
_TITLED = """
    SELECT * FROM (
        SELECT id, object, record, title FROM screens_searchentry
        WHERE object = %s AND title >= %s AND title < %s ORDER BY title LIMIT %s
    )
"""


class SqliteEngine:
    def add(self, postings: Sequence[Posting]) -> None:
        with connection.cursor() as cursor:
            # Writers queue on SQLite, so the numbers that follow the last one are ours.
            cursor.execute("SELECT coalesce(max(id), 0) FROM screens_searchentry")
            first = cursor.fetchone()[0] + 1
            cursor.executemany(
                "INSERT INTO screens_searchentry (id, object, record, title) VALUES (%s, %s, %s, %s)",
                [(number, one.object, one.record, one.title) for number, one in enumerate(postings, first)],
            )
            cursor.executemany(
                "INSERT INTO screens_searchwords (rowid, words) VALUES (%s, %s)",
                [(number, " ".join(one.words)) for number, one in enumerate(postings, first)],
            )

    def replace(self, postings: Sequence[tuple[int, Posting]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE screens_searchentry SET title = %s WHERE id = %s AND title <> %s",
                [(one.title, number, one.title) for number, one in postings],
            )
            cursor.executemany(
                "UPDATE screens_searchwords SET words = %s WHERE rowid = %s",
                [(" ".join(one.words), number) for number, one in postings],
            )

    def find(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        whole = self._whole(query, branches)
        _filled, unfilled = split(branches, whole)
        return whole + (self._beginnings(query, unfilled) if unfilled else [])

    @staticmethod
    def _whole(query: Query, branches: Sequence[Branch]) -> list[Found]:
        parts: list[str] = []
        values: list[str | int] = []
        for branch in branches:
            parts.append(_MATCHING)
            values += [f"{_place(branch)} AND {_wanted(query, '')}", branch.limit]
            if branch.is_titled(query):
                parts.append(_TITLED)
                values += [branch.object, query.title, query.title + LAST_CHAR, branch.limit]
        return [one._replace(whole=True) for one in _read(parts, values)]

    def _beginnings(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        if all(len(word) <= INDEXED_LETTERS for word in query.words):
            return self._each(query, branches)
        found, undecided = self._newest(query, branches)
        return found + (self._gathered(query, undecided) if undecided else [])

    @staticmethod
    def _newest(query: Query, branches: Sequence[Branch]) -> tuple[list[Found], list[Branch]]:
        """What is found among the newest entries with the indexed letters, and the branches that may have more."""
        wanted = _wanted(query, "*", INDEXED_LETTERS)
        values = [value for branch in branches for value in (f"{_place(branch)} AND {wanted}", LOOKED_AT)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_MATCHING_AND_WORDS] * len(branches)), values)
            looked_at = [(Found(*row[:-1]), row[-1]) for row in cursor.fetchall()]
        found = [entry for entry, words in looked_at if query.is_met_by(words.split())]
        seen, met = (Counter(one.object for one in some) for some in ([entry for entry, _words in looked_at], found))
        undecided = [one for one in branches if seen[one.object] == LOOKED_AT and met[one.object] < one.limit]
        decided = {one.object for one in branches} - {one.object for one in undecided}
        return [entry for entry in found if entry.object in decided], undecided

    def _gathered(self, query: Query, branches: Sequence[Branch]) -> list[Found]:
        # All matches of a longer beginning are gathered before the first is given: ask once for all objects,
        # and again only for those that many newer entries of others stood before.
        places = _any_of([_place(branch) for branch in branches])
        found = _read([_MATCHING], [f"{places} AND {_wanted(query, '*')}", AT_ONCE])
        if len(found) < AT_ONCE:
            return found
        counts = Counter(one.object for one in found)
        return found + self._each(query, [branch for branch in branches if counts[branch.object] < branch.limit])

    @staticmethod
    def _each(query: Query, branches: Sequence[Branch]) -> list[Found]:
        wanted = _wanted(query, "*")
        values = [value for branch in branches for value in (f"{_place(branch)} AND {wanted}", branch.limit)]
        return _read([_MATCHING] * len(branches), values)

    def find_records(self, object: str, words: Sequence[str], beginnings: Sequence[str], limit: int) -> list[int]:
        parts = [object_mark(object), *words]
        wanted = " AND ".join([*map(_quoted, parts), *(f"{_quoted(word)}*" for word in beginnings)])
        with connection.cursor() as cursor:
            cursor.execute(_RECORDS, [wanted, limit])
            return [record for (record,) in cursor.fetchall()]

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO screens_searchwords (screens_searchwords) VALUES ('optimize')")


def _place(branch: Branch) -> str:
    place = _quoted(object_mark(branch.object))
    if branch.marks is None:
        return place
    return f"{place} AND {_any_of([_quoted(mark) for mark in branch.marks])}"


def _wanted(query: Query, star: str, letters: int | None = None) -> str:
    """The words of the query, or their first letters; with a star as beginnings of words."""
    terms = [
        [" AND ".join([_quoted(word[:letters]) + star for word in way]) for way in term.ways] for term in query.terms
    ]
    return " AND ".join([_any_of(ways) for ways in terms])


def _read(parts: Sequence[str], values: Sequence[str | int]) -> list[Found]:
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [Found(*row) for row in cursor.fetchall()]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _any_of(parts: Sequence[str]) -> str:
    return f"({' OR '.join([f'({part})' for part in parts])})"


engine = SqliteEngine()
