"""Our words in the code lists of EN 16931."""

from caruso.sales.models.product import TaxClass, Unit

#: UN/ECE Recommendation 20 and 21.
UNITS = {
    Unit.PIECE: "C62",
    Unit.HOUR: "HUR",
    Unit.DAY: "DAY",
    Unit.MONTH: "MON",
    Unit.KILOGRAM: "KGM",
    Unit.LITRE: "LTR",
    Unit.METRE: "MTR",
    Unit.SQUARE_METRE: "MTK",
    Unit.KILOMETRE: "KMT",
    Unit.SET: "SET",
    Unit.PACKAGE: "XPK",
}
#: A unit of the firm's own, which the lists do not know: as buyer and seller agreed.
AGREED = "ZZ"
#: UNTDID 1001: commercial invoice, credit note.
INVOICE, CREDIT_NOTE = "380", "381"
#: UNTDID 4461: credit transfer.
CREDIT_TRANSFER = "30"
#: UNTDID 5305 and the VATEX code list: why no tax is asked.
REVERSE_CHARGE, EXEMPT, ZERO, STANDARD = "AE", "E", "Z", "S"
REASONS = {REVERSE_CHARGE: ("VATEX-EU-AE", "Reverse charge"), EXEMPT: ("", "Exempt from tax")}


def unit(value: str) -> str:
    return UNITS[Unit(value)] if value in Unit.values else AGREED


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
