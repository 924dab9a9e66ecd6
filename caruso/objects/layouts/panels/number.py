"""One figure: how many, how much."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.objects.layouts.panels.measure import COUNT, Measure
from caruso.objects.layouts.panels.own import OwnPanel
from caruso.objects.layouts.panels.source import MOST, Source
from caruso.screens.description import Screen, screen_of


class NumberPanel(OwnPanel):
    """A number with the list behind it."""

    kind = "number"
    label = _("Number")
    icon = "hash"
    template = "objects/layouts/panels/number.html"
    asks: ClassVar = ("source", "where", "function", "field")

    def check(self, screen: Screen | None) -> None:
        source = Source.read(self.settings, screen)
        Measure.read(self.settings, source.screen)

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        source = Source.read(self.settings, screen_of(record) if record is not None else None)
        measure = Measure.read(self.settings, source.screen)
        records = source.records(record, user)
        if records is None or not measure.is_seen_by(user, source.screen):
            return None
        some = records.order_by()[: MOST + 1]
        count = some.count()
        more = count > MOST
        if measure.function == COUNT:
            shown = f"{measure.shown(min(count, MOST))}{'+' if more else ''}"
        elif more:
            shown = ""
        else:
            records = source.screen.model.objects.filter(pk__in=some.values("pk"))
            value = records.aggregate(value=measure.expression())["value"]
            shown = measure.shown(0 if value is None and measure.function == "sum" else value)
        return {
            "title": self.title,
            "icon": source.screen.icon,
            "shown": shown,
            "address": source.address(record),
            "too_many": MOST if more and not shown else 0,
        }
