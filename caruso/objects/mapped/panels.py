"""Panels that show what belongs together across two databases."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from caruso.objects.mapped.links import Link, records_with
from caruso.objects.mapped.models import MappedObject
from caruso.screens.description import Panel, screen_of

MOST = 5


@dataclass(frozen=True)
class RowsPanel(Panel):
    """Beside a record of Caruso: the rows that hold its key. The page stands without them; they come when they come."""

    definition: MappedObject
    link: Link
    template: str = "objects/mapped/rows_waiting.html"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        key, target = self.definition.key, self.link["target"]
        hidden = "hidden" in (
            user.access.field(target, self.link["field"].partition(".")[0]),
            user.access.field(key, self.link["by"]),
        )
        if user.access.scope(key, "view") != "all" or hidden:
            return None
        number = self.definition.links.index(self.link)
        address = reverse("mapped:rows", args=[self.definition.name, number, record.pk])
        return {"rows_of": screen_of(key), "address": address}


@dataclass(frozen=True)
class LinkedPanel(Panel):
    """Beside a row of another program: the records of Caruso that hold its key."""

    link: Link
    template: str = "objects/mapped/linked.html"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may(self.link["target"], "view"):
            return None
        records = records_with(self.link, record, user)
        if records is None:
            return None
        return {"linked_to": screen_of(self.link["target"]), "linked": list(records.order_by("pk")[:MOST])}
