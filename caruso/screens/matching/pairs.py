"""Noting who may be the same as whom, while records are written.

Asking the whole base which keys are shared would take seconds at a million records; here each write asks only about
its own keys. Two transactions at the same moment do not see each other's keys; what they miss is found by the panel of
either record and noted at its next change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from caruso.kernel.rows import insert_values
from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.keys import Keyed
from caruso.screens.matching.models import MOST_HOLDERS, DuplicatePair, MatchKey
from caruso.screens.matching.scoring import name_fields, name_from, name_of, score

if TYPE_CHECKING:
    from caruso.kernel.models import Record

Pair = tuple[int, int]


def note_pairs(screen: Screen, records: "Sequence[Record]", keys: Mapping[int, Mapping[int, Keyed]]) -> None:
    """Note the pairs that these just indexed records make with others; `keys` are theirs, by number."""
    rules = {key: keyed.rule for made in keys.values() for key, keyed in made.items()}
    shared = {key: held for key, held in MatchKey.objects.counted(list(rules)).items() if held > 1}
    telling = [key for key, held in shared.items() if held <= MOST_HOLDERS]
    pairs = _pairs(rules, MatchKey.objects.listed(telling), keys.keys())
    if pairs:
        _write(screen, records, pairs)
    if crowded := [key for key, held in shared.items() if MOST_HOLDERS < held <= MOST_HOLDERS + len(records)]:
        _forget_crowds(screen, rules, crowded)


def _pairs(
    rules: Mapping[int, MatchRule], holders: Mapping[int, list[int]], touched: Collection[int]
) -> dict[Pair, list[MatchRule]]:
    found: dict[Pair, list[MatchRule]] = defaultdict(list)
    for key, numbers in holders.items():
        for pair in _touching(numbers, touched):
            if rules[key] not in found[pair]:
                found[pair].append(rules[key])
    return found


def _touching(numbers: list[int], touched: Collection[int]) -> Iterator[Pair]:
    """The pairs of which at least one was written now; the others are noted already."""
    for first, second in combinations(sorted(set(numbers)), 2):
        if first in touched or second in touched:
            yield first, second


def _write(screen: Screen, records: "Sequence[Record]", pairs: Mapping[Pair, list[MatchRule]]) -> None:
    names = _names(screen, records, {number for pair in pairs for number in pair})
    insert_values(
        DuplicatePair,
        ("object", "first", "second", "rules", "score"),
        [
            (
                screen.key,
                first,
                second,
                f" {' '.join(rule.name for rule in rules)} ",
                round(100 * score(rules, names.get(first, ""), names.get(second, ""))),
            )
            for (first, second), rules in pairs.items()
        ],
        ignore_conflicts=True,
    )


def _names(screen: Screen, records: "Sequence[Record]", numbers: set[int]) -> dict[int, str]:
    names = {record.pk: name_of(screen, record) for record in records if record.pk in numbers}
    if others := numbers - names.keys():
        read = screen.model.objects.filter(pk__in=others).values_list("pk", *name_fields(screen))
        names.update((number, name_from(screen, parts)) for number, *parts in read)
    return names


def _forget_crowds(screen: Screen, rules: Mapping[int, MatchRule], crowded: Sequence[int]) -> None:
    """A key that has just become everybody's is no reason any more for the pairs it was the only reason of."""
    for key, numbers in MatchKey.objects.listed(crowded).items():
        DuplicatePair.objects.open().filter(
            object=screen.key, first__in=numbers, second__in=numbers, rules=f" {rules[key].name} "
        ).delete()
