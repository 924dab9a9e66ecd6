"""Keeps match keys and noted pairs equal to what the records say, in the transaction of every write."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caruso.kernel.written import Written
from caruso.screens.description import Screen, screen_of
from caruso.screens.matching.keys import keyed_rules, keys_of, matched_fields
from caruso.screens.matching.models import DuplicatePair, MatchKey
from caruso.screens.matching.pairs import note_pairs

if TYPE_CHECKING:
    from caruso.kernel.models import Record


def keep(written: Written) -> None:
    """The keeper."""
    screen = _matched(written.object.key)
    if screen is None:
        return
    fields = matched_fields(screen)
    touched = [record for record, changes in written.pairs() if changes is None or not fields.isdisjoint(changes)]
    if not touched:
        return
    if written.verb != "create":
        forget(screen, [record.pk for record in touched])
    if written.verb not in ("bin", "destroy"):
        index(screen, [record for record in touched if not record.in_bin])
    if written.verb == "destroy":
        DuplicatePair.objects.of(screen.key, [record.pk for record in touched]).delete()


def forget(screen: Screen, numbers: Sequence[int], gone: Sequence[int] = ()) -> None:
    """Take away the keys and open pairs of these records; `gone` are the numbers of rules that hold no longer."""
    MatchKey.objects.of([*gone, *(keyed.number for keyed in keyed_rules(screen))], numbers).delete()
    DuplicatePair.objects.open().of(screen.key, numbers).delete()


def index(screen: Screen, records: "Sequence[Record]") -> None:
    """Write the keys of live records that have none, and note whom they may be the same as."""
    keys = {record.pk: keys_of(screen, record) for record in records}
    rows = [(keyed.number, key, number) for number, made in keys.items() for key, keyed in made.items()]
    if rows:
        MatchKey.objects.add(rows)
        note_pairs(screen, records, keys)


def _matched(object: str) -> Screen | None:
    try:
        screen = screen_of(object)
    except KeyError:
        return None
    return screen if screen.matching else None
