"""The second part of the base: products, deals, orders and what is kept beside them."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from benchmarks.base.customers import draw_accounts_of_contacts
from benchmarks.base.deals import Deals
from benchmarks.base.orders import Orders, lines_of
from benchmarks.base.records import Records, batches, last_number, write_events
from benchmarks.base.size import Size
from benchmarks.base.tables import columns_of, rows_of, write
from caruso.kernel import writing
from caruso.kernel.models import Event, NumberSeries, User
from caruso.sales.insight.snapshots import keep
from caruso.sales.keeping.passages import add, counted
from caruso.sales.models import (
    ForecastSnapshot,
    Handover,
    Opportunity,
    Order,
    OrderLine,
    Product,
    Quote,
    QuoteLine,
    Rhythm,
    StagePassage,
    Target,
)
from caruso.sales.rules.periods import period_of
from caruso.sales.rules.rhythm import habit

PRODUCTS, QUOTES, QUOTE_LINES = 300, 100, 50
#: Forecasts were kept so many weeks.
WEEKS = 60


class SalesBase:
    """Built in steps of which each writes whole tables."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.now = timezone.now()
        self.admin = User.objects.get(email="admin@example.com")
        reps = User.objects.filter(email__startswith="rep").order_by("pk")
        self.staff = [(pk, team) for pk, team in reps.values_list("pk", "team") if team]

    def prepare(self) -> None:
        """What the firm sells, and what its people shall reach, through the verbs."""
        dice = Random(6)
        products = [
            Product(
                name=f"Machine {number}" if number % 3 else f"Coffee {number}", sku=f"TC-{number:04}",
                price=Decimal(dice.randrange(500, 300_000)) / 100, cost=Decimal(dice.randrange(100, 500)),
            )
            for number in range(1, PRODUCTS + 1)
        ]  # fmt: skip
        writing.create(products, by=self.admin)
        self.products = products
        period = period_of("quarter", self.now.date())
        targets = [
            Target(name=f"Quarter of {person}", owner_id=person, team_id=team, amount=Decimal(3_000_000),
                   first_day=period.first)
            for person, team in self.staff
        ]  # fmt: skip
        writing.create(targets, by=self.admin)

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        self.records = Records()
        return [("deals", self._write_deals), ("orders", self._write_orders)]

    def _write_deals(self) -> None:
        deals = Deals(self.size, draw_accounts_of_contacts(self.size), self.staff, self.now)
        tallies: Counter[Any] = Counter()
        for batch in batches(deals.all()):
            self.records.write(Opportunity, [deal.record for deal in batch])
            passages = [passage for deal in batch for passage in deal.passages]
            write(
                StagePassage._meta.db_table,
                columns_of(StagePassage)[1:],
                (row[1:] for row in rows_of(StagePassage, passages)),
            )
            counted(passages, tallies)
            write_events(_numbered(batch))
        add(tallies)

    def _write_orders(self) -> None:
        orders = Orders(self.size, self.products, self.staff, self.now)
        for batch in batches(orders.all()):
            self.records.write(Order, batch)
            write(OrderLine._meta.db_table, columns_of(OrderLine), orders.lines(batch))
            self.records.write(Handover, orders.handovers(batch))
            write_events(orders.events(batch, last_number(Event._meta.db_table)))
        for year, last in orders.numbers.items():
            NumberSeries.objects.create(object="sales.order", year=year, next=last + 1, pattern=Order.NUMBERING)
        habits = ((account, habit(days)) for account, days in orders.days.items())
        rhythms = [(account, one.orders, one.days, one.last_on, one.next_on) for account, one in habits if one]
        write(Rhythm._meta.db_table, ["account_id", "orders", "days", "last_on", "next_on"], rhythms)

    def finish(self) -> None:
        """What is quicker with indexes: some quotes by the verbs, forecasts of the past."""
        dice = Random(7)
        for number in range(1, QUOTES + 1):
            lines = lines_of(QuoteLine, self.products, dice, QUOTE_LINES)
            Quote(account_id=number, title=f"Offer {number}", owner=self.admin).create(by=self.admin, lines=lines)
        self._keep_forecasts()

    def _keep_forecasts(self) -> None:
        """The forecast of today as if it had been kept for weeks."""
        today = self.now.date()
        for span in ("month", "quarter"):
            keep(period_of(span, today), today)
        kept = list(ForecastSnapshot.objects.all())
        for week in range(1, WEEKS):
            day = today - timedelta(weeks=week)
            for one in kept:
                period = period_of("month" if (one.last_day - one.first_day).days < 32 else "quarter", day)
                one.pk, one.taken_on, one.first_day, one.last_day = None, day, period.first, period.last
            ForecastSnapshot.objects.bulk_create(kept)


def _numbered(deals: list[Any]) -> Iterator[Any]:
    number = last_number(Event._meta.db_table)
    for deal in deals:
        yield from deal.events(number)
        number += len(deal.happened)
