"""Where a customer is billed and where goods go, in lines as a paper has them, and in which language it is written."""

from typing import Any

from django.utils import translation

from caruso.customers.models import Account, Affiliation, Contact
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


def language_of(account: Account, contact: Contact | None) -> str:
    """The language in which a customer is written to; empty where nobody said.

    That of the person, where they belong to the account: one of another firm does not decide how this one is written to.
    """
    theirs = contact and (
        contact.account_id == account.pk or Affiliation.objects.live().filter(contact=contact, account=account).exists()
    )
    return str((contact and theirs and contact.language) or account.language)


def propose(document: Any, *, by: Any) -> None:
    """Fill in memory what nobody said of a new paper: its customer's language, and its addresses unless the writer does not
    see where the customer is."""
    document.language = document.language or language_of(document.account, document.contact)
    if by is not None and by.access.field("customers.account", "addresses") == "hidden":
        return
    with translation.override(document.language or current_organisation().language):
        for name, kind in document.ADDRESSES.items():
            setattr(document, name, getattr(document, name) or address_of(document.account, kind))
