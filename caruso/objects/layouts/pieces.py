"""What stands on the canvas: zones, and the sections, fields and panels in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from caruso.objects.asked_condition import AskedCondition
from caruso.objects.layouts.panels import KINDS

#: Language, its name, the label given and the one it stands for.
Label = tuple[str, str, str, str]


@dataclass
class FieldItem:
    name: str
    label: str
    required: bool = False

    kind = "field"


@dataclass
class PanelItem:
    """`key` begins the names of its inputs; `labels` and `settings` are what stands in them."""

    key: str
    of: str
    label: str
    icon: str
    name: str = ""
    labels: list[Label] = field(default_factory=list)
    settings: Mapping[str, str] = field(default_factory=dict)
    asks: Iterable[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    condition: AskedCondition | None = None

    kind = "panel"

    @property
    def is_own(self) -> bool:
        return self.of in KINDS


@dataclass
class SectionItem:
    key: str
    title: str
    labels: list[Label]
    closed: bool
    condition: AskedCondition
    fields: list[FieldItem]
    shipped: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    kind = "section"


@dataclass
class Zone:
    """`takes` is what can be dropped here."""

    name: str
    label: Any
    takes: str
    items: list[Any]
