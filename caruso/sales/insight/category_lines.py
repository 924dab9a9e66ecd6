"""What targets of a product category count: lines, each with its part of the net of its document in the firm's money.

Of what is won the lines of the accepted quotes tell which products it was; a deal without one tells none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum, When

from caruso.kernel.models import User
from caruso.sales.insight.parts import in_days, in_moments, part_of
from caruso.sales.insight.teams import CategoryTree, TeamTree
from caruso.sales.models import Invoice, InvoiceLine, Opportunity, Order, OrderLine, Quote, QuoteLine, Target
from caruso.sales.models.invoice import InvoiceKind, InvoiceState
from caruso.sales.models.order import OrderState
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.models.quote import QuoteState
from caruso.sales.models.target import Measure

MONEY = DecimalField(max_digits=30, decimal_places=10)
#: The net of a line, less the discount on its whole document, in the firm's currency.
SHARE = ExpressionWrapper(
    F("net") * (100 - F("document__discount_percent")) * F("document__net_base") / F("document__net_total") / 100,
    output_field=MONEY,
)


def signed(amount: Any, kind: str) -> Any:
    """What is given back counts against what was invoiced."""
    return Case(When(**{kind: InvoiceKind.CREDIT_NOTE}, then=-amount), default=amount, output_field=MONEY)


def issued(user: User) -> QuerySet[Invoice]:
    return Invoice.objects.visible_to(user).exclude(state=InvoiceState.DRAFT)


def placed(user: User) -> QuerySet[Order]:
    """Orders that count: those that were confirmed and not cancelled since."""
    return Order.objects.visible_to(user).exclude(state__in=(OrderState.HELD, OrderState.CANCELLED))


def _accepted(user: User) -> QuerySet[Quote]:
    won = Opportunity.objects.visible_to(user).filter(outcome=StageOutcome.WON)
    return Quote.objects.visible_to(user).filter(state=QuoteState.ACCEPTED, opportunity__in=won)


@dataclass(frozen=True)
class _Source:
    """Lines of these documents, counted by the owner, the account and the day of `record`."""

    lines: Any
    documents: Callable[[User], QuerySet[Any]]
    record: str
    day: str
    within: Callable[[Target, str], Q]
    share: Any = SHARE

    def counted(self, user: User) -> QuerySet[Any]:
        found = self.lines.objects.filter(document__in=self.documents(user).exclude(net_total=0))
        counts = found.exclude(optional=True, chosen=False)
        return counts.annotate(share=self.share, day=F(f"{self.record}{self.day}"))

    def part(self, target: Target, teams: TeamTree, categories: set[int]) -> Q:
        about = part_of(target, teams, f"{self.record}account__", self.record)
        return about & self.within(target, f"{self.record}{self.day}") & Q(product__category__in=categories)


_SOURCES = {
    Measure.WON: _Source(QuoteLine, _accepted, "document__opportunity__", "closed_at", in_moments),
    Measure.ORDERED: _Source(OrderLine, placed, "document__", "ordered_on", in_days),
    Measure.INVOICED: _Source(InvoiceLine, issued, "document__", "issued_on", in_days, signed(SHARE, "document__kind")),
}


def category_sums(targets: Sequence[Target], user: User, teams: TeamTree) -> dict[str, Any]:
    """What the lines of each target's category, and of those below it, come to; the targets measure the same."""
    source, tree = _SOURCES[Measure(targets[0].measure)], CategoryTree()
    below = {one.pk: tree.below(one.category_id) for one in targets if one.category_id}
    mine = source.counted(user).filter(product__category__in=set[int]().union(*below.values()))
    sums = {f"target_{one.pk}": Sum("share", filter=source.part(one, teams, below[one.pk])) for one in targets}
    return mine.aggregate(**sums)


def category_lines(target: Target, user: User, teams: TeamTree) -> QuerySet[Any]:
    """The lines behind that sum, the newest first, with `share` and `day`."""
    assert target.category_id is not None
    source, below = _SOURCES[Measure(target.measure)], CategoryTree().below(target.category_id)
    mine = source.counted(user).filter(source.part(target, teams, below))
    return mine.select_related("document", "product").order_by("-day", "-pk")
