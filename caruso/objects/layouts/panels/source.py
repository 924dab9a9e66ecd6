"""The records that a panel of the firm's own is about: a collection of the record, or those of an object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.models import User
from caruso.kernel.objects import Collection
from caruso.objects.mapped.screen import MappedScreen
from caruso.screens.description import Screen, screen_of, screens
from caruso.screens.records.related import listed_condition

#: Panels look at no more records than this, so that a page costs the same however many there are.
MOST = 10_000


@dataclass(frozen=True)
class Source:
    """`screen` describes the records, which are those of the `collection` of the page's record, if it is about one."""

    screen: Screen
    collection: Collection | None = None
    where: str = ""

    @classmethod
    def read(cls, settings: Mapping[str, str], here: Screen | None) -> "Source":
        """Raises ValidationError, by setting, for a source that is not there or a condition nobody understands."""
        where, name = settings.get("where", ""), settings.get("source", "")
        source = _source(name, here)
        if source is None:
            raise ValidationError({"source": _("Please choose from the list.")})
        if where:
            try:
                check(parse(where), source.screen.object, None)
            except ConditionProblem as problem:
                raise ValidationError({"where": str(problem)}) from None
        return cls(source.screen, source.collection, where)

    @property
    def link(self) -> str:
        """The field that leads to the record of the page; empty where none does."""
        return self.collection.link if self.collection else ""

    def records(self, record: Any, user: User) -> Any | None:
        """What the person may see of them; None where that is nothing for sure."""
        if not user.access.may(self.screen.key, "view"):
            return None
        records = self.screen.model.objects.visible_to(user)
        if self.collection:
            if user.access.field(self.screen.key, self.link) == "hidden":
                return None
            records = records.filter(self.collection.leading_to(record.pk))
        if self.where:
            try:
                records = check(parse(self.where), self.screen.object, user).filter(records)
            except ConditionProblem:
                return None  # one of its fields is hidden from this person
        return records

    def address(self, record: Any) -> str:
        """The list with the same records."""
        parts = [listed_condition(self.collection, record)] if self.collection else []
        parts += [f"({self.where})"] if self.where and parts else [self.where] if self.where else []
        where = " and ".join(parts)
        return f"{self.screen.list_url}?{urlencode({'where': where})}" if where else self.screen.list_url


def offered_sources(here: Screen | None) -> list[tuple[str, Any, Screen]]:
    """What a panel can be about: name, label and screen; first what belongs to the record of the page."""
    found: list[tuple[str, Any, Screen]] = []
    for name, collection in here.object.collections.items() if here else ():
        other = _screen(collection.target)
        if other is not None:
            label = f"{other.label_plural} · {other.field(collection.link).label}"
            found.append((f"collection:{name}", label, other))
    found += [(f"object:{screen.key}", screen.label_plural, screen) for screen in screens() if _is_ours(screen)]
    return found


def source_screen(name: str, here: Screen | None) -> Screen | None:
    """What describes the records of a source; None for a source that is not there."""
    source = _source(name, here)
    return source.screen if source else None


def _source(name: str, here: Screen | None) -> Source | None:
    kind, _colon, of = name.partition(":")
    if kind == "object":
        screen = _screen(of)
        return Source(screen) if screen else None
    if kind == "collection" and here is not None and of in here.object.collections:
        collection = here.object.collections[of]
        screen = _screen(collection.target)
        return Source(screen, collection) if screen else None
    return None


def _screen(key: str) -> Screen | None:
    try:
        screen = screen_of(key)
    except KeyError:
        return None
    return screen if _is_ours(screen) else None


def _is_ours(screen: Screen) -> bool:
    """Tables of other databases are asked by panels of their own, which bear with a source that does not answer."""
    return not isinstance(screen, MappedScreen)
