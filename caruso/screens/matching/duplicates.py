"""The page of duplicates: noted pairs, surest first, those with a record in common as one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import MatchRule, Screen
from caruso.screens.doors import visible_fields
from caruso.screens.lists.keyset import Key, Order, Page, read_page
from caruso.screens.matching.keys import keys_of, matched_fields
from caruso.screens.matching.models import DuplicatePair
from caruso.screens.matching.scoring import name_fields, name_of, reasons, score
from caruso.screens.veil import veiled

ORDER = Order("score", descending=True)
PAIRS = 20
MOST_IN_GROUP = 5
COUNTED_TO = 1000


@dataclass
class Group:
    """Records that may all be the same. `percent` and `reasons` are of the surest pair, and of all."""

    records: list[Any]
    percent: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        return ",".join(str(record.pk) for record in self.records)


def open_pairs(screen: Screen, user: User, rule: str = "") -> QuerySet[DuplicatePair]:
    """The pairs not dismissed of which the person sees both records."""
    visible = screen.model.objects.visible_to(user)
    if user.access.scope(screen.key, "view") == "all":
        first_seen: Any = Exists(visible.filter(pk=OuterRef("first")))
    else:
        # Who sees few would have the whole order asked pair by pair; their records are gathered once instead.
        first_seen = Q(first__in=visible.values("pk"))
    second_seen = Exists(visible.filter(pk=OuterRef("second")))
    pairs = DuplicatePair.objects.open().filter(first_seen, second_seen, object=screen.key)
    return pairs.filter(rules__contains=f" {rule} ") if rule else pairs


def read_pairs(screen: Screen, user: User, rule: str, after: Key | None) -> Page:
    return read_page(open_pairs(screen, user, rule), ORDER, after=after, size=PAIRS)


def count_pairs(screen: Screen, user: User, rule: str = "") -> tuple[int, bool]:
    """How many, counted no further than COUNTED_TO; and whether that is all."""
    counted = open_pairs(screen, user, rule).order_by()[: COUNTED_TO + 1].count()
    return min(counted, COUNTED_TO), counted <= COUNTED_TO


def groups_of(screen: Screen, pairs: Sequence[DuplicatePair], user: User) -> list[Group]:
    """The pairs as groups of at most five, told from what the records say now."""
    numbers = {number for pair in pairs for number in (pair.first, pair.second)}
    records = screen.model.objects.visible_to(user).in_bulk(numbers)
    veiled(list(records.values()), user)
    sees_all = set(visible_fields(screen, user)) >= matched_fields(screen)
    keys = {number: keys_of(screen, record) for number, record in records.items()}
    groups: list[Group] = []
    for pair in pairs:
        if pair.first not in records or pair.second not in records:
            continue
        rules = [keyed.rule for key, keyed in keys[pair.first].items() if key in keys[pair.second]]
        if not rules and not sees_all:
            continue  # That they are alike would tell what a hidden field holds.
        _put_into_group(groups, records[pair.first], records[pair.second], *_told(screen, records, pair, rules))
    return groups


def compared_fields(screen: Screen, user: User) -> list[Field]:
    """What tells the records of a group apart, or shows that they are one: what the rules look at."""
    names = dict.fromkeys([*screen.subtitle, *(name for rule in screen.matching for name in rule.fields)])
    title = {screen.title, *name_fields(screen)}
    shown = [screen.field(name) for name in visible_fields(screen, user, names) if name not in title]
    doubled = {name.rstrip("s") for name in names if name.endswith("s")}
    return [one for one in shown if one.name not in doubled]


def dismiss(screen: Screen, numbers: Sequence[int], user: User) -> None:
    """These records are different: none of their pairs is proposed again."""
    _pairs_among(screen, numbers).update(dismissed_at=timezone.now(), dismissed_by=user)


def propose_again(screen: Screen, numbers: Sequence[int]) -> None:
    """Undo `dismiss`."""
    _pairs_among(screen, numbers).update(dismissed_at=None, dismissed_by=None)


def _pairs_among(screen: Screen, numbers: Sequence[int]) -> QuerySet[DuplicatePair]:
    return DuplicatePair.objects.filter(object=screen.key, first__in=numbers, second__in=numbers)


def _told(
    screen: Screen, records: Mapping[int, Any], pair: DuplicatePair, rules: Sequence[MatchRule]
) -> tuple[int, list[str]]:
    name, other = name_of(screen, records[pair.first]), name_of(screen, records[pair.second])
    if not rules:
        return pair.score, []
    return round(100 * score(rules, name, other)), reasons(screen, rules, name, other)


def _put_into_group(groups: list[Group], first: Any, second: Any, percent: int, why: list[str]) -> None:
    group = next(
        (
            one
            for one in groups
            if (first in one.records or second in one.records) and len({*one.records, first, second}) <= MOST_IN_GROUP
        ),
        None,
    )
    if group is None:
        group = Group([])
        groups.append(group)
    group.records += [record for record in (first, second) if record not in group.records]
    group.percent = max(group.percent, percent)
    group.reasons += [reason for reason in why if reason not in group.reasons]
