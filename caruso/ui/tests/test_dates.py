"""Dates in words, in each of the languages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from caruso.ui.dates import show_long, show_short, show_whole
from caruso.ui.templatetags.ui import due_state


@pytest.mark.parametrize(
    ("language", "short", "long", "whole"),
    [
        ("en", "2 Nov 1999", "2 November 1999", "Tuesday, 2 November"),
        ("pl", "2 lis 1999", "2 listopada 1999", "wtorek, 2 listopada"),
        ("cs", "2. 11. 1999", "2. listopadu 1999", "úterý, 2. listopadu"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, short: str, long: str, whole: str) -> None:
    day = date(1999, 11, 2)
    with translation.override(language):
        assert (show_short(day), show_long(day), show_whole(day)) == (short, long, whole)


def test_the_year_is_left_out_while_it_lasts() -> None:
    today = timezone.localdate()
    with translation.override("pl"):
        assert str(today.year) not in show_short(today)
        assert str(today.year) in show_short(today, with_year=True)


def test_a_whole_day_is_late_when_it_is_over() -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert (due_state(midnight), due_state(midnight, True)) == ("overdue", "today")
    assert due_state(midnight - timedelta(days=1), True) == "overdue"
