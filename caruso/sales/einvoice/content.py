"""What an e-invoice says, apart from its syntax. Names follow the business terms (BT) and groups (BG) of EN 16931-1."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from caruso.sales.einvoice import codes
from caruso.sales.models.invoice import Invoice, InvoiceLine
from caruso.sales.sharing import sums_of
from caruso.sales.tax_currency import OwnTax, own_tax

NOTHING = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Party:
    """BG-4 and BG-7: seller or buyer."""

    name: str
    street: str
    city: str
    postal_code: str
    country: str
    vat_number: str
    registration_number: str
    email: str


@dataclass(frozen=True)
class Item:
    """BG-25: a line. `price` is net of the line's discount, `gross_price` before it."""

    number: int
    name: str
    description: str
    code: str
    quantity: Decimal
    unit: str
    price: Decimal
    gross_price: Decimal
    net: Decimal
    category: str
    percent: Decimal
    period: tuple[date, date] | None = None


@dataclass(frozen=True)
class Tax:
    """BG-23: the taxes of a category and rate, with the discount on the document that falls on it (BG-20)."""

    category: str
    percent: Decimal
    basis: Decimal
    amount: Decimal
    allowance: Decimal


@dataclass(frozen=True)
class Content:
    """`own_tax` is the tax in the currency of accounting (BT-6, BT-111), where that is another one."""

    number: str
    kind: str
    issued_on: date
    due_on: date | None
    sold_on: date | None
    currency: str
    note: str
    buyer_reference: str
    order: str
    corrects: tuple[str, date] | None
    seller: Party
    buyer: Party
    bank_account: str
    bank_code: str
    terms: str
    items: list[Item]
    taxes: list[Tax]
    lines_net: Decimal
    allowances: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    payable: Decimal = field(default=NOTHING)
    own_tax: OwnTax | None = None

    @property
    def is_credit_note(self) -> bool:
        return self.kind == codes.CREDIT_NOTE


def content_of(invoice: Invoice) -> Content:
    """Read from an issued invoice, with the parties as they were then."""
    lines = [line for line in invoice.lines.select_related("period") if line.counts]
    seller = invoice.parties.get("seller", {})
    corrected = invoice.corrects
    assert invoice.issued_on is not None
    return Content(
        number=invoice.number,
        kind=codes.CREDIT_NOTE if invoice.is_credit_note else codes.INVOICE,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        sold_on=invoice.sold_on,
        currency=invoice.currency,
        note=invoice.reason or invoice.intro,
        buyer_reference=invoice.customer_reference,
        order=invoice.order.number if invoice.order else "",
        corrects=(corrected.number, corrected.issued_on) if corrected and corrected.issued_on else None,
        seller=_party(seller),
        buyer=_party(invoice.parties.get("buyer", {})),
        bank_account="".join(seller.get("bank_account", "").split()),
        bank_code=seller.get("bank_code", ""),
        terms=invoice.terms,
        items=[_item(number, line, invoice) for number, line in enumerate(lines, start=1)],
        taxes=_taxes(invoice, lines),
        lines_net=sum((line.net for line in lines), NOTHING),
        allowances=invoice.discount_total,
        net=invoice.net_total,
        tax=invoice.tax_total,
        gross=invoice.gross_total,
        payable=invoice.gross_total,
        own_tax=own_tax(invoice),
    )


def _party(values: dict[str, str]) -> Party:
    country = values.get("country", "")
    return Party(
        name=values.get("name", ""),
        street=values.get("street", ""),
        city=values.get("city", ""),
        postal_code=values.get("postal_code", ""),
        country=country,
        vat_number=codes.vat_number(values.get("tax_number", ""), country),
        registration_number=values.get("registration_number", ""),
        email=values.get("email", ""),
    )


def _item(number: int, line: InvoiceLine, invoice: Invoice) -> Item:
    """A price below nothing is not allowed (BR-27); the quantity is below nothing instead."""
    sign = -1 if line.price < 0 else 1
    gross_price = line.price * sign
    return Item(
        number=number,
        name=line.description,
        description=line.details,
        code=line.sku,
        quantity=line.quantity * sign,
        unit=codes.unit(line.unit),
        price=gross_price * (HUNDRED - line.discount_percent) / HUNDRED,
        gross_price=gross_price,
        net=line.net,
        category=codes.tax_category(line.tax_class, reverse_charge=invoice.reverse_charge),
        percent=line.tax_percent,
        period=(line.period.starts_on, line.period.ends_on) if line.period else None,
    )


def _taxes(invoice: Invoice, lines: list[InvoiceLine]) -> list[Tax]:
    found: dict[tuple[str, Decimal], Tax] = {}
    for (tax_class, percent), one in sums_of(invoice, lines).items():
        category = codes.tax_category(tax_class, reverse_charge=invoice.reverse_charge)
        before = found.get((category, percent), Tax(category, percent, NOTHING, NOTHING, NOTHING))
        found[category, percent] = Tax(
            category,
            percent,
            before.basis + one.lines_net - one.discount,
            before.amount + one.tax,
            before.allowance + one.discount,
        )
    return list(found.values())
