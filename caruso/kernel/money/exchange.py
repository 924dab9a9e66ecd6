"""Exchange between currencies at the rate of a day."""

from datetime import date
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from caruso.kernel.models.exchange_rate import ExchangeRate
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.amount import round_to_unit

#: Digits carried before the one rounding at the end; far more than any amount and rate have together.
DIGITS = 60


class MissingRate(LookupError):
    """Nobody has entered what this currency was worth on that day or before; `str()` says so to a person."""

    def __init__(self, currency: str, base: str, day: date) -> None:
        super().__init__(currency, base, day)
        self.currency, self.base, self.day = currency, base, day

    def __str__(self) -> str:
        return _("There is no exchange rate from %(currency)s to %(base)s on %(day)s or before.") % {
            "currency": self.currency,
            "base": self.base,
            "day": self.day.isoformat(),
        }


def rate_on(currency: str, day: date) -> Decimal:
    """What one unit of `currency` was worth in the firm's currency: the last rate known on that day.

    Raises MissingRate.
    """
    return dated_rate_on(currency, day)[0]


def dated_rate_on(currency: str, day: date) -> tuple[Decimal, date]:
    """That rate, and of which day it is. Raises MissingRate."""
    base = current_organisation().currency
    if currency == base:
        return Decimal(1), day
    known = ExchangeRate.objects.filter(base=base, currency=currency, day__lte=day).order_by("-day")
    found = known.values_list("rate", "day").first()
    if found is None:
        raise MissingRate(currency, base, day)
    return found


def convert(amount: Decimal, source: str, target: str, day: date) -> Decimal:
    """The amount in `target`, by way of the firm's currency, rounded once, half up, to the smallest unit.

    Raises MissingRate.
    """
    if source == target:
        return amount
    with localcontext() as context:
        context.prec = DIGITS
        return round_to_unit(amount * rate_on(source, day) / rate_on(target, day), target)
