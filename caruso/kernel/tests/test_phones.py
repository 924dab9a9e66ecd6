"""Telephone numbers read quickly are read right."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caruso.kernel.phones import _lengths, _written_in_full, parse_phone


@given(code=st.sampled_from(sorted(_lengths())), digits=st.from_regex(r"[0-9]{6,12}", fullmatch=True))
def test_a_number_written_in_full_is_what_the_library_makes_of_it(code: str, digits: str) -> None:
    text = f"+{code} {digits[:3]} {digits[3:]}"
    if quick := _written_in_full(text):
        number = phonenumbers.parse(text, None)
        assert phonenumbers.is_possible_number(number)
        assert quick == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+48 22 123 45 67", "+48221234567"),
        ("+420 777-123-401", "+420777123401"),
        ("+44 (0)20 7946 0102", "+442079460102"),
        ("+48 22 123 45 67 ext. 12", "+48221234567;ext=12"),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert parse_phone(text, "PL") == number
