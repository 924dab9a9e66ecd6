"""Which records a condition finds."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caruso.kernel.conditions import check, from_json
from caruso.kernel.models import CustomField
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.tests.shop.models import Customer, Purchase, Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def lodz(anna: Any) -> Any:
    for name, kind in [
        ("size", "integer"),
        ("fee", "money"),
        ("since", "date"),
        ("call_at", "datetime"),
        ("partner", "yes_no"),
        ("motto", "text"),
    ]:
        CustomField.objects.create(object="shop.customer", name=name, kind=kind, labels={"en": name})
    forget_organisation()
    shop = Shop(name="Żabka", city="Łódź").create(by=anna)
    other = Shop(name="Potraviny", city="Žižkov").create(by=anna)

    def make(name: str, **values: Any) -> Any:
        return Customer(name=name, **values).create(by=anna)

    zofia = make(
        "Zofia Świętochłowska",
        shop=shop,
        owner=anna,
        email="zofia@example.com",
        tags=["VIP"],
        emails=[{"type": "work", "value": "zofia@example.com", "primary": True}],
        interests=["books", "tea"],
        vip=True,
        visits=5,
        rating=Decimal("4.5"),
        balance=Decimal("1200.10"),
        born=date(1980, 3, 15),
        stage="regular",
        custom={
            "size": 12,
            "fee": "9.50",
            "since": "2020-01-01",
            "partner": True,
            "motto": "Śmiało!",
            "call_at": "2026-01-01T10:00:00+00:00",
        },
    )
    make("Karel", shop=other, visits=1, custom={"size": 3, "partner": False})
    make("Nobody")
    for title, amount, paid in [("tea", "10.10", True), ("book", "20.20", False)]:
        Purchase(title=title, amount=Decimal(amount), customer=zofia, paid=paid).create(by=anna)
    return zofia


CASES = [
    (["name", "contains", "swieto"], "Z"),
    (["name", "starts with", "ZOFIA Ś"], "Z"),
    (["name", "ends with", "ska"], "Z"),
    (["name", "does not contain", "karel"], "ZN"),
    (["name", "in", ["karel", "NOBODY"]], "KN"),
    (["email", "=", "Zofia@example.com"], "Z"),
    (["email", "is empty"], "KN"),
    (["emails.value", "contains", "EXAMPLE"], "Z"),
    (["emails.type", "=", "work"], "Z"),
    (["emails.type", "!=", "work"], "KN"),
    (["emails", "is empty"], "KN"),
    (["interests", "has any", ["tea", "music"]], "Z"),
    (["interests", "has all", ["tea", "books"]], "Z"),
    (["interests", "has none", ["tea"]], "KN"),
    (["tags", "has any", ["vip"]], "Z"),
    (["tags", "is empty"], "KN"),
    (["vip", "=", True], "Z"),
    (["vip", "!=", True], "KN"),
    (["visits", ">", 1], "Z"),
    (["visits", "!=", 1], "ZN"),
    (["rating", "between", [4, 4.5]], "Z"),
    (["balance", ">=", "1200.1"], "Z"),
    (["born", "=", "15.3.1980"], "Z"),
    (["born", "within", "more than 30 years ago"], "Z"),
    (["created_at", "within", "today"], "ZKN"),
    (["stage", "in", ["regular"]], "Z"),
    (["owner", "=", "me"], "Z"),
    (["owner", "is empty"], "KN"),
    (["shop.city", "=", "lodz"], "Z"),
    (["shop.city", "!=", "lodz"], "KN"),
    (["shop.city", "is empty"], "N"),
    (["size", ">", 3], "Z"),
    (["fee", "=", 9.5], "Z"),
    (["since", "<", "2021-01-01"], "Z"),
    (["call_at", "=", "2026-01-01 11:00"], "Z"),
    (["call_at", "within", "2026-01-01"], "Z"),
    (["partner", "=", True], "Z"),
    (["partner", "=", False], "K"),
    (["partner", "is empty"], "N"),
    (["motto", "=", "smialo!"], "Z"),
    (["motto", "is empty"], "KN"),
    ({"count": "purchases", "operator": ">=", "value": 2}, "Z"),
    ({"count": "purchases", "operator": "=", "value": 0}, "KN"),
    ({"count": "purchases", "where": ["paid", "=", True], "operator": "=", "value": 1}, "Z"),
    ({"sum": "purchases.amount", "operator": "=", "value": "30.30"}, "Z"),
    ({"sum": "purchases.amount", "operator": "<", "value": 1}, "KN"),
    ({"avg": "purchases.amount", "operator": "=", "value": "15.15"}, "Z"),
    ({"max": "purchases.amount", "operator": ">", "value": 20}, "Z"),
    ({"min": "purchases.amount", "operator": "is empty"}, "KN"),
    ({"any": "purchases", "where": ["amount", ">", 20]}, "Z"),
    ({"none": "purchases", "where": ["amount", ">", 20]}, "KN"),
    ({"any": "shop.customers", "where": ["name", "=", "karel"]}, "K"),
    ({"not": {"any": [["visits", "=", 5], ["name", "=", "karel"]]}}, "N"),
    ({"all": []}, "ZKN"),
    ({"any": []}, ""),
]


@pytest.mark.parametrize(("data", "expected"), CASES, ids=[str(data) for data, _expected in CASES])
def test_a_condition_finds(lodz: Any, anna: Any, data: Any, expected: str) -> None:
    condition = check(from_json(data), business_object("shop.customer"), anna)
    found = [record.name[0] for record in condition.filter(Customer.objects.visible_to(anna)).order_by("pk")]
    assert "".join(found) == expected
