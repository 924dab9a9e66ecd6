"""Countries are chosen, kept by code and named in the reader's language."""

import pytest
from django.utils import translation

from caruso.kernel.countries import COUNTRIES, country_code, country_name
from caruso.kernel.fields import Field, kind_named

COUNTRY = Field("country", "country", kind_named("country"), max_length=80, choices=COUNTRIES)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("PL", "PL"),
        ("pl", "PL"),
        (" Polska ", "PL"),
        ("Polsko", "PL"),
        ("Česko", "CZ"),
        ("Czech Republic", "CZ"),
        ("Niemcy", "DE"),
        ("Spojené království", "GB"),
        ("Poland, PL", "PL"),
        ("Ruritania", "Ruritania"),
        ("Poland, Czechia", "Poland, Czechia"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_country_is_known_by_code_and_by_its_name_in_every_language(written: str | None, kept: str) -> None:
    assert COUNTRY.parse(written) == kept


def test_a_country_is_named_in_the_readers_language_and_old_text_stands_for_itself() -> None:
    for language, name in (("en", "Germany"), ("pl", "Niemcy"), ("cs", "Německo")):
        with translation.override(language):
            assert country_name("DE") == COUNTRY.as_text("DE") == name
            assert dict(COUNTRY.choices)["DE"] == name
    assert country_name("Ruritania") == "Ruritania"


def test_every_name_leads_back_to_its_country() -> None:
    for language in ("en", "pl", "cs"):
        with translation.override(language):
            assert all(country_code(name) == code for code, name in COUNTRIES)
