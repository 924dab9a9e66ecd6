"""Tax and registration numbers, checked by their check digits (python-stdnum)."""

from importlib import import_module

#: Which checks a country's numbers may pass; VIES prefixes are checked by `stdnum.eu.vat`.
TAX = {"PL": ("pl.nip",), "CZ": ("cz.dic",), "SK": ("sk.dph",), "DE": ("de.vat",), "AT": ("at.uid",), "GB": ("gb.vat",)}
REGISTRATION = {"PL": ("pl.regon",), "CZ": ("cz.dic",)}


def compact_number(number: str) -> str:
    """`PL 526-10-40-828` → `PL5261040828`, so that the same number is always written the same."""
    return "".join(char for char in number.upper() if char.isalnum())


def is_valid_tax_number(number: str, country: str) -> bool:
    """Whether a number passes its country's check digits; numbers of countries we cannot check pass."""
    compact = compact_number(number)
    if compact[:2].isalpha():
        if _passes("eu.vat", compact):
            return True
        country, compact = compact[:2], compact[2:]
    checks = TAX.get(country, ())
    return not checks or any(_passes(check, compact) for check in checks)


def is_valid_registration_number(number: str, country: str) -> bool:
    """Whether a REGON or IČO passes its check digits. A Polish KRS number (ten digits) has none."""
    compact = compact_number(number)
    if country == "PL" and len(compact) == 10 and compact.isdigit():
        return True
    checks = REGISTRATION.get(country, ())
    return not checks or any(_passes(check, compact) for check in checks)


def _passes(check: str, number: str) -> bool:
    return bool(import_module(f"stdnum.{check}").is_valid(number))
