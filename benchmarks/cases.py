"""What is measured, and what it may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from caruso.customers.models import Contact
from caruso.customers.seeds.people import NAMES
from caruso.sales.models import Opportunity, Order, Quote
from caruso.screens.description import screen_of
from caruso.screens.lists.keyset import PAGE, Key

LIST, RECORD = 12, 20


@dataclass(frozen=True)
class Case:
    """Addresses asked in turn. `budget` is in ms at p50, over the floor (`over_floor`) or altogether."""

    name: str
    addresses: Sequence[str]
    person: str = "admin"
    budget: float | None = None
    over_floor: bool = False
    queries: int | None = None
    #: What a POST to the address sends: a whole form (`save`) or one field (`inline`).
    write: str = ""
    #: Which field of it changes each time; of several rows the first whose field ends so.
    changed: str = "job_title"
    token: bool = False
    #: Whether what comes is a page, which has to be small.
    page: bool = True


def cases(contacts: int) -> list[Case]:
    some = [1 + number * 7919 % contacts for number in range(100)]
    far = _address_of_page(1000 if contacts > 50_000 else 100)
    found = [
        Case("empty page", ["/bench/empty"]),
        Case("contact list", ["/contacts/"], budget=12, over_floor=True, queries=LIST),
        Case("contact list, page 1000", [far], budget=12, over_floor=True, queries=LIST),
        _list("list filtered by town, sorted by name", "city = 'Łódź'", "name"),
        _list("list filtered by stage and tag, sorted by change", "lifecycle_stage = 'customer' and tags has any 'VIP'", "-updated_at"),
        _list("list filtered by an added field", "cups > 80", "name"),
        _list("list filtered to nothing", "city = 'Praha' and job_title = 'Owner'", "name"),
        Case("contact list, own only", ["/contacts/"], person="own", budget=12, over_floor=True, queries=LIST),
        Case("contact list, the team's", ["/contacts/"], person="team", budget=12, over_floor=True, queries=LIST),
        _palette("palette, 1 letter", [name[0] for name in _first_names()]),
        _palette("palette, 2 letters", [name[:2] for name in _first_names()]),
        _palette("palette, 3 letters", [name[:3] for name in _first_names()]),
        _palette("palette, first and last name", ["jan kowalski", "tereza novakova", "łukasz zając", "emma bennett"]),
        _palette("palette, telephone", [contact.phone.replace("+48", "")[-9:] for contact in _some_contacts(some)]),
        _palette("palette, e-mail", [contact.email for contact in _some_contacts(some)]),
        _palette("palette, typing error", ["kowalsik", "wisniewksa", "dvorka", "bennet", "hotl", "zielinksi"]),
        _palette("palette, own only", ["jan kowalski", "nova", "ann"], person="own"),
        Case("contact page", [f"/contacts/{number}" for number in some], budget=30, queries=RECORD),
        Case("contact page, long history", ["/contacts/17", "/contacts/170"], budget=30, queries=RECORD),
        Case("account page, 200 contacts", ["/accounts/1"], budget=30, queries=RECORD),
        Case("contact board", ["/contacts/board"]),
        Case("home", ["/"]),
        Case("save a contact", [f"/contacts/{number}/edit" for number in some], budget=30, write="save"),
        Case("edit a field in place", [f"/contacts/{number}/field/job_title" for number in some], write="inline"),
    ]  # fmt: skip
    found += _sales(Opportunity.objects.count())
    found += _modelled(some)
    if api := _api():
        found += [
            Case("API, list of 50", [f"{api}?limit=50"], budget=6, over_floor=True, queries=LIST, token=True),
            Case("API, read", [f"{api}/{number}" for number in some], token=True),
        ]
    return found


def _sales(opportunities: int) -> list[Case]:
    some = [1 + number * 7919 % opportunities for number in range(100)]
    orders = Order.objects.order_by("pk").values_list("pk", flat=True)[:100]
    quotes = Quote.objects.filter(state="draft").order_by("pk").values_list("pk", flat=True)[:100]
    return [
        Case("opportunity list", ["/opportunities/"], budget=12, over_floor=True, queries=LIST),
        Case("opportunity board", ["/opportunities/board"], budget=40),
        Case("opportunity board, own only", ["/opportunities/board"], person="own", budget=40),
        Case("opportunity page", [f"/opportunities/{number}" for number in some], budget=30, queries=RECORD),
        Case("order page, 10 lines", [f"/orders/{number}" for number in orders]),
        Case("forecast", ["/insight/forecast"], budget=150),
        Case("forecast, own only", ["/insight/forecast"], person="own", budget=150),
        Case(
            "save a quote of 50 lines",
            [f"/quotes/{number}/lines" for number in quotes],
            budget=60,
            write="save",
            changed="-quantity",
        ),
        Case("PDF of a quote, 3 pages", [f"/quotes/{number}/pdf" for number in quotes], budget=1500, page=False),
    ]


def _modelled(some: Sequence[int]) -> list[Case]:
    """An object with thirty fields and five links keeps what a built-in one has to keep, within a fifth."""
    words = [f"device {one}" for one in ("three", "two 00", "five 0012")]
    return [
        Case("modelled list", ["/devices/"], budget=12 * 1.2, over_floor=True, queries=LIST),
        _list("modelled list, filtered and sorted", "state = 'two' and cups > 80", "name", "devices"),
        Case("modelled palette", [f"/search?{urlencode({'q': one})}" for one in words], budget=25 * 1.2, queries=LIST),
        Case("modelled record", [f"/devices/{number}" for number in some], budget=30 * 1.2, queries=RECORD),
        Case("save a modelled record", [f"/devices/{number}/edit" for number in some], budget=30 * 1.2, write="save", changed="visits"),
        _list("accounts filtered by a roll-up", "cups_of_devices > 900", "name", "accounts"),
    ]  # fmt: skip


def _list(name: str, where: str, sort: str, slug: str = "contacts") -> Case:
    address = f"/{slug}/?{urlencode({'where': where, 'sort': sort})}"
    return Case(name, [address], budget=15, over_floor=True, queries=LIST)


def _palette(name: str, words: Sequence[str], person: str = "admin") -> Case:
    return Case(name, [f"/search?{urlencode({'q': one})}" for one in words], person=person, budget=25, queries=LIST)


def _first_names() -> list[str]:
    return [name for pool in NAMES.values() for name in (*pool["women"], *pool["men"])][::5]


def _some_contacts(numbers: Sequence[int]) -> list[Contact]:
    return list(Contact.objects.filter(pk__in=numbers[:30]))


def _address_of_page(number: int) -> str:
    """The address of a page far down, by the key of the last row before it."""
    screen = screen_of("customers.contact")
    name = screen.order.lstrip("-")
    column = screen.field(name).sort_column or name
    sign = "-" if screen.order.startswith("-") else ""
    rows = Contact.objects.live().order_by(f"{sign}{column}", f"{sign}id").values_list(column, "id")
    value, last = rows[(number - 1) * PAGE - 1]
    return f"/contacts/?after={Key(value, last).as_text()}"


def _api() -> str:
    try:
        return reverse("screens:api-list", args=["contacts"])
    except NoReverseMatch:
        return ""
