"""Numbers as people of three languages write them."""

from decimal import Decimal

import pytest
from django.utils import translation

from caruso.customers.models import Account
from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.fields.number_kinds import parse_decimal
from caruso.kernel.models import User
from caruso.kernel.objects import business_object


@pytest.mark.parametrize(
    ("typed", "english", "czech"),
    [
        ("60,000", "60000", "60.000"),
        ("-1,500", "-1500", "-1.500"),
        ("0,125", "0.125", "0.125"),
        ("1,5", "1.5", "1.5"),
        ("12,3456", "12.3456", "12.3456"),
        ("1,234,567", "1234567", "1234567"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1.500", "1.500", "1.500"),
    ],
)
def test_a_comma_means_what_it_means_in_the_language_of_the_reader(typed: str, english: str, czech: str) -> None:
    with translation.override("en"):
        assert parse_decimal(typed) == Decimal(english)
    for language in ("cs", "pl"):
        with translation.override(language):
            assert parse_decimal(typed) == Decimal(czech)


@pytest.mark.parametrize("language", ["en", "pl", "cs"])
def test_money_has_no_thousandths_and_a_percentage_no_thousands(language: str) -> None:
    with translation.override(language):
        assert kind_named("money").parse("60,000", Field("sum", "", kind_named("money"))) == 60000
        assert kind_named("percent").parse("12,125 %", Field("share", "", kind_named("percent"))) == Decimal("12.125")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ['revenue > "60,000"', 'revenue > "60,000 USD"', 'revenue between 1 and "60,000"'])
def test_a_condition_says_the_same_in_every_language_or_is_refused(asked: str, anna: User) -> None:
    Account(name="Small", revenue=Decimal(300), currency="EUR").create(by=anna)
    for language in ("en", "cs"):
        with translation.override(language), pytest.raises(ConditionProblem, match="60000"):
            check(parse(asked), business_object("customers.account"), anna)
    check(parse(asked.replace("60,000", "60 000").replace(" USD", "")), business_object("customers.account"), anna)
