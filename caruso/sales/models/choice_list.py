"""Lists of choices that the firm may change: why deals end, why leads come to nothing, units.

What ships is in the code, and translated there. A row is what an administrator made of a list; what nobody renamed in it
keeps the label of the house.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caruso.kernel.columns import OfferedColumn
from caruso.kernel.labels import in_language
from caruso.kernel.models.organisation import current_organisation


class ChoiceList(models.Model):
    """The choices of the list `name` in order, as `[{"value", "labels", "archived", "code"}]`.

    A value is what records hold, and never changes. `labels` are those that somebody gave, by language.
    """

    name = models.CharField(max_length=40, unique=True)
    choices = models.JSONField(default=list)

    class Meta:
        verbose_name = _("list of choices")
        verbose_name_plural = _("lists of choices")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return str(LISTS[self.name].label) if self.name in LISTS else self.name


@dataclass(frozen=True, eq=False)
class Coding:
    """How other programs call the choices of a list: those that ship have fixed codes, the firm's own one of `offered`."""

    offered: type[models.TextChoices]
    #: The code of what nobody gave one.
    usual: str
    of_the_house: Mapping[str, str]


@dataclass(frozen=True)
class HouseList:
    """A list that ships with `values`, which stand as long as the firm has not made its own of it."""

    name: str
    label: Any
    values: type[models.TextChoices]
    #: How many characters the columns have room for.
    longest: int
    coding: Coding | None = None

    @property
    def entries(self) -> Sequence[Mapping[str, Any]]:
        """All choices in order, also those offered no more; what ships since the firm changed the list comes last."""
        kept = _read(current_organisation().schema_version).get(self.name, [])
        known = {one["value"] for one in kept}
        return [*kept, *({"value": value, "labels": {}} for value in self.values.values if value not in known)]

    @property
    def offered(self) -> Sequence[tuple[str, Any]]:
        return _choices(current_organisation().schema_version, self)[0]

    @property
    def retired(self) -> Sequence[tuple[str, Any]]:
        return _choices(current_organisation().schema_version, self)[1]

    def offers(self, value: str) -> bool:
        return any(value == one for one, _label in self.offered)

    def code_of(self, value: str) -> str:
        """By which other programs know the choice."""
        if self.coding is None:
            return ""
        own = next((one.get("code") for one in self.entries if one["value"] == value), None)
        return self.coding.of_the_house.get(value) or own or self.coding.usual

    def label_of(self, entry: Mapping[str, Any]) -> str:
        """In the reader's language: what somebody called it, or else as the house does."""
        own = entry["labels"].get(get_language() or "en")
        if own or entry["value"] not in self.values.values:
            return own or in_language(entry["labels"])
        return str(self.values(entry["value"]).label)


#: Each list by its name.
LISTS: dict[str, HouseList] = {}


def house_list(
    name: str, label: Any, values: type[models.TextChoices], longest: int, coding: Coding | None = None
) -> HouseList:
    LISTS[name] = HouseList(name, label, values, longest, coding)
    return LISTS[name]


class ListedColumn(OfferedColumn):
    """A choice of a list that the firm may change."""

    def __init__(self, *args: Any, of: HouseList | None = None, **kwargs: Any) -> None:
        self.of = of
        if of is None:  # a copy that migrations make of what `deconstruct` says
            kwargs.setdefault("blank", False)
        else:
            kwargs["max_length"] = of.longest
            kwargs |= {"offer": lambda: of.offered, "retired": lambda: of.retired}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """To the database it is text, so that its table need not be written anew."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if self.of is not None:
            setattr(cls, f"get_{name}_display", _shown(self.of, name))

    def get_default(self) -> Any:
        """As shipped, or else the first that is offered."""
        usual = super().get_default()
        if not usual or self.of is None or self.of.offers(usual):
            return usual
        return next((value for value, _label in self.of.offered), usual)


def _shown(of: HouseList, name: str) -> Any:
    """What templates and papers ask of a column with choices."""

    def label(record: Any) -> str:
        value = getattr(record, name)
        return next((str(label) for one, label in (*of.offered, *of.retired) if one == value), value)

    return label


@lru_cache(maxsize=2)
def _read(version: int) -> dict[str, list[dict[str, Any]]]:
    return dict(ChoiceList.objects.values_list("name", "choices"))


@lru_cache(maxsize=16)
def _choices(version: int, of: HouseList) -> tuple[Sequence[tuple[str, Any]], Sequence[tuple[str, Any]]]:
    """What is offered, and what no more; labels are chosen when they are shown, in the reader's language."""
    named = [(one["value"], _later(of, one), bool(one.get("archived"))) for one in of.entries]
    return tuple(
        tuple((value, label) for value, label, archived in named if archived is wanted) for wanted in (False, True)
    )  # type: ignore[return-value]


def _label(of: HouseList, entry: Mapping[str, Any]) -> str:
    return of.label_of(entry)


_later = lazy(_label, str)


def forget_choice_lists() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
    _choices.cache_clear()
