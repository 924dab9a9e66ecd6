"""What a schedule shows: records that reach into a stretch of time, in groups, with their milestones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.screens.description import Schedule, Screen, screen_of
from caruso.screens.doors import may_see, visible_fields
from caruso.screens.links import Links, link_number
from caruso.screens.lists.query import ListQuery
from caruso.screens.schedules.scale import Stretch
from caruso.screens.veil import veiled

#: So many records are drawn, those that end first; and so many of their milestones.
MOST = 300
MOST_MILESTONES = 900
GROUPED_BY = ("person", "team", "choice", "relation")


@dataclass(frozen=True)
class Mark:
    """A milestone on a bar."""

    name: str
    day: date
    reached: bool


@dataclass
class Bar:
    record: Any
    first: date
    last: date
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Group:
    label: str
    bars: list[Bar]


@dataclass
class Drawn:
    """`more` tells that some are left out, `undated` that some have no beginning or no end."""

    groups: list[Group]
    links: Links
    more: bool
    undated: bool


def schedule_of(screen: Screen, user: User) -> Schedule | None:
    """The description's schedule as this person sees it; None where there is none, or its days are hidden."""
    schedule = screen.schedule
    if schedule is None or not may_see(screen, user, (schedule.start, schedule.end)):
        return None
    (colour,) = visible_fields(screen, user, [schedule.colour]) or [""]
    return replace(schedule, told=visible_fields(screen, user, schedule.told), colour=colour)


def sometimes_empty(screen: Screen, schedule: Schedule) -> list[str]:
    """Those of its two days that a record need not have."""
    return [name for name in (schedule.start, schedule.end) if screen.model._meta.get_field(name).null]


def groupings(screen: Screen, user: User) -> list[Field]:
    """The fields by which this person can have the records grouped."""
    fields = [screen.field(name) for name in visible_fields(screen, user)]
    return [one for one in fields if one.kind.name in GROUPED_BY and not one.internal and one.computed is None]


def read_schedule(query: ListQuery, schedule: Schedule, stretch: Stretch, by: Field | None) -> Drawn:
    """The records that have begun before the stretch is over and end no sooner than it begins; in a few queries."""
    screen = query.screen
    within = {
        f"{schedule.start}__lt": _limit(screen.field(schedule.start), stretch.end),
        f"{schedule.end}__gte": _limit(screen.field(schedule.end), stretch.first),
    }
    found = list(query.records().filter(**within).order_by(schedule.end, "pk")[: MOST + 1])
    bars = [_bar(schedule, record) for record in found[:MOST]]
    records = [bar.record for bar in bars]
    _add_marks(bars, schedule, screen, query.user)
    veiled(records, query.user)
    shown = [screen.field(name) for name in schedule.told] + ([by] if by else [])
    links = Links(query.user).collect(records, shown)
    return Drawn(_groups(bars, by, links), links, len(found) > MOST, _some_undated(query, schedule))


def _some_undated(query: ListQuery, schedule: Schedule) -> bool:
    empty = [Q(**{f"{name}__isnull": True}) for name in sometimes_empty(query.screen, schedule)]
    return bool(empty) and query.records().filter(reduce(or_, empty)).order_by().exists()


def _limit(of: Field, day: date) -> date | datetime:
    """The beginning of the day, as the field is compared with it."""
    return timezone.make_aware(datetime.combine(day, time())) if of.kind.name == "datetime" else day


def _bar(schedule: Schedule, record: Any) -> Bar:
    first, last = _day(getattr(record, schedule.start)), _day(getattr(record, schedule.end))
    return Bar(record, min(first, last), max(first, last))


def _day(at: date | datetime) -> date:
    """The day that it is in the viewer's time zone."""
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _add_marks(bars: Iterable[Bar], schedule: Schedule, screen: Screen, user: User) -> None:
    """The milestones that this person sees, in one query for all bars."""
    milestones = schedule.milestones
    if milestones is None:
        return
    collection = screen.object.collections[milestones.collection]
    other = screen_of(collection.target)
    if not user.access.may(other.key, "view") or not may_see(other, user, (collection.link, milestones.day)):
        return
    of_record = {bar.record.pk: bar for bar in bars}
    with_day = {f"{collection.link}__in": list(of_record), f"{milestones.day}__isnull": False}
    rows = other.model.objects.visible_to(user).filter(**with_day).order_by(milestones.day, "pk")
    for row in veiled(list(rows[:MOST_MILESTONES]), user):
        reached = bool(milestones.reached and getattr(row, milestones.reached))
        bar = of_record[getattr(row, f"{collection.link}_id")]
        bar.marks.append(Mark(str(row), _day(getattr(row, milestones.day)), reached))


def _groups(bars: list[Bar], by: Field | None, links: Links) -> list[Group]:
    """By name, choices in their own order; what has no group comes last."""
    if by is None:
        return [Group("", bars)] if bars else []
    found: dict[Any, list[Bar]] = defaultdict(list)
    for bar in bars:
        found[_value(by, bar.record)].append(bar)
    order = [value for value, _label in by.choices]
    groups = []
    for value, some in found.items():
        label = _label(by, value, links)
        place = order.index(value) if value in order else len(order)
        groups.append(((value in (None, ""), place, label.casefold()), Group(label, some)))
    return [group for _key, group in sorted(groups, key=lambda one: one[0])]


def _value(by: Field, record: Any) -> Any:
    return link_number(record, by) if by.kind.family == "link" else by.value_of(record)


def _label(by: Field, value: Any, links: Links) -> str:
    if value in (None, ""):
        return _("not set")
    if by.kind.family == "link":
        return links.title(by.target, value) or _("hidden")
    return str(by.choice_label(value))
