"""Our words in the code lists of EN 16931."""

from caruso.sales.models.product import UNITS, TaxClass

#: UNTDID 1001: commercial invoice, credit note.
INVOICE, CREDIT_NOTE = "380", "381"
#: UNTDID 4461: credit transfer.
CREDIT_TRANSFER = "30"
#: UNTDID 5305 and the VATEX code list: why no tax is asked.
REVERSE_CHARGE, EXEMPT, ZERO, STANDARD = "AE", "E", "Z", "S"
REASONS = {REVERSE_CHARGE: ("VATEX-EU-AE", "Reverse charge"), EXEMPT: ("", "Exempt from tax")}


def unit(value: str) -> str:
    """UN/ECE Recommendation 20 and 21; what has no other code is as buyer and seller agreed."""
    return UNITS.code_of(value)


def tax_category(tax_class: str, *, reverse_charge: bool) -> str:
    if reverse_charge:
        return REVERSE_CHARGE
    return {TaxClass.EXEMPT: EXEMPT, TaxClass.ZERO: ZERO}.get(TaxClass(tax_class), STANDARD)


def vat_number(number: str, country: str) -> str:
    """With the prefix of its country (BR-CO-9); Greece writes EL."""
    prefix = "EL" if country == "GR" else country
    if not number or number[:2].isalpha():
        return number
    return f"{prefix}{number}"
