"""Making the keys of a whole base anew: after records were written past the verbs, or a description changed."""

from collections.abc import Sequence
from typing import Any

from caruso.kernel.jobs import JobKind, job_kind
from caruso.screens.description import Screen, screen_of
from caruso.screens.matching.keeping import forget, index

STEP = 1000


def index_from(screen: Screen, after: int, size: int = STEP, gone: Sequence[int] = ()) -> int | None:
    """Index the next live records; the number of the last one, None when there are no more."""
    records = list(screen.model.objects.live().filter(pk__gt=after).order_by("pk")[:size])
    if not records:
        return None
    forget(screen, [record.pk for record in records], gone)
    index(screen, records)
    last: int = records[-1].pk
    return last


@job_kind
class IndexMatches(JobKind):
    """`start("index_matches", by=None, object="customers.contact")`, with `gone` for rules that hold no longer."""

    name = "index_matches"

    def step(self, job: Any) -> bool:
        screen, after = screen_of(job.parameters["object"]), job.cursor.get("after", 0)
        last = index_from(screen, after, gone=job.parameters.get("gone", ()))
        if last is None:
            return True
        job.cursor = {"after": last}
        job.done += STEP
        return False
