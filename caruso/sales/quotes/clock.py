"""Quotes expire when the last day of their validity is over."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caruso.kernel.events.recording import through
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.people.time_zone import zone_of
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import Quote
from caruso.sales.models.quote import QuoteState
from caruso.sales.quotes.telling import tell_owner

EVERY = 300.0
"""Seconds."""
AT_ONCE = 200


def start() -> None:
    by_the_clock(EVERY, expire_quotes)


def expire_quotes() -> int:
    """Expire what is over; how many there were. One that was answered in this moment is left alone."""
    forget_organisation()
    today = timezone.localdate(timezone=zone_of(None))
    over = Quote.objects.live().filter(state=QuoteState.SENT, valid_until__lt=today).select_related("owner")
    expired = 0
    for quote in over.order_by("valid_until")[:AT_ONCE]:
        try:
            with transaction.atomic(), through("job"):
                quote.expire()
                tell_owner(quote, "quote_expired")
        except ValidationError:
            continue
        expired += 1
    return expired
