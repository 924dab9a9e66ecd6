"""Who wants to know what happened, once it is certain."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caruso.kernel.models.event import Event

logger = logging.getLogger(__name__)

Subscriber = Callable[["Sequence[Event]"], None]
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def subscribe(*names: str) -> Callable[[Subscriber], Subscriber]:
    """Call the function after commit with the events of these names: `customers.contact created`, or `*`.

    A subscriber is a hint, not a promise: what must not be lost starts a job in the transaction itself.
    """

    def register(subscriber: Subscriber) -> Subscriber:
        for name in names:
            if subscriber not in _subscribers[name]:
                _subscribers[name].append(subscriber)
        return subscriber

    return register


def tell_subscribers(events: "Sequence[Event]") -> None:
    """Tell everybody who subscribed; one that fails is logged and stops nobody else."""
    by_name: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_name[f"{event.object} {event.kind}"].append(event)
        by_name["*"].append(event)
    for name, named in by_name.items():
        for subscriber in _subscribers.get(name, ()):
            try:
                subscriber(named)
            except Exception:
                logger.exception("Subscriber %s failed on %s", subscriber.__qualname__, name)
