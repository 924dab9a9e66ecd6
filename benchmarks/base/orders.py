"""The invented orders: a few baskets of ten lines that are ordered again and again, by few accounts often."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.base.deals import stored
from benchmarks.base.history import DAYS, EntryRow, EventRow
from benchmarks.base.size import Size
from benchmarks.base.tables import columns_of, rows_of
from caruso.customers.models import Account
from caruso.kernel import rows
from caruso.kernel.numbering import written
from caruso.sales.models import Handover, Order, OrderLine, Product
from caruso.sales.models.handover import COLLECTED
from caruso.sales.models.money import own_currency
from caruso.sales.models.order import OrderState

BASKETS, LINES = 200, 10
#: Of five accounts one orders four times in five.
BEST, OFTEN = 0.2, 0.8


def lines_of(kind: Any, products: Sequence[Product], dice: Random, count: int) -> list[Any]:
    """Unsaved lines of such a document."""
    return [
        kind(
            position=position, product=product, sku=product.sku, description=str(product), unit=product.unit,
            quantity=Decimal(dice.randrange(1, 40)), price=product.price, cost=product.cost, tax_class=product.tax_class,
        )
        for position, product in enumerate(dice.choice(products) for _line in range(count))
    ]  # fmt: skip


class Orders:
    """`staff` are (person, team) by number; the days on which each account has ordered are gathered in `days`."""

    def __init__(self, size: Size, products: Sequence[Product], staff: list[tuple[int, int]], now: datetime) -> None:
        self.size, self.staff, self.now = size, staff, now
        self.dice = Random(5)
        self.days: dict[int, list[date]] = {}
        self.numbers: dict[int, int] = {}
        self.baskets = [self._basket(products) for _basket in range(BASKETS)]

    def _basket(self, products: Sequence[Product]) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        """What an order of these lines adds up to, and the lines as rows."""
        lines = lines_of(OrderLine, products, self.dice, LINES)
        order = Order(account=Account(country="PL"), currency=own_currency())
        order.reckon(lines)
        order.derive()
        names = ("currency", "tax_country", "tax_summary", "net_total", "net_base", "tax_total", "gross_total",
                 "gross_base", "cost_total", "margin", "discount_total")  # fmt: skip
        return {name: getattr(order, name) for name in names}, list(rows_of(OrderLine, lines))

    def all(self) -> Iterator[Any]:
        """In the order of time."""
        for number in range(1, self.size.orders + 1):
            moment = self.now - timedelta(seconds=DAYS * 86_400 * (self.size.orders - number) // self.size.orders)
            owner, team = self.staff[number % len(self.staff)]
            account = self._account()
            self.days.setdefault(account, []).append(moment.date())
            self.numbers[moment.year] = self.numbers.get(moment.year, 0) + 1
            order = rows.blank(Order)
            order.__dict__ |= {
                "id": number, "number": written(Order.NUMBERING, moment.year, self.numbers[moment.year]),
                "account_id": account, "state": self._state(moment), "ordered_on": moment.date(), "owner_id": owner,
                "team_id": team, "created_by_id": owner, "created_at": stored(moment), "updated_at": stored(moment),
                **self._basket_of(number)[0],
            }  # fmt: skip
            yield order

    def lines(self, orders: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The lines of these orders as rows, numbered through."""
        columns = columns_of(OrderLine)
        number, document = columns.index("id"), columns.index("document_id")
        for order in orders:
            for place, line in enumerate(self._basket_of(order.pk)[1]):
                row = list(line)
                row[number], row[document] = (order.pk - 1) * LINES + place + 1, order.pk
                yield tuple(row)

    def events(self, orders: Sequence[Any], number: int) -> Iterator[tuple[EventRow, list[EntryRow]]]:
        """That they were made, and put into the outbox."""
        for order in orders:
            for key, places in (
                ("sales.order", [("sales.order", order.pk), ("customers.account", order.account_id)]),
                ("sales.handover", [("sales.handover", order.pk)]),
            ):
                number += 1
                event = (number, "created", key, order.pk, order.created_at, order.owner_id, "page", "{}")
                yield event, [(place, one, order.created_at, number, "created") for place, one in places]

    def handovers(self, orders: Sequence[Any]) -> list[Any]:
        """All wait to be collected, as in a firm without a back office."""
        found = []
        for order in orders:
            one = rows.blank(Handover)
            one.__dict__ |= {
                "id": order.pk, "title": order.number, "order_id": order.pk, "target": COLLECTED,
                "key": f"{COLLECTED}:sales.order:{order.pk}", "owner_id": order.owner_id, "team_id": order.team_id,
                "created_by_id": order.owner_id, "created_at": order.created_at, "updated_at": order.created_at,
            }  # fmt: skip
            found.append(one)
        return found

    def _basket_of(self, order: int) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
        return self.baskets[order * 7919 % BASKETS]

    def _account(self) -> int:
        best = int(self.size.accounts * BEST)
        if self.dice.random() < OFTEN:
            return 1 + self.dice.randrange(best)
        return 1 + best + self.dice.randrange(self.size.accounts - best)

    def _state(self, moment: datetime) -> str:
        return OrderState.CLOSED if (self.now - moment).days > 60 else OrderState.CONFIRMED
