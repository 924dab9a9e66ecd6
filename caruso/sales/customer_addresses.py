"""Where a customer is billed and where goods go, in lines as a paper has them."""

from typing import Any

from django.utils import translation

from caruso.customers.models import Account
from caruso.kernel.countries import COUNTRIES
from caruso.kernel.models.organisation import current_organisation


def address_of(account: Account, kind: str) -> str:
    """The account's address of this kind, or else its main one; with the country where it goes abroad."""
    entries: list[dict[str, Any]] = account.addresses
    chosen = next((entry for entry in entries if entry.get("type") == kind), None)
    chosen = chosen or next((entry for entry in entries if entry.get("primary")), entries[0] if entries else None)
    if chosen is None:
        return ""
    town = f"{chosen.get('postal_code', '')} {chosen.get('city', '')}".strip()
    country = chosen.get("country", "")
    abroad = str(dict(COUNTRIES).get(country, country)) if country != current_organisation().country else ""
    return "\n".join(part for part in (chosen.get("street", ""), town, abroad) if part)


def proposed_delivery(account: Account, language: str, *, by: Any) -> str:
    """Where an order goes of which nobody said it; nothing for who does not see where the customer is."""
    if by is not None and by.access.field("customers.account", "addresses") == "hidden":
        return ""
    with translation.override(language or account.language or current_organisation().language):
        return address_of(account, "shipping")
