"""The first records of a list: a collection of the record, or those of an object that meet a condition."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.objects.layouts.panels.own import OwnPanel
from caruso.objects.layouts.panels.source import Source
from caruso.screens.description import Screen, screen_for, screen_of
from caruso.screens.doors import may_make, visible_fields
from caruso.screens.links import Links

SHOWN = 5
_COLUMNS = 3


class RecordsPanel(OwnPanel):
    """Some records with a way to all of them."""

    kind = "records"
    label = _("List")
    icon = "list"
    template = "screens/records/_related.html"
    asks: ClassVar = ("source", "where")

    def check(self, screen: Screen | None) -> None:
        Source.read(self.settings, screen)

    def read(self, record: Any, user: User) -> dict[str, Any] | None:
        source = Source.read(self.settings, screen_of(record) if record is not None else None)
        records = source.records(record, user)
        if records is None:
            return None
        other = source.screen
        rows = list(records.order_by("-pk")[: SHOWN + 1])
        names = [name for name in screen_for(other, user).columns if name != source.link]
        columns = [other.field(name) for name in visible_fields(other, user, names[: _COLUMNS + 1])]
        may_add = bool(source.link) and may_make(other, user)
        return {
            "other": other,
            "title": self.title if self.labels else other.label_plural,
            "rows": rows[:SHOWN],
            "more": len(rows) > SHOWN,
            "all": source.address(record),
            "columns": columns,
            "titled": True,
            "links": Links(user).collect(rows[:SHOWN], columns),
            "add": f"{other.url('new')}?{source.link}={record.pk}" if may_add else "",
            "link": source.link,
        }
