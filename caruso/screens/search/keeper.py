"""Keeps the index equal to the records, in the transaction of each write."""

from collections.abc import Sequence
from typing import Any

from caruso.kernel.written import Written
from caruso.screens.search import spelling
from caruso.screens.search.engine import Posting, engine
from caruso.screens.search.entry import SearchEntry
from caruso.screens.search.indexing import Indexed, indexed


def keep(written: Written) -> None:
    """Index the records just written; runs in their transaction."""
    how = indexed(written.object)
    if how is None:
        return
    if written.verb in ("bin", "destroy"):
        remove(written.object.key, [record.pk for record in written.records])
        return
    touched = [record for record, changes in written.pairs() if how.is_touched_by(changes) and not record.in_bin]
    if touched:
        put(how, touched, new=written.verb == "create")


def put(how: Indexed, records: Sequence[Any], *, new: bool = False) -> None:
    """Write the entries of these records; `new` where none of them can have one yet."""
    key = how.screen.key
    postings = [Posting(key, record.pk, how.title(record), how.words(record)) for record in records]
    entries = {} if new else _entries(key, [record.pk for record in records])
    if known := [(entries[one.record], one) for one in postings if one.record in entries]:
        engine().replace(known)
    if unknown := [one for one in postings if one.record not in entries]:
        engine().add(unknown)
    spelling.learn(how.spelt_words(records))


def remove(key: str, numbers: Sequence[int]) -> None:
    SearchEntry.objects.filter(object=key, record__in=numbers).delete()


def _entries(key: str, numbers: Sequence[int]) -> dict[int, int]:
    """The entry of each record that has one."""
    return dict(SearchEntry.objects.filter(object=key, record__in=numbers).values_list("record", "id"))
