"""The tax of an invoice in the money of the country that gets it, where the invoice is in other money.

Sources: Directive 2006/112/EC, articles 91 and 230; for Poland art. 31a and 106e of the act on VAT (the rate of the day
before), for Czechia paragraphs 4 and 29 of the act on VAT (the rate of the day).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from caruso.kernel.countries import EU
from caruso.kernel.money import MissingRate
from caruso.kernel.money.amount import round_to_unit
from caruso.kernel.money.exchange import dated_rate_on

#: All other member states have the euro.
OWN_MONEY = {"CZ": "CZK", "DK": "DKK", "HU": "HUF", "PL": "PLN", "RO": "RON", "SE": "SEK"}
#: By the rate of the last day before.
DAY_BEFORE = ("PL",)
#: A rate is printed so exactly, and reckoned with as it is printed.
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class OwnTax:
    """`amount` in `currency`, at `rate` for one of the invoice's, of `day`."""

    amount: Decimal
    currency: str
    rate: Decimal
    day: date

    def kept(self) -> dict[str, str]:
        """As an issued invoice keeps it."""
        return {"currency": self.currency, "rate": str(self.rate), "day": self.day.isoformat()}


def own_tax(invoice: Any) -> OwnTax | None:
    """The tax of an issued invoice in the country's money; None where it is not asked for, or no rate is known."""
    try:
        return find_own_tax(invoice, invoice.issued_on) if invoice.issued_on else None
    except MissingRate:
        return None


def find_own_tax(invoice: Any, issued_on: date) -> OwnTax | None:
    """The tax in the country's money; None where it is not asked for. Raises MissingRate."""
    currency = OWN_MONEY.get(invoice.tax_country) or ("EUR" if invoice.tax_country in EU else "")
    if not invoice.tax_total or currency in ("", invoice.currency):
        return None
    rate, day = _kept(invoice) or _of_day(invoice.currency, currency, _day(invoice, issued_on))
    return OwnTax(round_to_unit(invoice.tax_total * rate, currency), currency, rate, day)


def _kept(invoice: Any) -> tuple[Decimal, date] | None:
    """The rate of the day it was issued; a credit note has that of the invoice that it corrects."""
    kept = (invoice.corrects or invoice).parties.get("own_tax")
    return (Decimal(kept["rate"]), date.fromisoformat(kept["day"])) if kept else None


def _day(invoice: Any, issued_on: date) -> date:
    day: date = min(invoice.sold_on or issued_on, issued_on)
    return day - timedelta(days=1) if invoice.tax_country in DAY_BEFORE else day


def _of_day(source: str, target: str, day: date) -> tuple[Decimal, date]:
    (worth, one), (other, two) = dated_rate_on(source, day), dated_rate_on(target, day)
    return (worth / other).quantize(PLACES), min(one, two)
