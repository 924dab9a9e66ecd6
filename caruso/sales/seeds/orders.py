"""Orders, deliveries and money: one shipped in part, invoices paid, late and overdue, a credit note, a subscription."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from caruso.customers.models import Account
from caruso.customers.seeds.chapters import Setting
from caruso.kernel.models import User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import CreditTerms, Delivery, Handover, Invoice, Order, OrderLine, Payment, Product, Return
from caruso.sales.reminding import propose_reminders
from caruso.sales.subscriptions import bill_subscriptions

SEED = 1881
#: What is sold first and what is ordered again and again: code in the catalogue, how many at most.
MACHINES = (("ARIA-2", 3), ("DUET", 2), ("BASSO", 4), ("RECIT", 2))
SUPPLIES = (("SOP-1", 60), ("COL-1", 30), ("CLEAN-T", 12), ("CUP-C", 10), ("FILTER", 8))
WORTH = {"EUR": Decimal(1), "PLN": Decimal(4), "CZK": Decimal(25)}
CARRIERS = ("inpost", "dpd", "packeta", "gls")


class Chapter:
    """Tells the orders; the same seed tells the same."""

    def __init__(self, setting: Setting) -> None:
        self.dice, self.now, self.people = random.Random(SEED), setting.now, setting.people
        self.today = setting.now.date()
        known = [one for one in setting.accounts if one.currency in WORTH and one.owner_id]
        self.accounts = self.dice.sample(known, min(len(known), 16))
        self.marek: User = setting.people["marek"]
        # Variants come after the product that they are of.
        self.products = {one.sku: one for one in Product.objects.order_by("-pk")}

    def tell(self) -> None:
        if len(self.accounts) < 5:
            return
        for account in self.accounts:
            days = self.dice.randrange(120, 330)
            self._sale(account, days, [*self._some(MACHINES), ("INSTALL", 1)])
            for _again in range(self.dice.randrange(3)):
                days = max(16, days - self.dice.randrange(35, 70))
                self._sale(account, days, self._some(SUPPLIES))
        self._in_part(self.accounts[0])
        self._subscription(self.accounts[1])
        self._credited(self.accounts[2])
        self._over_limit(self.accounts[3])
        self._paid_too_much(self.accounts[4])
        self._refused()
        propose_reminders(self.today)
        bill_subscriptions(self.today)

    def _some(self, goods: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
        chosen = self.dice.sample(goods, self.dice.randrange(1, 3))
        return [(code, self.dice.randrange(1, most + 1)) for code, most in chosen]

    def _order(self, account: Account, days: int, goods: list[tuple[str, int]]) -> Order:
        begun = self.now - timedelta(days=days)
        order = Order(
            account=account,
            owner=account.owner,
            currency=account.currency,
            language=account.language or "en",
            ordered_on=begun.date(),
            wanted_on=begun.date() + timedelta(days=21),
            customer_reference=f"PO {self.dice.randrange(1000, 9999)}",
        )
        order.created_at = begun
        return order.create(by=account.owner, lines=[self._line(account, *one) for one in goods])

    def _day(self, order: Order, days: int) -> datetime:
        """So many days after the order, as what leaves and arrives follows it."""
        return order.created_at + timedelta(days=days)

    def _line(self, account: Account, code: str, quantity: int) -> OrderLine:
        product, worth = self.products[code], WORTH[account.currency]
        return OrderLine(
            product=product,
            sku=product.sku,
            description=product.name,
            quantity=Decimal(quantity),
            unit=product.unit,
            tax_class=product.tax_class,
            recurring=product.recurring,
            price=(product.price or Decimal(0)) * worth,
            cost=(product.cost or Decimal(0)) * worth,
        )

    def _sale(self, account: Account, days: int, goods: list[tuple[str, int]]) -> None:
        """Delivered, invoiced, and paid in time, late, in part or not at all."""
        order = self._order(account, days, goods)
        by = account.owner
        delivery = Delivery(order=order, owner=by, planned_on=order.wanted_on).create(by=by, at=self._day(order, 1))
        carrier, parcel = self.dice.choice(CARRIERS), str(self.dice.randrange(10**11, 10**12))
        delivery.ship(by=by, email="", at=self._day(order, 2), carrier=carrier, tracking_number=parcel)
        if days > 12:
            delivery.arrive(by=by, at=self._day(order, 5))
        invoice = invoice_order(order, by=by)
        issued = self.today - timedelta(days=days - 3)
        invoice.issue(by=by, on=issued)
        late = self.dice.choices([-4, 3, 25, None], [6, 3, 2, 2])[0]
        paid_on = issued + timedelta(days=14 + late) if late is not None else self.today + timedelta(days=1)
        if paid_on <= self.today:
            self._pay(invoice, invoice.balance, paid_on)
            order.refresh_from_db()
            order.close(by=by)

    def _pay(self, invoice: Invoice, amount: Decimal, day: date) -> None:
        Payment(
            account_id=invoice.account_id,
            amount=amount,
            currency=invoice.currency,
            received_on=day,
            reference=invoice.number,
            method=self.dice.choice(["transfer", "transfer", "card"]),
            owner=self.marek,
        ).create(by=self.marek)

    def _in_part(self, account: Account) -> None:
        """The machines are there, half of the beans come later; what was delivered is invoiced and paid in part."""
        by = account.owner
        order = self._order(
            account,
            9,
            [("DUET", 2), ("SOP-1", 20), ("HOUR", 3)],
        )
        machines, beans, _hours = order.lines.all()
        first = Delivery(order=order, owner=by).create(
            by=by, quantities={machines.pk: Decimal(2), beans.pk: Decimal(8)}, at=self._day(order, 1)
        )
        parcel = "620012345678901234567890"
        first.ship(by=by, email="", at=self._day(order, 2), carrier="inpost", tracking_number=parcel)
        first.arrive(by=by, at=self._day(order, 4))
        Delivery(order=order, owner=by, planned_on=self.today + timedelta(days=4)).create(
            by=by, quantities={beans.pk: Decimal(6)}
        )
        invoice = invoice_order(order, {machines.pk: Decimal(2), beans.pk: Decimal(8)}, by=by)
        invoice.issue(by=by, on=self.today - timedelta(days=5))
        self._pay(invoice, (invoice.balance / 2).quantize(Decimal(1)), self.today - timedelta(days=1))

    def _subscription(self, account: Account) -> None:
        """A contract for care and a rent, billed every month."""
        self._order(account, 100, [("CARE", 2), ("RENT", 1)])

    def _credited(self, account: Account) -> None:
        """One of two machines was faulty and went back."""
        by = account.owner
        order = self._order(account, 40, [("ARIA-2", 2)])
        Delivery(order=order, owner=by).create(by=by, at=self._day(order, 1)).arrive(by=by, at=self._day(order, 3))
        invoice = invoice_order(order, by=by)
        invoice.issue(by=by, on=self.today - timedelta(days=36))
        back = Return(order=order, reason="faulty", note="It leaks", owner=by)
        back.create(by=by, quantities={order.lines.get().pk: Decimal(1)}).receive(by=by)
        Invoice.objects.get(corrects=invoice).issue(by=by, on=self.today - timedelta(days=20))

    def _over_limit(self, account: Account) -> None:
        terms = CreditTerms(account=account, payment_days=30, credit_limit=Decimal(3000), currency="EUR")
        terms.create(by=self.marek)
        self._order(account, 1, [("DUET", 2)])

    def _paid_too_much(self, account: Account) -> None:
        Payment(
            account=account,
            amount=Decimal(5000) * WORTH[account.currency],
            currency=account.currency,
            received_on=self.today - timedelta(days=2),
            reference="advance",
            owner=self.marek,
        ).create(by=self.marek)

    def _refused(self) -> None:
        """The accounting program has fetched an invoice and does not know its customer."""
        waiting = Handover.objects.filter(state="waiting", invoice__kind="invoice").order_by("-pk")
        handover = waiting.select_related("invoice__account").first()
        if handover is None:
            return
        handover.change({"state": "sending", "attempts": 1, "sent_at": self.now}, by=None, kind="sending")
        reason = _("Customer “%(account)s” has no card in the ledger: the tax number is missing.")
        handover.refuse(by=None, reason=reason % {"account": handover.invoice.account})


def tell(setting: Setting) -> None:
    """The chapter of orders."""
    Chapter(setting).tell()
