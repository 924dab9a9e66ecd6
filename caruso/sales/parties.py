"""Who sells and who buys, as a paper keeps them from the day it is issued."""

from typing import Any

from django.utils import translation

from caruso.customers.models import Account
from caruso.kernel.countries import country_code, country_name
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models.invoice import Invoice

_PARTS = ("street", "postal_code", "city", "country")


def parties_of(invoice: Invoice) -> dict[str, dict[str, str]]:
    """`seller` and `buyer`: names, numbers and addresses in parts; `text` is the buyer's address in lines,
    for the reader of the invoice, with the country where it goes abroad.
    """
    language = invoice.language or invoice.account.language or current_organisation().language
    with translation.override(language):
        return {"seller": _seller(), "buyer": _buyer(invoice.account)}


def _seller() -> dict[str, str]:
    """The firm as its letterhead has it."""
    firm = current_organisation()
    names = (
        "street", "postal_code", "city", "country", "tax_number", "registration_number", "email", "phone", "website",
        "bank_account", "bank_code",
    )  # fmt: skip
    return {"name": firm.legal_name or str(firm), **{name: getattr(firm, name) for name in names}}


def _buyer(account: Account) -> dict[str, str]:
    address = _address(account)
    country = country_code(address["country"]) or address["country"]
    lines = [
        address["street"],
        " ".join(part for part in (address["postal_code"], address["city"]) if part),
        country_name(country) if country and country != current_organisation().country else "",
    ]
    name = account.legal_name or account.name
    return {
        "name": name,
        "tax_number": account.tax_number,
        "registration_number": account.registration_number,
        "email": account.email,
        **address,
        "country": country,
        "text": "\n".join(line for line in lines if line),
    }


def _address(account: Account) -> dict[str, str]:
    """The one for bills, or else the main one."""
    entries: list[dict[str, Any]] = account.addresses
    chosen = next((entry for entry in entries if entry.get("type") == "billing"), None)
    chosen = chosen or next((entry for entry in entries if entry.get("primary")), entries[0] if entries else {})
    return {name: str(chosen.get(name) or "") for name in _PARTS}
