"""What formulas come to, said by example, in memory and in SQL."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caruso.kernel.objects import business_object
from caruso.kernel.tests.shop.models import Customer, Shop
from caruso.objects.formulas.checking import check_formula
from caruso.objects.formulas.formula import Formula, usual_result

pytestmark = pytest.mark.django_db

MEANINGS: list[tuple[str, Any]] = [
    ("1 + 2 * 3", Decimal(7)),
    ("(1 + 2) * 3", Decimal(9)),
    ("7 - 2 - 1", Decimal(4)),
    ("-visits", Decimal(-3)),
    ("1 / 3", Decimal("0.333333")),
    ("visits / 2", Decimal("1.5")),
    ("visits / 0", None),
    ("rating + 1", None),
    ("coalesce(rating, 2) + 1", Decimal(3)),
    ("balance * 10%", Decimal("1.05")),
    ("round(2.5)", Decimal(3)),
    ("round(-2.5)", Decimal(-3)),
    ("round(1.005, 2)", Decimal("1.01")),
    ("0.1 + 0.2 = 0.3", True),
    ("min(visits, rating, 1)", Decimal(1)),
    ("max(born, 2030-01-01)", date(2030, 1, 1)),
    ("999999999999999 * 10", None),
    ('"Ł" & 1.50 & "–" & born', "Ł1.5–1980-02-29"),
    ("upper(name)", "ŻANETA"),
    ("left(name, 2) & right(name, 1) & length(name)", "Żaa6"),
    ('name = "zaneta" and name contains "ANE"', True),
    ('notes = ""', False),
    ("notes is empty", True),
    ("rating > 1 or rating <= 1", False),
    ("rating != 1", True),
    ("not vip", True),
    ('if(visits > 2, "often", "seldom")', "often"),
    ("if(visits > 5, 1)", None),
    ('stage in ("new", "gone")', True),
    ("days_between(born, 1980-03-01)", Decimal(1)),
    ("add_days(born, 366)", date(1981, 3, 1)),
    ("add_days(born, 9999999)", None),
    ("year(born) * 100 + month(born)", Decimal(198002)),
    ("shop.city", "Łódź-Bałuty"),
    ("shop.part_of.name", ""),
    ("today() > 2020-01-01 and now() > 2020-01-01T10:00", True),
]


@pytest.mark.parametrize(("text", "meant"), MEANINGS)
def test_it_comes_to(text: str, meant: Any) -> None:
    shop = Shop(name="Łódź", city="Łódź-Bałuty").create(by=None)
    customer = Customer(
        name="Żaneta", visits=3, balance=Decimal("10.50"), born=date(1980, 2, 29), stage="new", shop=shop
    ).create(by=None)
    bound = check_formula(text, business_object("shop.customer"))
    formula = Formula("shop.customer", text, usual_result(bound))
    (stored,) = Customer.objects.annotate(value=formula.expression()).values_list("value", flat=True)
    assert (formula.value(customer), formula.load(stored)) == (meant, meant)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("balance * (1 - 5%)", "money"),
        ("2 * balance / 3", "money"),
        ("round(-balance, 2) + 10", "money"),
        ("if(vip, balance / 2, balance)", "money"),
        ("max(0, coalesce(balance, 0))", "money"),
        ("balance / balance", "decimal"),
        ("balance * balance", "decimal"),
        ("balance * 2 + visits", "decimal"),
        ("if(balance > 5, 1, 2)", "decimal"),
        ("visits * 2", "decimal"),
        ("balance & name", "text"),
    ],
)
def test_what_is_worked_out_of_amounts_is_an_amount(text: str, kind: str) -> None:
    assert usual_result(check_formula(text, business_object("shop.customer"))) == kind
