"""Random shops, and random conditions that have a fair chance to tell their customers apart."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from caruso.kernel import writing
from caruso.kernel.conditions import Aggregate, All, Condition, Not, Test
from caruso.kernel.conditions import Any as AnyOf
from caruso.kernel.tests.shop.models import Customer, Purchase, Shop

NAMES = ["", "Łódź", "lodz", "Zażółć", "ŽIŽKOV", "zi%k_v", "a'b\"c\\d", "Straße", "straSSe", "ﬁn Ærø", "x", "ŝ"]
PARTS = ["l", "ó", "ZI", "%", "_", "\\", "'", "ss", "FI", "æ", "x", "dz", "z"]
EMAILS = ["", "anna@example.com", "Anna@example.com", "b@c.pl"]
DATES = ["2026-02-28", "2026-11-21", "2026-11-22", "2026-11-23", "2025-01-01"]
PHRASES = ["today", "this month", "last 90 days", "more than 30 days ago", "this fiscal year", "next 3 weeks"]
NUMBERS = [0, 1, 2, -3, "1.5", "0.10", "0.30", 12]
CUSTOM = {
    "size": "integer",
    "fee": "money",
    "since": "date",
    "call_at": "datetime",
    "partner": "yes_no",
    "motto": "text",
    "likes": "choices",
    "level": "choice",
    "words": "tags",
    "helper": "person",
}


def _maybe(strategy: Any) -> Any:
    return st.none() | strategy


def _some(values: list[Any], at_least: int = 0) -> Any:
    return st.lists(st.sampled_from(values), min_size=at_least, max_size=len(values), unique=True)


names = st.sampled_from(NAMES)
dates = st.sampled_from(DATES).map(date.fromisoformat)
moments = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC), dates, st.sampled_from([0, 12, 23])
)
amounts = st.sampled_from([-3, 0, 1, 2, 12, "0.10", "0.20", "1.50"]).map(Decimal)
binned = st.sampled_from([None, None, None, datetime(2026, 1, 1, tzinfo=UTC)])
custom_values = st.fixed_dictionaries(
    {
        "size": _maybe(st.integers(-3, 12)),
        "fee": _maybe(amounts.map(str)),
        "since": _maybe(dates.map(str)),
        "call_at": _maybe(moments.map(datetime.isoformat)),
        "partner": _maybe(st.booleans()),
        "motto": names,
        "likes": _some(["books", "tea"]),
        "level": _maybe(st.sampled_from(["a", "b"])),
        "words": _some(["Ł", "l", "vip"]),
        "helper": _maybe(st.integers(1, 3)),
    }
).map(lambda values: {name: value for name, value in values.items() if value not in (None, "", [])})
entries = st.lists(st.sampled_from([{"value": EMAILS[1]}, {"value": EMAILS[3], "type": "work"}]), max_size=2)
customers = st.builds(
    dict,
    name=names,
    email=st.sampled_from(EMAILS),
    emails=entries,
    stage=st.sampled_from(["", "new", "gone"]),
    interests=_some(["books", "tea", "music"]),
    vip=_maybe(st.booleans()),
    visits=_maybe(st.integers(-3, 12)),
    rating=_maybe(amounts),
    balance=_maybe(amounts),
    born=_maybe(dates),
    seen_at=_maybe(moments),
    tags=_some(["VIP", "Łódź", "lodz"]),
    custom=custom_values,
    binned_at=binned,
)
shops = st.builds(dict, name=names, city=names, binned_at=binned)
purchases = st.builds(
    dict, title=names, amount=_maybe(amounts), bought_on=_maybe(dates), paid=st.booleans(), binned_at=binned
)


@st.composite
def databases(draw: Any) -> Any:
    """What `fill` writes: every record with the positions of those that it belongs to."""
    place = st.integers(0, 2)
    return (
        draw(st.lists(st.tuples(shops, place, _maybe(place)), min_size=3, max_size=3)),
        draw(st.lists(st.tuples(customers, place, _maybe(place)), min_size=1, max_size=5)),
        draw(st.lists(st.tuples(purchases, place, st.integers(0, 4)), max_size=6)),
    )


def fill(database: Any, people: list[Any]) -> None:
    """Write the records; `people` are the possible owners, None among them."""
    some_shops, some_customers, some_purchases = database
    places = [Shop(owner=people[owner], **values) for values, owner, _whole in some_shops]
    writing.create(places, by=None)
    for place, (_values, _owner, whole) in zip(places, some_shops, strict=True):
        Shop.objects.filter(pk=place.pk).update(part_of=None if whole is None else places[whole])
    buyers = [
        Customer(owner=people[owner], shop=None if shop is None else places[shop], **values)
        for values, owner, shop in some_customers
    ]
    writing.create(buyers, by=None)
    bought = [
        Purchase(owner=people[owner], customer=buyers[who % len(buyers)], **values)
        for values, owner, who in some_purchases
    ]
    writing.create(bought, by=None)


def _test(paths: list[str], operators: list[str], values: Any) -> Any:
    return st.builds(Test, st.sampled_from(paths), st.sampled_from(operators), values)


def _about(paths: list[str], one: list[str], values: Any, *, two: bool = False, many: list[str] | None = None) -> Any:
    """Tests of fields of one family, each operator with as many values as it takes."""
    choices = [_test(paths, one, values), _test(paths, ["is empty", "is not empty"], st.none())]
    if two:
        choices.append(_test(paths, ["between"], st.tuples(values, values)))
    if many:
        choices.append(_test(paths, many, st.lists(values, min_size=1, max_size=3).map(tuple)))
    return st.one_of(choices)


_ORDER = ["=", "!=", "<", "<=", ">", ">="]
_texts = st.sampled_from([name for name in NAMES if name] + PARTS)
_times = st.sampled_from(DATES + PHRASES[:3] + PHRASES[4:])


def _customer_tests(prefix: str = "") -> Any:
    def under(*names: str) -> list[str]:
        return [prefix + name for name in names]

    return st.one_of(
        _about(
            under("name", "motto", "shop.name", "shop.city", "shop.part_of.name"),
            ["=", "!=", "contains", "does not contain", "starts with", "ends with"],
            _texts,
            many=["in", "not in"],
        ),
        _about(
            under("email", "emails.value"),
            ["=", "!=", "contains", "starts with"],
            st.sampled_from([*EMAILS[1:], "ANNA", "@c"]),
        ),
        _about(under("visits", "rating", "balance", "fee"), _ORDER, st.sampled_from([0, 1, 2, -3, 12]), two=True),
        _about(under("rating", "balance", "fee"), _ORDER, st.sampled_from(NUMBERS), two=True),
        _about(under("size"), _ORDER, st.integers(-3, 12), two=True),
        _about(under("born", "since", "seen_at", "call_at"), _ORDER, _times, two=True),
        _test(under("born", "since", "seen_at", "call_at"), ["within", "not within"], st.sampled_from(PHRASES)),
        _about(under("vip", "partner"), ["=", "!="], st.booleans()),
        _about(under("stage"), ["=", "!="], st.sampled_from(["new", "gone"]), many=["in", "not in"]),
        _about(under("level"), ["=", "!="], st.sampled_from(["a", "b"]), many=["in", "not in"]),
        _about(under("emails.type"), ["=", "!="], st.sampled_from(["work", "home"])),
        _test(under("emails", "tags", "interests", "likes", "words"), ["is empty", "is not empty"], st.none()),
        _test(
            under("interests", "likes"),
            ["has any", "has all", "has none"],
            _some(["books", "tea"], 1).map(tuple),
        ),
        _test(
            under("tags", "words"),
            ["has any", "has all", "has none"],
            _some(["vip", "LODZ", "l"], 1).map(tuple),
        ),
        _about(under("owner", "helper", "shop.owner", "shop"), ["=", "!="], st.integers(1, 3), many=["in", "not in"]),
    )


def _grown(leaves: Any) -> Any:
    def group(children: Any) -> Any:
        items = st.lists(children, max_size=3).map(tuple)
        return st.one_of(st.builds(All, items), st.builds(AnyOf, items), st.builds(Not, children))

    return leaves | leaves | group(leaves)


_purchase_tests = st.one_of(
    _about(["title", "customer.name"], ["=", "!=", "contains"], _texts),
    _about(["amount"], _ORDER, st.sampled_from(NUMBERS), two=True),
    _about(["bought_on"], _ORDER, _times),
    _test(["paid"], ["=", "!="], st.booleans()),
)


def _aggregates(path: str, where: Any, field: str, date_field: str) -> Any:
    existence = st.builds(Aggregate, st.sampled_from(["any", "none"]), st.just(path), _maybe(where))
    counted = st.builds(
        Aggregate, st.just("count"), st.just(path), _maybe(where), st.sampled_from(_ORDER), st.integers(0, 3)
    )
    measured = st.builds(
        Aggregate,
        st.sampled_from(["sum", "min", "max", "avg"]),
        st.just(f"{path}.{field}"),
        _maybe(where),
        st.sampled_from(_ORDER),
        st.sampled_from(NUMBERS),
    )
    unmeasured = st.builds(
        Aggregate,
        st.sampled_from(["min", "max", "avg"]),
        st.sampled_from([f"{path}.{field}"]),
        _maybe(where),
        st.sampled_from(["is empty", "is not empty"]),
    )
    dated = st.builds(
        Aggregate,
        st.sampled_from(["min", "max"]),
        st.just(f"{path}.{date_field}"),
        _maybe(where),
        st.sampled_from(["<", ">", "=", "!="]),
        _times,
    )
    return st.one_of(existence, counted, measured, unmeasured, dated)


_leaves = st.one_of(
    _customer_tests(),
    _customer_tests(),
    _aggregates("purchases", _grown(_purchase_tests), "amount", "bought_on"),
    _aggregates("shop.customers", _customer_tests(), "fee", "since"),
)


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions on customers of the shop."""
    return _grown(_grown(_leaves))
