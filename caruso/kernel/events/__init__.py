"""Events: recorded in the transaction of what happened, told to subscribers after its commit."""

from caruso.kernel.events.recording import record_events
from caruso.kernel.events.subscribers import subscribe

__all__ = ["record_events", "subscribe"]
