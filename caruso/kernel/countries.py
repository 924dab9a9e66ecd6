"""Countries (ISO 3166), by the names that the interface's languages have for them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from django.conf import settings
from django.utils.translation import get_language

from caruso.kernel.money.currencies import locale_of
from caruso.kernel.text import fold_words, sort_key

#: Regions that CLDR names beside the countries.
_NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}
#: Member states of the European Union; value-added tax numbers of Greece begin with EL.
EU = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
     "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)  # fmt: skip
#: Where most who work with Caruso sell; they come before others where many are on offer.
_HOME = ("PL", "CZ")
#: What people write beside the names that CLDR knows.
_ALSO = {
    "uk": "GB",
    "england": "GB",
    "great britain": "GB",
    "anglia": "GB",
    "velka britanie": "GB",
    "czech republic": "CZ",
    "ceska republika": "CZ",
    "republika czeska": "CZ",
    "slovak republic": "SK",
    "slovenska republika": "SK",
    "deutschland": "DE",
    "osterreich": "AT",
    "holland": "NL",
    "holandia": "NL",
    "holandsko": "NL",
    "usa": "US",
    "united states of america": "US",
    "stany zjednoczone ameryki": "US",
    "spojene staty americke": "US",
}


class Countries(Sequence[tuple[str, str]]):
    """Every country as (code, name in the reader's language), in the order of that language."""

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[str, str]]: ...
    def __getitem__(self, place: Any) -> Any:
        return _choices(get_language() or "en")[place]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(_choices(get_language() or "en"))

    def __len__(self) -> int:
        return len(_choices("en"))


COUNTRIES = Countries()


def nearness(code: str, own: str) -> int:
    """The smaller, the likelier it is meant: the firm's own country, those next to it, the Union, the world."""
    if code == own:
        return 0
    return 1 + _HOME.index(code) if code in _HOME else 3 if code in EU else 4


def country_name(code: str) -> str:
    """The name in the reader's language; a text that is no code stands for itself."""
    return _names(get_language() or "en").get(code, code)


@lru_cache(maxsize=5_000)
def country_code(text: str) -> str:
    """`Česko`, `Czechy`, `cz` → `CZ`; empty for what is no country's name in any of our languages."""
    code = text.strip().upper()
    if code in _names("en"):
        return code
    return _codes().get(fold_words(text), "")


@lru_cache
def _names(language: str) -> dict[str, str]:
    territories = locale_of(language).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code not in _NO_COUNTRIES}


@lru_cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_names(language).items(), key=lambda choice: sort_key(choice[1])))


@lru_cache
def _codes() -> dict[str, str]:
    """Folded name → code, in every language of the interface."""
    languages = [code for code, _name in settings.LANGUAGES]
    named = {fold_words(name): code for language in languages for code, name in _names(language).items()}
    return {**named, **_ALSO}
