"""Writing records in bulk, with what the keepers would have written beside every kind of them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from benchmarks.base.history import EntryRow, EventRow
from benchmarks.base.tables import columns_of, rows_of, write
from caruso.kernel.models import Event, Tagging, TimelineEntry
from caruso.kernel.tagging import tags_named
from caruso.kernel.text import fold
from caruso.screens.description import screen_of
from caruso.screens.matching.keys import keys_of
from caruso.screens.matching.models import MatchKey
from caruso.screens.search import spelling
from caruso.screens.search.indexing import indexed_screen
from caruso.screens.search.postgres import _lexeme

AT_ONCE = 20_000


class Records:
    """Records with their places in search, match keys and tags."""

    def __init__(self) -> None:
        self.entries = last_number("screens_searchentry")
        self.tags: dict[str, int] = {}

    def write(self, model: Any, batch: list[Any]) -> None:
        screen = screen_of(model._meta.label_lower)
        write(model._meta.db_table, columns_of(model), rows_of(model, batch))
        if screen.in_search:
            self._write_search(screen, batch)
        rows = [(keyed.number, key, one.pk) for one in batch for key, keyed in keys_of(screen, one).items()]
        write(MatchKey._meta.db_table, ["rule", "key", "record"], rows)
        if "tags" in screen.object.built_in_fields:
            self._write_tags(screen.key, batch)

    def _write_search(self, screen: Any, batch: list[Any]) -> None:
        how = indexed_screen(screen)
        postings = [(self.entries + n, one.pk, how.title(one), how.words(one)) for n, one in enumerate(batch, 1)]
        self.entries += len(batch)
        spelling.learn(how.spelt_words(batch))
        names = ["id", "object", "record", "title"]
        rows = ((number, screen.key, record, title) for number, record, title, _words in postings)
        if connection.vendor == "postgresql":
            texts = (" ".join(_lexeme(screen.key, word) for word in words) for *_rest, words in postings)
            write(
                "screens_searchentry", [*names, "words"], ((*row, text) for row, text in zip(rows, texts, strict=True))
            )
        else:
            write("screens_searchentry", names, rows)
            write("screens_searchwords", ["rowid", "words"], ((row[0], " ".join(row[3])) for row in postings))

    def _write_tags(self, key: str, batch: list[Any]) -> None:
        if missing := {name for one in batch for name in one.tags} - self.tags.keys():
            known = tags_named(missing)
            self.tags |= {name: known[fold(name)].pk for name in missing}
        rows = ((self.tags[name], key, one.pk) for one in batch for name in one.tags)
        write(Tagging._meta.db_table, ["tag_id", "object", "record"], rows)


def write_events(events: Iterable[tuple[EventRow, list[EntryRow]]]) -> None:
    """Numbered events, each with its places on timelines."""
    entries = last_number(TimelineEntry._meta.db_table)
    columns = columns_of(TimelineEntry)
    for batch in batches(events):
        write(Event._meta.db_table, columns_of(Event), [event for event, _places in batch])
        places = [place for _event, several in batch for place in several]
        write(TimelineEntry._meta.db_table, columns, [(entries + n, *row) for n, row in enumerate(places, 1)])
        entries += len(places)


def last_number(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, AT_ONCE)):
        yield batch
