"""Building the index anew, for data that bulk tools wrote past the verbs."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from caruso.kernel.jobs import JobKind, job_kind
from caruso.screens.description import Screen, screens
from caruso.screens.search.engine import engine
from caruso.screens.search.entry import SearchEntry
from caruso.screens.search.indexing import indexed_screen
from caruso.screens.search.keeper import put
from caruso.screens.search.spelling import forget_all

STEP = 1000


def searched() -> list[Screen]:
    """The screens with an index."""
    return [screen for screen in screens() if screen.in_search]


def reindex_step(screen: Screen, after: int) -> int | None:
    """Index the records that follow the number `after`; the last number done, None when there are no more.

    Entries in between whose record is gone or in the bin are removed.
    """
    with transaction.atomic():
        records = screen.model.objects.filter(pk__gt=after).order_by("pk")
        batch = list(records.select_for_update(of=("self",))[:STEP])
        _index(screen, after, batch)
    return batch[-1].pk if batch else None


def _index(screen: Screen, after: int, batch: list[Any]) -> None:
    entries = SearchEntry.objects.filter(object=screen.key, record__gt=after)
    if batch:
        entries = entries.filter(record__lte=batch[-1].pk)
    live = [record for record in batch if not record.in_bin]
    entries.exclude(record__in=[record.pk for record in live]).delete()
    if live:
        put(indexed_screen(screen), live)


def count_all() -> int:
    return sum(screen.model.objects.count() for screen in searched())


def reindex_all() -> Iterator[int]:
    """Index everything in steps, each its own transaction; yields how many records are done."""
    begin()
    done = 0
    for screen in searched():
        after = 0
        while last := reindex_step(screen, after):
            after = last
            done += STEP
            yield done
    engine().tidy()


def begin() -> None:
    """Forget entries of screens that are no more, and all spellings."""
    SearchEntry.objects.exclude(object__in=[screen.key for screen in searched()]).delete()
    forget_all()


@job_kind
class Reindex(JobKind):
    name = "search.reindex"

    def prepare(self, job: Any) -> None:
        job.total = count_all()
        job.cursor = {"screen": 0, "after": 0}
        begin()

    def step(self, job: Any) -> bool:
        places = searched()
        at = job.cursor["screen"]
        if at >= len(places):
            engine().tidy()
            return True
        after = reindex_step(places[at], job.cursor["after"])
        job.done += STEP if after else 0
        job.cursor = {"screen": at, "after": after} if after else {"screen": at + 1, "after": 0}
        return False
