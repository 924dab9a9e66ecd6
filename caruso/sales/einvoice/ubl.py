"""Invoices and credit notes as UBL 2.1 XML. Source: OASIS UBL 2.1, and CEN/TS 16931-3-2 for what goes where."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as Tree

from caruso.kernel.money.amount import round_to_unit
from caruso.sales.einvoice.codes import CREDIT_TRANSFER, REASONS
from caruso.sales.einvoice.content import Content, Item, Party, Tax

STANDARD = "urn:cen.eu:en16931:2017"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"}
INVOICE, CREDIT_NOTE = f"{_UBL}Invoice-2", f"{_UBL}CreditNote-2"


def as_ubl(content: Content) -> bytes:
    """The document as XML in UTF-8."""
    for prefix, name in NAMESPACES.items():
        Tree.register_namespace(prefix, name)
    note = content.is_credit_note
    root = Tree.Element(f"{{{CREDIT_NOTE if note else INVOICE}}}{'CreditNote' if note else 'Invoice'}")
    _head(root, content)
    _references(root, content)
    _party(_group(root, "AccountingSupplierParty"), content.seller)
    _party(_group(root, "AccountingCustomerParty"), content.buyer)
    if content.sold_on:
        _text(_group(root, "Delivery"), "ActualDeliveryDate", content.sold_on)
    _payment(root, content)
    for tax in content.taxes:
        _allowance(root, tax, content.currency)
    _taxes(root, content)
    _totals(root, content)
    for item in content.items:
        _item(root, item, content)
    # The document's own namespace stands without a prefix, as readers of UBL are used to.
    Tree.register_namespace("", CREDIT_NOTE if note else INVOICE)
    Tree.indent(root)
    written: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _head(root: Tree.Element, content: Content) -> None:
    _text(root, "CustomizationID", STANDARD)
    _text(root, "ID", content.number)
    _text(root, "IssueDate", content.issued_on)
    if content.is_credit_note:
        _text(root, "CreditNoteTypeCode", content.kind)
    else:
        _text(root, "DueDate", content.due_on)
        _text(root, "InvoiceTypeCode", content.kind)
    _text(root, "Note", content.note)
    _text(root, "DocumentCurrencyCode", content.currency)
    if content.own_tax:
        _text(root, "TaxCurrencyCode", content.own_tax.currency)
    _text(root, "BuyerReference", content.buyer_reference)


def _references(root: Tree.Element, content: Content) -> None:
    if content.order:
        _text(_group(root, "OrderReference"), "ID", content.order)
    if content.corrects:
        document = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _text(document, "ID", content.corrects[0])
        _text(document, "IssueDate", content.corrects[1])


def _party(parent: Tree.Element, party: Party) -> None:
    within = _group(parent, "Party")
    address = _group(within, "PostalAddress")
    _text(address, "StreetName", party.street)
    _text(address, "CityName", party.city)
    _text(address, "PostalZone", party.postal_code)
    _text(_group(address, "Country"), "IdentificationCode", party.country)
    if party.vat_number:
        tax = _group(within, "PartyTaxScheme")
        _text(tax, "CompanyID", party.vat_number)
        _vat(tax)
    legal = _group(within, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    _text(legal, "CompanyID", party.registration_number)
    if party.email:
        _text(_group(within, "Contact"), "ElectronicMail", party.email)


def _payment(root: Tree.Element, content: Content) -> None:
    if content.bank_account and not content.is_credit_note:
        means = _group(root, "PaymentMeans")
        _text(means, "PaymentMeansCode", CREDIT_TRANSFER)
        _text(means, "PaymentID", content.number)
        account = _group(means, "PayeeFinancialAccount")
        _text(account, "ID", content.bank_account)
        if content.bank_code:
            _text(_group(account, "FinancialInstitutionBranch"), "ID", content.bank_code)
    if content.terms:
        _text(_group(root, "PaymentTerms"), "Note", content.terms)


def _allowance(root: Tree.Element, tax: Tax, currency: str) -> None:
    """The discount on everything, as far as it falls on this tax; less than nothing is a charge."""
    if tax.allowance:
        allowance = _group(root, "AllowanceCharge")
        _text(allowance, "ChargeIndicator", "false" if tax.allowance > 0 else "true")
        _text(allowance, "AllowanceChargeReason", "Discount" if tax.allowance > 0 else "Rounding")
        _money(allowance, "Amount", abs(tax.allowance), currency)
        _category(_group(allowance, "TaxCategory"), tax.category, tax.percent)


def _taxes(root: Tree.Element, content: Content) -> None:
    total = _group(root, "TaxTotal")
    _money(total, "TaxAmount", content.tax, content.currency)
    for tax in content.taxes:
        part = _group(total, "TaxSubtotal")
        _money(part, "TaxableAmount", tax.basis, content.currency)
        _money(part, "TaxAmount", tax.amount, content.currency)
        _category(_group(part, "TaxCategory"), tax.category, tax.percent, with_reason=True)
    if content.own_tax:
        _money(_group(root, "TaxTotal"), "TaxAmount", content.own_tax.amount, content.own_tax.currency)


def _totals(root: Tree.Element, content: Content) -> None:
    total = _group(root, "LegalMonetaryTotal")
    _money(total, "LineExtensionAmount", content.lines_net, content.currency)
    _money(total, "TaxExclusiveAmount", content.net, content.currency)
    _money(total, "TaxInclusiveAmount", content.gross, content.currency)
    allowances = sum((tax.allowance for tax in content.taxes if tax.allowance > 0), Decimal(0))
    charges = -sum((tax.allowance for tax in content.taxes if tax.allowance < 0), Decimal(0))
    if allowances:
        _money(total, "AllowanceTotalAmount", allowances, content.currency)
    if charges:
        _money(total, "ChargeTotalAmount", charges, content.currency)
    _money(total, "PayableAmount", content.payable, content.currency)


def _item(root: Tree.Element, item: Item, content: Content) -> None:
    note = content.is_credit_note
    line = _group(root, "CreditNoteLine" if note else "InvoiceLine")
    _text(line, "ID", item.number)
    quantity = _text(line, "CreditedQuantity" if note else "InvoicedQuantity", _plain(item.quantity))
    if quantity is not None:
        quantity.set("unitCode", item.unit)
    _money(line, "LineExtensionAmount", item.net, content.currency)
    if item.period:
        period = _group(line, "InvoicePeriod")
        _text(period, "StartDate", item.period[0])
        _text(period, "EndDate", item.period[1])
    goods = _group(line, "Item")
    _text(goods, "Description", item.description)
    _text(goods, "Name", item.name)
    if item.code:
        _text(_group(goods, "SellersItemIdentification"), "ID", item.code)
    _category(_group(goods, "ClassifiedTaxCategory"), item.category, item.percent)
    price = _group(line, "Price")
    _amount(price, "PriceAmount", item.price, content.currency)
    if item.gross_price != item.price:
        discount = _group(price, "AllowanceCharge")
        _text(discount, "ChargeIndicator", "false")
        _amount(discount, "Amount", item.gross_price - item.price, content.currency)
        _amount(discount, "BaseAmount", item.gross_price, content.currency)


def _category(parent: Tree.Element, category: str, percent: Decimal, *, with_reason: bool = False) -> None:
    _text(parent, "ID", category)
    _text(parent, "Percent", _plain(percent))
    if with_reason and category in REASONS:
        code, reason = REASONS[category]
        _text(parent, "TaxExemptionReasonCode", code)
        _text(parent, "TaxExemptionReason", reason)
    _vat(parent)


def _vat(parent: Tree.Element) -> None:
    _text(_group(parent, "TaxScheme"), "ID", "VAT")


def _group(parent: Tree.Element, name: str) -> Tree.Element:
    return Tree.SubElement(parent, f"{{{NAMESPACES['cac']}}}{name}")


def _text(parent: Tree.Element, name: str, value: str | int | date | None) -> Tree.Element | None:
    """Nothing is written for nothing; control characters, which XML cannot hold, are left out."""
    if value is None or value == "":
        return None
    element = Tree.SubElement(parent, f"{{{NAMESPACES['cbc']}}}{name}")
    said = value.isoformat() if isinstance(value, date) else str(value)
    element.text = "".join(sign for sign in said if sign >= " " or sign in "\n\t")
    return element


def _money(parent: Tree.Element, name: str, amount: Decimal, currency: str) -> None:
    _amount(parent, name, round_to_unit(amount, currency), currency, plain=False)


def _amount(parent: Tree.Element, name: str, amount: Decimal, currency: str, *, plain: bool = True) -> None:
    element = _text(parent, name, _plain(amount) if plain else f"{amount:f}")
    if element is not None:
        element.set("currencyID", currency)


def _plain(value: Decimal) -> str:
    """Without zeros at the end: `23.000` as `23`."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
