"""Telling people what they should know: notifications and @mentions."""

from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.mentions import mentioned_people, notify_mentioned
from caruso.kernel.notifying.telling import notify

__all__ = ["mentioned_people", "notification_kind", "notify", "notify_mentioned"]
