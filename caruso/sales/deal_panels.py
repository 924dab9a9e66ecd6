"""What surrounds a deal: the people who decide, the days that matter, the products it is about."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.money import MissingRate, convert
from caruso.kernel.money.shown import show_money
from caruso.sales.models import Interest, KeyPlayer, Milestone, Product
from caruso.sales.models.key_player import Attitude
from caruso.sales.models.money import own_currency
from caruso.screens.description import Panel, screen_of
from caruso.screens.links import titles
from caruso.screens.veil import veiled
from caruso.ui.templatetags.ui import initials

MOST = 12
#: From left to right on the map of key players.
SIDES = (Attitude.OPPONENT, Attitude.SCEPTIC, Attitude.NEUTRAL, Attitude.SUPPORTER, Attitude.CHAMPION)
#: The drawing's measures: the width of a column, the height of a row, and the radius of a person.
COLUMN, ROW, RADIUS = 60, 30, 11
STRONGEST = 5


@dataclass
class Player:
    """One key player; `x` and `y` are the place on the map, nothing where influence or attitude is not known."""

    record: KeyPlayer
    name: str
    address: str
    x: int | None = None
    y: int | None = None

    @property
    def hue(self) -> str:
        return KeyPlayer.COLOURS["attitude"].get(self.record.attitude, "gray")

    @property
    def initials(self) -> str:
        return initials(self.name)


class KeyPlayersPanel(Panel):
    """Who decides, on a map of attitude and influence, and as a list."""

    template = "sales/panels/key_players.html"
    label, icon = _("Key players"), "user-star"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("sales.keyplayer", "view"):
            return None
        known = KeyPlayer.objects.visible_to(user).filter(opportunity=record)
        rows = veiled(list(known.order_by("-influence", "pk")[:MOST]), user)
        names = titles("customers.contact", {row.contact_id for row in rows}, user)
        contacts = screen_of("customers.contact")
        players = [
            Player(row, names[row.contact_id], contacts.record_url(row.contact_id))
            for row in rows
            if row.contact_id in names
        ]
        _place(players)
        may_add = user.access.may("sales.keyplayer", "create")
        screen = screen_of(KeyPlayer)
        return {
            "players": players,
            "placed": [one for one in players if one.x is not None],
            "sides": [(index * COLUMN + COLUMN // 2, side.label) for index, side in enumerate(SIDES)],
            "width": COLUMN * len(SIDES),
            "height": ROW * STRONGEST,
            "radius": RADIUS,
            "add": f"{screen.url('new')}?opportunity={record.pk}" if may_add else "",
        }


def _place(players: list[Player]) -> None:
    """Those of one influence and attitude stand beside each other."""
    taken: dict[tuple[int, int], int] = {}
    for one in players:
        strength = one.record.influence
        if one.record.attitude not in SIDES or not strength:
            continue
        column, row = SIDES.index(Attitude(one.record.attitude)), STRONGEST - min(strength, STRONGEST)
        beside = taken.get((column, row), 0)
        taken[(column, row)] = beside + 1
        one.x = column * COLUMN + COLUMN // 2 + (beside % 3) * RADIUS - (RADIUS if beside else 0)
        one.y = row * ROW + ROW // 2


class MilestonesPanel(Panel):
    """The days that matter, as a line from the first to the last."""

    template = "sales/panels/milestones.html"
    label, icon = _("Milestones"), "flag"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("sales.milestone", "view"):
            return None
        known = Milestone.objects.visible_to(user).filter(opportunity=record)
        rows = sorted(
            veiled(list(known[:MOST]), user),
            key=lambda one: (one.due_on or one.reached_on or timezone.localdate(), one.pk),
        )
        screen = screen_of(Milestone)
        may_add = user.access.may(screen.key, "create")
        return {
            "rows": [(one, _state(one), screen.record_url(one.pk)) for one in rows],
            "add": f"{screen.url('new')}?opportunity={record.pk}" if may_add else "",
        }


def _state(milestone: Milestone) -> str:
    if milestone.reached_on:
        return "reached"
    return "late" if milestone.due_on and milestone.due_on < timezone.localdate() else "ahead"


@dataclass(frozen=True)
class Wish:
    """A product of interest, with what that many of it cost."""

    interest: Interest
    product: str
    address: str
    price: str


class InterestsPanel(Panel):
    """The products that the deal is about, and what they cost together by the catalogue."""

    template = "sales/panels/interests.html"
    label, icon = _("Products"), "shopping-basket"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not all(user.access.may(object, "view") for object in ("sales.interest", "sales.product")):
            return None
        known = Interest.objects.visible_to(user).filter(opportunity=record)
        rows = veiled(list(known.order_by("pk")[:MOST]), user)
        products = {
            one.pk: one for one in Product.objects.visible_to(user).filter(pk__in=[row.product_id for row in rows])
        }
        prices = user.access.field("sales.product", "price") != "hidden"
        screen, catalogue = screen_of(Interest), screen_of(Product)
        seen = [row for row in rows if row.product_id in products]
        wishes = [
            Wish(
                row,
                str(products[row.product_id]),
                catalogue.record_url(row.product_id),
                _shown(_cost(row, products[row.product_id]), products[row.product_id].currency) if prices else "",
            )
            for row in seen
        ]
        may_add = user.access.may(screen.key, "create")
        return {
            "wishes": wishes,
            "total": _total(seen, products, record.currency or own_currency()) if prices and len(seen) > 1 else "",
            "add": f"{screen.url('new')}?opportunity={record.pk}" if may_add else "",
            "edit": screen,
        }


def _cost(interest: Interest, product: Product) -> Decimal | None:
    return None if product.price is None else product.price * interest.quantity


def _shown(amount: Decimal | None, currency: str) -> str:
    return show_money(amount, currency) if amount is not None else ""


def _total(rows: list[Interest], products: dict[int, Product], currency: str) -> str:
    """In the deal's currency at the day's rate; nothing where a price or a rate is missing."""
    total, today = Decimal(0), timezone.localdate()
    for row in rows:
        product = products[row.product_id]
        cost = _cost(row, product)
        if cost is None:
            return ""
        try:
            total += convert(cost, product.currency, currency, today)
        except MissingRate:
            return ""
    return show_money(total, currency)
