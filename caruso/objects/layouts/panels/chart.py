"""Figures by group, as a chart with the table behind it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions.expressions import InJson
from caruso.kernel.countries import country_name
from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.objects.layouts.panels.measure import Measure
from caruso.objects.layouts.panels.own import OwnPanel
from caruso.objects.layouts.panels.source import MOST, Source
from caruso.screens.description import Screen, screen_of
from caruso.screens.links import titles

MOST_GROUPS = 24
_BY = {"choice", "country", "yes_no", "person", "team", "relation", "date", "datetime"}
_IN_TIME = {"date", "datetime"}


@dataclass(frozen=True)
class Bar:
    label: str
    value: Any
    shown: str


class ChartPanel(OwnPanel):
    """A measure of the records, in groups by one of their fields."""

    kind = "chart"
    label = _("Chart")
    icon = "chart-column"
    template = "objects/layouts/panels/chart.html"
    asks: ClassVar = ("source", "where", "function", "field", "by")

    def check(self, screen: Screen | None) -> None:
        source = Source.read(self.settings, screen)
        Measure.read(self.settings, source.screen)
        self._by(source.screen)

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        source = Source.read(self.settings, screen_of(record) if record is not None else None)
        measure, by = Measure.read(self.settings, source.screen), self._by(source.screen)
        records = source.records(record, user)
        hidden = user.access.field(source.screen.key, by.name) == "hidden"
        if records is None or hidden or not measure.is_seen_by(user, source.screen):
            return None
        some = records.order_by()[: MOST + 1].values("pk")
        asked = source.screen.model.objects.filter(pk__in=some).order_by()
        found = dict(asked.values(group=_group(by)).annotate(value=measure.expression()).values_list("group", "value"))
        bars = [Bar(label, found[group], measure.shown(found[group])) for group, label in _labelled(by, found, user)]
        return {
            "title": self.title,
            "by": by.label,
            "measured": measure.field.label if measure.field else _now("number"),
            "bars": bars,
            "unit": measure.unit,
            "form": "line" if by.kind.name in _IN_TIME else "bar",
            "address": source.address(record),
            "partly": MOST if records.order_by()[MOST : MOST + 1].exists() else 0,
        }

    def _by(self, screen: Screen) -> Field:
        field = screen.object.fields.get(self.settings.get("by", ""))
        if field is None or not is_grouping(field):
            raise ValidationError({"by": _("Choose the field that makes the groups.")})
        return field


def is_grouping(field: Field) -> bool:
    return field.kind.name in _BY and field.computed is None and not (field.custom and field.kind.name in _IN_TIME)


def _group(by: Field) -> Any:
    if by.custom:
        return InJson(F("custom"), by.name, by.kind.family)
    if by.kind.name in _IN_TIME:
        return TruncMonth(by.name)
    return F(f"{by.name}_id") if by.kind.family == "link" else F(by.name)


def _labelled(by: Field, found: dict[Any, Any], user: User) -> Iterable[tuple[Any, str]]:
    """The groups in the order in which they are drawn, with what they are called."""
    none = [(group, _now("not set")) for group in found if group in (None, "")]
    some = [group for group in found if group not in (None, "")]
    if by.kind.name in _IN_TIME:
        months = sorted(some)[-MOST_GROUPS:]
        return [(month, _month(month)) for month in months]
    if by.kind.family == "link":
        numbers = {int(group) for group in some}
        called = titles(by.target, numbers, user)
        named = [(group, called[int(group)]) for group in some if int(group) in called]
        largest = sorted(named, key=lambda one: found[one[0]] or 0, reverse=True)[:MOST_GROUPS]
        return [*largest, *none]
    if by.kind.name == "country":
        return [*((group, country_name(group)) for group in some[:MOST_GROUPS]), *none]
    if by.kind.name == "yes_no":
        return [*((group, _now("yes") if group else _now("no")) for group in some), *none]
    order = {value: index for index, (value, _label) in enumerate(by.choices)}
    ordered = sorted(some, key=lambda group: order.get(group, len(order)))[:MOST_GROUPS]
    return [*((group, by.choice_label(group)) for group in ordered), *none]


def _month(moment: datetime.date | datetime.datetime) -> str:
    day = timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment
    return f"{day:%Y-%m}"
