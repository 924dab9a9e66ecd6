"""Which amount counts for the policies of a deal: the largest of its own and those of its quotes, at the day's rate."""

from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from caruso.kernel.money import MissingRate, convert
from caruso.sales.models.money import in_base
from caruso.sales.models.quote import Quote, QuoteState

if TYPE_CHECKING:
    from caruso.sales.models.opportunity import Opportunity

#: Quotes that may still become an order.
IN_PLAY = (QuoteState.DRAFT, QuoteState.SENT, QuoteState.ACCEPTED)


def worth_of(quote: Quote, deal: "Opportunity") -> Decimal | None:
    """What the quote comes to without taxes, in the deal's currency; None where nobody has entered a rate."""
    try:
        return convert(quote.net_total, quote.currency, deal.currency, timezone.localdate())
    except MissingRate:
        return None


def weighed(deal: "Opportunity", *quotes: Quote) -> "Opportunity":
    """The deal as rules look at it in memory: at the largest amount of its own and of these quotes."""
    known = [worth for quote in quotes if (worth := worth_of(quote, deal)) is not None]
    largest = max(known, default=None)
    if largest is None or (deal.amount is not None and largest <= deal.amount):
        return deal
    heavier = copy(deal)
    heavier.amount, heavier.amount_base = largest, in_base(largest, deal.currency)
    return heavier


def weighed_with_quotes(deal: "Opportunity") -> "Opportunity":
    """The same with all quotes of the deal that may still become an order."""
    return weighed(deal, *Quote.objects.live().filter(opportunity=deal.pk, state__in=IN_PLAY))
