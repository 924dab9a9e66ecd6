"""Which days are meant."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caruso.kernel.conditions import check, parse
from caruso.kernel.conditions.relative_dates import relative_days
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.tests.shop.models import Customer

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("today", "2026-11-22", "2026-11-23"),
        ("yesterday", "2026-11-21", "2026-11-22"),
        ("this week", "2026-11-16", "2026-11-23"),
        ("next week", "2026-11-23", "2026-11-30"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("this quarter", "2026-10-01", "2027-01-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("this fiscal year", "2026-04-01", "2027-04-01"),
        ("this fiscal quarter", "2026-10-01", "2027-01-01"),
        ("last 30 days", "2026-10-23", "2026-11-23"),
        ("next 7 days", "2026-11-22", "2026-11-30"),
        ("last 9 months", "2026-02-22", "2026-11-23"),
        ("30 days ago", "2026-10-23", "2026-10-24"),
        ("more than 30 days ago", None, "2026-10-23"),
        ("less than 30 days ago", "2026-10-24", "2026-11-23"),
        ("in 1 week", "2026-11-29", "2026-11-30"),
        ("in more than 1 week", "2026-11-30", None),
        ("in less than 1 week", "2026-11-22", "2026-11-29"),
    ],
)
def test_days_meant_on_a_sunday(text: str, first: str | None, behind: str | None) -> None:
    days = relative_days(text, SUNDAY, fiscal_year_start=4)
    assert days is not None
    assert (days.start and str(days.start), days.end and str(days.end)) == (first, behind)


def test_the_last_day_of_a_long_month_becomes_that_of_a_short_one() -> None:
    days = relative_days("1 month ago", date(2026, 3, 31))
    assert days is not None and days.start == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["", "soon", "last days", "last 5 moons", "today\n", "ago"])
def test_other_words_mean_no_days(text: str) -> None:
    assert relative_days(text, SUNDAY) is None


@pytest.mark.django_db
def test_today_is_the_day_on_the_clock_of_the_viewer(jan: Any) -> None:
    firm = current_organisation()
    firm.time_zone = "Pacific/Auckland"
    firm.save()
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    Customer(name="Eva", seen_at=late).create(by=jan)
    for zone, expected in [("", 0), ("Europe/Warsaw", 0), ("UTC", 1), ("America/New_York", 1)]:
        jan.time_zone = zone
        condition = check(parse("seen_at = 2026-11-22"), business_object("shop.customer"), jan)
        assert condition.filter(Customer.objects.all()).count() == expected
        assert [condition.matches(one) for one in Customer.objects.all()] == [bool(expected)]


@pytest.mark.django_db
def test_the_fiscal_year_is_that_of_the_firm(anna: Any) -> None:
    firm = current_organisation()
    firm.fiscal_year_start = 4
    firm.save()
    Customer(name="Eva", born=date(2026, 3, 31)).create(by=anna)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for text, expected in [("this fiscal year", 0), ("last fiscal year", 1), ("this year", 1)]:
        condition = check(parse(f"born within {text}"), business_object("shop.customer"), anna, now=now)
        assert condition.filter(Customer.objects.all()).count() == expected
