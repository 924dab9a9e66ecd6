"""The words under which a value is found. Index and query cut text by these same rules.

A word is letters and digits of folded text. Beside them stand *whole* words for e-mails (`anna·nowak·firma·pl`),
whose dots no letter replaces, so that they never meet a word somebody types, and the digits of telephones backwards.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from caruso.kernel.phones import digits
from caruso.kernel.text import fold

LONGEST = 40
_WORD = re.compile(r"[^\W_]+")
_NOT_LETTER = re.compile(r"[^a-z]+")


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words in order: `ul. Świętego Jana 5` → `ul`, `swietego`, `jana`, `5`."""
    return tuple(word[:LONGEST] for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=50_000)
def text_words(text: str) -> tuple[str, ...]:
    """Words of free text; a number written in groups (`526-000-12-46`) also as one."""
    words = words_of(text)
    number = digits(text) if len(text) <= LONGEST else ""
    return (*words, number) if len(number) >= 5 and number != text else words


@lru_cache(maxsize=50_000)
def spelt_words(text: str) -> tuple[str, ...]:
    """The words that people misspell: Latin letters, four or more."""
    return tuple(word for word in words_of(text) if is_spelt(word))


def email_words(address: str) -> Iterator[str]:
    """The words of the address, the whole of it and its domain."""
    words = words_of(address)
    yield from words
    yield _joined(words)
    yield whole(address.rpartition("@")[2])


def phone_words(number: str) -> Iterator[str]:
    """The digits with the country's code and without it, and from behind, for those who know the last ones only."""
    dialled = digits(number.partition(";")[0])
    if dialled:
        yield dialled[:LONGEST]
        yield last_digits(dialled)
        if number.startswith("+") and (national := national_digits(dialled)):
            yield national[:LONGEST]


def last_digits(number: str) -> str:
    """The word whose beginning are the last digits of a number: `48221234567` → `·76543212284`."""
    return "·" + number[: -LONGEST - 1 : -1]


def whole(text: str) -> str:
    """Text kept together as one word: `firma.pl` → `firma·pl`."""
    return _joined(words_of(text))


def _joined(words: Iterable[str]) -> str:
    return "·".join(words)[:120]


def national_digits(dialled: str) -> str:
    """What people dial within the country; empty where the code of the country is unknown."""
    codes = _country_codes()
    for length in (1, 2, 3):
        if dialled[:length] in codes:
            return dialled[length:]
    return ""


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return frozenset(str(code) for code in COUNTRY_CODE_TO_REGION_CODE)


def is_spelt(word: str) -> bool:
    """Whether a word is one that people misspell."""
    return len(word) >= 4 and not _NOT_LETTER.search(word)
