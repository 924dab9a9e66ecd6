"""A page of a record's timeline: what happened with it, newest first, as far as the viewer may see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from caruso.kernel.fields import Field
from caruso.kernel.link_tables import targets_of
from caruso.kernel.models import Event, TimelineEntry, User
from caruso.kernel.numbers import number_from
from caruso.screens.away import SourceAway
from caruso.screens.cells import cell
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import visible_fields
from caruso.screens.links import Links, link_number
from caruso.screens.timeline.telling import GENERAL, Filter, Teller, icon, sentence, telling
from caruso.screens.veil import veiled, without_unseen_links

PAGE = 20
#: Kinds of fields that hold several things.
LISTS = ("entries", "tags", "choices")
#: What telling an event needs; of whoever did it the name.
READ = (
    "at",
    *(f"event__{name}" for name in ("kind", "object", "record", "at", "data")),
    *(f"event__actor__{name}" for name in ("name", "email")),
)


@dataclass
class Change:
    """One field of a changed event; `old` and `new` are ready to be shown, `gone` and `come` are what differs: of a list
    not what stayed."""

    field: Field
    old: Any
    new: Any
    gone: Any
    come: Any


@dataclass
class Item:
    """One event as the timeline shows it. `record` is what it happened to; None once destroyed."""

    event: Event
    screen: Screen | None
    record: Any
    teller: Teller
    own: bool
    changes: list[Change] = field(default_factory=list)
    #: What somebody else said of fields that were left as they were.
    left: list[Change] = field(default_factory=list)
    #: What the record is called, where it is called by what it leads to; read together for all items.
    linked_title: str = ""

    @property
    def title(self) -> str:
        return self.linked_title or str(self.record)

    @property
    def icon(self) -> str:
        return icon(self.event.object, self.event.kind)[0]

    @property
    def hue(self) -> str:
        return icon(self.event.object, self.event.kind)[1]

    @property
    def note(self) -> str:
        """What was said about it, where the verb keeps that with the event."""
        return str(self.event.data.get("note", ""))

    @property
    def sentence(self) -> Any:
        return sentence(self.event.object, self.event.kind)


@dataclass
class TimelinePage:
    items: list[Item]
    after: str


def read_timeline(screen: Screen, record: Any, user: User, chosen: Filter, after: str = "") -> TimelinePage:
    """At most PAGE events older than the key `after`. A constant number of queries: one per object that occurs."""
    entries = TimelineEntry.objects.filter(object=screen.key, record=record.pk).order_by("-at", "-event_id")
    if chosen.kinds:
        entries = entries.filter(kind__in=chosen.kinds)
    every = entries
    if key := _key(after):
        at, number = key
        entries = entries.filter(at__lte=at).filter(Q(at__lt=at) | Q(event_id__lt=number))
    read = list(entries.select_related("event", "event__actor").only(*READ)[: PAGE + 1])
    more, read = len(read) > PAGE, read[:PAGE]
    events = [entry.event for entry in read]
    told = _told_before(every, key, events) if key else set()
    last = f"{read[-1].at.isoformat()}~{read[-1].event_id}" if more else ""
    return TimelinePage(_items(screen, record, user, events, told), last)


def _told_before(entries: Any, key: tuple[datetime, int], events: list[Event]) -> set[tuple[str, int]]:
    """Which records that are told once have an event on an earlier page, down to its last: the key."""
    once = [event for event in events if telling.of(event.object).once]
    if not once:
        return set()
    at, number = key
    earlier = entries.filter(Q(at__gt=at) | Q(at=at, event_id__gte=number)).order_by()
    earlier = earlier.filter(
        event__object__in={event.object for event in once}, event__record__in={event.record for event in once}
    )
    return set(earlier.values_list("event__object", "event__record").distinct())


def read_events(events: list[Event], user: User) -> list[Item]:
    """Events of any records, told without a record of one's own; those the viewer may not see are left out."""
    return _items(None, None, user, events, set())


def _items(
    screen: Screen | None, record: Any, user: User, events: list[Event], told: set[tuple[str, int]]
) -> list[Item]:
    """What is told of these events; `told` are the records of which nothing more is to be said."""
    records = _visible_records(screen, record, user, events)
    items: list[Item] = []
    for event in events:
        own = screen is not None and (event.object, event.record) == (screen.key, record.pk)
        teller = telling.of(event.object)
        subject = records.get((event.object, event.record))
        if not own and (subject is None or (teller.once and (event.object, event.record) in told)):
            continue
        told.add((event.object, event.record))
        items.append(Item(event, _screen(event.object), subject, teller, own))
    return tell(items, user)


def _visible_records(screen: Screen | None, record: Any, user: User, events: list[Event]) -> dict[tuple[str, int], Any]:
    """The records that the events happened to, where the viewer may see them."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for event in events:
        numbers[event.object].add(event.record)
    found: dict[tuple[str, int], Any] = {}
    if screen is not None:
        found[(screen.key, record.pk)] = veiled([record], user)[0]
        numbers[screen.key].discard(record.pk)
    for object, wanted in numbers.items():
        if wanted and (other := _screen(object)):
            try:
                others = veiled(list(other.model.objects.visible_to(user).filter(pk__in=wanted)), user)
            except SourceAway:
                continue
            # Others are called by their names, into which the records that they link may come.
            for one in without_unseen_links(others, user) if telling.of(object) is GENERAL else others:
                found[(object, one.pk)] = one
    return found


def _screen(object: str) -> Screen | None:
    try:
        return screen_of(object)
    except KeyError:
        return None


def tell(items: list[Item], user: User) -> list[Item]:
    """The items with old and new values of the fields that the viewer may see; titles of links are read together."""
    links = Links(user)
    pending: list[tuple[list[Change], Field, Any, Any]] = []
    seen = {item.screen.key: set(visible_fields(item.screen, user)) for item in items if item.screen}
    for item in items:
        if item.screen is None:
            continue
        visible = seen[item.screen.key]
        for into, told in ((item.changes, item.event.changes), (item.left, item.event.data.get("left", {}))):
            pending += [(into, item.screen.field(name), *both) for name, both in told.items() if name in visible]
    wanted: dict[str, set[int]] = defaultdict(set)
    titled = [(item, one, number) for item in items if (found := _title_link(item)) for one, number in [found]]
    for _item, one, number in titled:
        wanted[one.target].add(number)
    for _into, one, old, new in pending:
        if one.kind.family in ("link", "records"):
            wanted[one.target].update(*(targets_of(one, value) for value in (old, new)))
    for target, numbers in wanted.items():
        links.read(target, numbers)
        links.read_binned(target, numbers)
    for item, one, number in titled:
        title = links.title(one.target, number) or links.binned_title(one.target, number)
        item.linked_title = title or gettext("hidden")
    for into, one, old, new in pending:
        into.append(_change(one, old, new, links))
    return items


def _change(field: Field, old: Any, new: Any, links: Links) -> Change:
    was, now = _shown(field, old, links), _shown(field, new, links)
    gone, come = _difference(field, old, new)
    return Change(
        field,
        was,
        now,
        was if gone is old else _shown(field, gone, links),
        now if come is new else _shown(field, come, links),
    )


def _title_link(item: Item) -> tuple[Field, int] | None:
    """The link that a record is called by (a key player by the contact), and where it leads."""
    if item.screen is None or item.record is None or item.own:
        return None
    title = item.screen.field(item.screen.title)
    number = link_number(item.record, title) if title.kind.family == "link" else None
    return (title, number) if number else None


class _Past:
    """A record as it was in one field, so that the cell of that field can show it."""

    def __init__(self, field: Field, value: Any) -> None:
        self.custom = {field.name: value}
        loaded = value if field.kind.family == "link" else field.kind.load(value)
        setattr(self, f"{field.name}_id" if field.kind.family == "link" else field.name, loaded)


def _shown(field: Field, value: Any, links: Links) -> Any:
    return cell(field, _Past(field, value), links)


def _difference(field: Field, old: Any, new: Any) -> tuple[Any, Any]:
    """What went and what came. Where a list holds the same as before, its first: then it is about which one is that."""
    if field.kind.name not in LISTS or not old or not new:
        return old, new
    before, after = [_plain(one) for one in old], [_plain(one) for one in new]
    gone = [one for one, plain in zip(old, before, strict=True) if plain not in after]
    come = [one for one, plain in zip(new, after, strict=True) if plain not in before]
    return (gone, come) if gone or come else ([], _first(new))


def _plain(one: Any) -> Any:
    return {name: value for name, value in one.items() if name != "primary"} if isinstance(one, dict) else one


def _first(entries: list[Any]) -> list[Any]:
    return [one for one in entries if isinstance(one, dict) and one.get("primary")] or entries[:1]


def _key(text: str) -> tuple[datetime, int] | None:
    moment, _tilde, event = text.partition("~")
    number = number_from(event)
    try:
        at = parse_datetime(moment)
        return (at.astimezone(UTC), number) if at and number else None
    except (ValueError, OverflowError):
        return None
