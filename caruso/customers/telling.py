"""How activities are told on timelines."""

from caruso.customers.models.activity import ActivityKind
from caruso.screens.timeline.telling import Filter, Teller, telling


def start() -> None:
    telling.tellers["customers.activity"] = Teller("customers/_activity_event.html", once=True)
    telling.filters += [Filter(kind.value, kind.label, (kind.value,)) for kind in ActivityKind]
