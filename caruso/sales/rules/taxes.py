"""Where a sale is taxed, and whether the buyer accounts for the tax.

Sources: Directive 2006/112/EC, articles 138 and 196 (supplies between firms of two member states), 146 (exports), 33
and 369a to 369k (sales to consumers of other member states, the One Stop Shop).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stdnum.eu import vat

from caruso.kernel.countries import EU

NOTHING = Decimal(0)
#: From each class to the one that stands in for it in countries that have no such rate.
_HIGHER = {"low": "reduced", "reduced": "standard"}


class Treatment(StrEnum):
    DOMESTIC = "domestic"
    REVERSE_CHARGE = "reverse_charge"
    EXPORT = "export"


@dataclass(frozen=True)
class Taxation:
    """In which country a sale is taxed, and how."""

    country: str
    treatment: Treatment

    def percent(self, tax_class: str, rates: Mapping[str, Decimal]) -> Decimal:
        """The rate of a tax class, from those of `country`; a class that it has not is taxed as the next higher."""
        if self.treatment != Treatment.DOMESTIC:
            return NOTHING
        wanted: str | None = tax_class
        while wanted and wanted not in rates:
            wanted = _HIGHER.get(wanted)
        return rates[wanted] if wanted else NOTHING


def taxation(seller: str, buyer: str, buyer_number: str, *, one_stop_shop: bool = False) -> Taxation:
    """How a sale by a firm in `seller` to a customer in `buyer` is taxed.

    A buyer in another member state accounts for the tax if its number is valid there; otherwise the seller's rates
    hold, or the buyer's if the seller is in the One Stop Shop. A sale out of the Union is untaxed. Sellers outside the
    Union tax every sale at home.
    """
    buyer = buyer or seller
    if seller == buyer or seller not in EU:
        return Taxation(seller, Treatment.DOMESTIC)
    if buyer not in EU:
        return Taxation(seller, Treatment.EXPORT)
    if is_valid_vat_number(buyer_number, buyer):
        return Taxation(seller, Treatment.REVERSE_CHARGE)
    return Taxation(buyer if one_stop_shop else seller, Treatment.DOMESTIC)


def is_valid_vat_number(number: str, country: str) -> bool:
    """Whether the check digits fit a value-added tax number of this member state, written with its prefix or without."""
    compact = "".join(char for char in number.upper() if char.isalnum())
    prefix = "EL" if country == "GR" else country
    if not compact:
        return False
    return bool(vat.is_valid(compact if compact.startswith(prefix) else prefix + compact))
