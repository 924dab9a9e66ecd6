"""A document laid out for a reader: everything that the template prints, in the customer's language."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caruso.kernel.countries import COUNTRIES, country_name
from caruso.kernel.models import Organisation
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models.paid_parts import how_often
from caruso.sales.printing import figures
from caruso.sales.rules.totals import INTERVALS, Part

NOTHING = Decimal(0)


@dataclass(frozen=True)
class PaperLine:
    """One row. `line` is what it was made of; figures are texts."""

    line: Any
    position: int
    quantity: str
    unit: str
    price: str
    discount: str
    tax: str
    net: str

    @property
    def counts(self) -> bool:
        return bool(self.line.counts)


@dataclass(frozen=True)
class PaperSection:
    title: str
    lines: list[PaperLine]
    net: str


@dataclass(frozen=True)
class PaperPart:
    """What is paid once, or every month, quarter or year."""

    paid: str
    discount: str
    net: str
    tax: str
    gross: str


@dataclass
class Paper:
    """What is printed. `facts` stand at the head as (label, value); `closing` is a template for below the totals."""

    title: str
    document: Any
    seller: Organisation
    language: str
    facts: list[tuple[Any, Any]]
    sections: list[PaperSection]
    taxes: list[tuple[str, str, str]]
    totals: list[tuple[str, str]]
    gross: str
    gross_label: str = ""
    parts: list[PaperPart] = field(default_factory=list)
    closing: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def has_discounts(self) -> bool:
        return any(one.discount for section in self.sections for one in section.lines)

    @property
    def columns(self) -> int:
        return 7 if self.has_discounts else 6

    @property
    def taxed_in(self) -> str:
        """The country whose tax a consumer there pays; empty where it is the seller's own."""
        country = self.document.tax_country
        return country_name(country) if country not in ("", self.seller.country) else ""

    @property
    def seller_country(self) -> str:
        """Told only to customers elsewhere."""
        elsewhere = self.document.account.country not in ("", self.seller.country)
        return str(dict(COUNTRIES).get(self.seller.country, "")) if elsewhere else ""


def language_of(document: Any) -> str:
    """That of the document, else of the customer, else of the firm."""
    return document.language or document.account.language or current_organisation().language


@contextmanager
def in_its_language(document: Any) -> Iterator[str]:
    """Everything inside is said in the language of the document's reader."""
    language = language_of(document)
    with translation.override(language):
        yield language


def paper_of(document: Any, title: str, facts: Sequence[tuple[Any, Any]], lines: Sequence[Any], **more: Any) -> Paper:
    """Lay out a document; call it inside `in_its_language`."""
    currency = document.currency
    parts = document.parts(lines)
    return Paper(
        title=title,
        document=document,
        seller=current_organisation(),
        language=language_of(document),
        facts=[(label, value) for label, value in facts if value],
        sections=_sections(lines, currency, apart=bool(parts)),
        taxes=[_tax_row(one, currency, document.reverse_charge) for one in document.tax_summary],
        totals=_totals(document, lines),
        gross=figures.amount(document.gross_total, currency),
        parts=[_part(one, currency) for one in parts],
        **more,
    )


def _part(part: Part, currency: str) -> PaperPart:
    amounts = (-part.discount, part.net, part.tax, part.gross)
    return PaperPart(how_often(part.interval), *(figures.amount(one, currency) for one in amounts))


def _sections(lines: Sequence[Any], currency: str, *, apart: bool) -> list[PaperSection]:
    """Each heading with the lines below it, down to the next heading."""
    groups: list[tuple[str, list[PaperLine]]] = []
    for position, line in enumerate(lines, 1):
        if not groups or (line.section and line.section != groups[-1][0]):
            groups.append((line.section, []))
        groups[-1][1].append(_row(line, position, currency))
    return [PaperSection(title, rows, _sum(rows, currency, apart=apart)) for title, rows in groups]


def _sum(rows: Sequence[PaperLine], currency: str, *, apart: bool) -> str:
    """What the lines below a heading come to; `apart` tells what is paid once from what is paid again and again."""
    counted = [row.line for row in rows if row.counts]
    intervals = [one for one in INTERVALS if any(line.recurring == one for line in counted)]
    if not apart or not any(intervals):
        return figures.amount(sum((line.net for line in counted), NOTHING), currency)
    nets = {one: sum((line.net for line in counted if line.recurring == one), NOTHING) for one in intervals}
    return figures.told_apart([(how_often(one), net) for one, net in nets.items()], currency)


def _row(line: Any, position: int, currency: str) -> PaperLine:
    return PaperLine(
        line=line,
        position=position,
        quantity=figures.quantity(line.quantity),
        unit=str(line.get_unit_display()),
        price=figures.amount(line.price, currency, exact=True),
        discount=figures.percent(line.discount_percent) if line.discount_percent else "",
        tax=figures.percent(line.tax_percent),
        net=figures.amount(line.net, currency),
    )


def _tax_row(group: dict[str, str], currency: str, reverse_charge: bool) -> tuple[str, str, str]:
    """Rate, net and tax."""
    label = figures.percent(Decimal(group["percent"]))
    if group["class"] == "exempt":
        label = _("exempt")
    elif reverse_charge:
        label = _("reverse charge")
    return label, figures.amount(Decimal(group["net"]), currency), figures.amount(Decimal(group["tax"]), currency)


def _totals(document: Any, lines: Sequence[Any]) -> list[tuple[str, str]]:
    """What leads to the total; the discount on everything only where there is one."""
    currency = document.currency
    rows = []
    if document.discount_total:
        before = sum((line.net for line in lines if line.counts), NOTHING)
        label = _("Discount %(percent)s") % {"percent": figures.percent(document.discount_percent)}
        rows += [(_("Sum of the lines"), figures.amount(before, currency))]
        rows += [(label, figures.amount(-document.discount_total, currency))]
    rows += [(pgettext("amount", "Net"), figures.amount(document.net_total, currency))]
    rows += [(_("Tax"), figures.amount(document.tax_total, currency))]
    return rows
