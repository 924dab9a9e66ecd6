"""The business rules of EN 16931-1 that the schema does not know: what a receiver would refuse, said before it is sent.

Source: EN 16931-1:2017, chapter 6.4 (BR-… and BR-CO-…).
"""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from caruso.kernel.money.amount import round_to_unit
from caruso.sales.einvoice.codes import EXEMPT, REVERSE_CHARGE, STANDARD
from caruso.sales.einvoice.content import HUNDRED, NOTHING, Content

#: The tax of a rate may differ from basis × rate by less than one unit of the currency (BR-CO-17).
TOLERANCE = Decimal(1)


def broken_rules(content: Content) -> list[tuple[str, str]]:
    """Each rule that is broken, with what to mend."""
    return [*_said(content), *_added_up(content), *_taxed(content)]


def _said(content: Content) -> Iterator[tuple[str, str]]:
    seller, buyer = content.seller, content.buyer
    for rule, value, missing in (
        ("BR-02", content.number, _("The invoice has no number.")),
        ("BR-06", seller.name, _("Your firm has no name.")),
        ("BR-07", buyer.name, _("The customer has no name.")),
        ("BR-09", seller.country, _("Your firm has no country.")),
        ("BR-11", buyer.country, _("The customer's address has no country.")),
        ("BR-16", content.items, _("The invoice has no lines.")),
        ("BR-CO-18", content.taxes, _("The invoice has no taxes.")),
        (
            "BR-CO-26",
            seller.vat_number or seller.registration_number,
            _("Your firm has neither a VAT number nor a registration number."),
        ),
        ("BR-50", content.is_credit_note or content.bank_account, _("Your firm has no bank account.")),
        (
            "BR-CO-25",
            content.is_credit_note or content.payable <= 0 or content.due_on or content.terms,
            _("The invoice says not when it is to be paid."),
        ),
    ):
        if not value:
            yield rule, missing
    for party in (seller, buyer):
        if party.vat_number and not party.vat_number[:2].isalpha():
            yield "BR-CO-09", _("A VAT number begins with its country: %(number)s.") % {"number": party.vat_number}
    for item in content.items:
        if not item.name:
            yield "BR-25", _("Line %(number)d has no name.") % {"number": item.number}


def _added_up(content: Content) -> Iterator[tuple[str, str]]:
    for rule, said, summed in (
        ("BR-CO-10", content.lines_net, sum((item.net for item in content.items), NOTHING)),
        ("BR-CO-11", content.allowances, sum((tax.allowance for tax in content.taxes), NOTHING)),
        ("BR-CO-13", content.net, content.lines_net - content.allowances),
        ("BR-CO-14", content.tax, sum((tax.amount for tax in content.taxes), NOTHING)),
        ("BR-CO-15", content.gross, content.net + content.tax),
        ("BR-CO-16", content.payable, content.gross),
    ):
        if said != summed:
            yield rule, _("%(said)s is not the sum of its parts, %(summed)s.") % {"said": said, "summed": summed}


def _taxed(content: Content) -> Iterator[tuple[str, str]]:
    for tax in content.taxes:
        reckoned = round_to_unit(tax.basis * tax.percent / HUNDRED, content.currency)
        if abs(tax.amount - reckoned) >= TOLERANCE:
            yield (
                "BR-CO-17",
                _("The tax at %(percent)s %% is not %(amount)s.")
                % {
                    "percent": tax.percent,
                    "amount": tax.amount,
                },
            )
        if tax.category == STANDARD and tax.percent <= 0:
            yield "BR-S-05", _("The standard rate is more than nothing.")
        if tax.category in (REVERSE_CHARGE, EXEMPT) and tax.amount:
            yield f"BR-{tax.category}-09", _("There is a tax where none may be.")
        if tax.category == REVERSE_CHARGE and not (content.seller.vat_number and content.buyer.vat_number):
            yield "BR-AE-02", _("Reverse charge needs the VAT numbers of both.")
        if tax.category == STANDARD and not content.seller.vat_number:
            yield "BR-S-02", _("Your firm has no VAT number.")
