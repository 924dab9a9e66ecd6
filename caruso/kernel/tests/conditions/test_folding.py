"""The database folds text as `text.fold` does, and orders it as `text.sort_key`."""

import pytest
from django.db import connection

from caruso.kernel.text import fold, sort_key

pytestmark = pytest.mark.django_db

LATIN = [*range(0x20, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00), *range(0xFB00, 0xFB07)]
GREEK_AND_CYRILLIC = range(0x370, 0x530)


WORDS = ["", "ABC", "Świętochłowice", "Žižkov", "Straße ÆRØ", "I", "İ", "Zażółć GĘŚLĄ jaźń"]


def _folded(text: str) -> str:
    return _asked("caruso_fold", text)


def _asked(function: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("codes", [LATIN, GREEK_AND_CYRILLIC], ids=["Latin", "Greek and Cyrillic"])
def test_every_letter_is_folded_alike(codes: list[int]) -> None:
    text = "|".join(map(chr, codes))
    assert _folded(text).split("|") == fold(text).split("|")


@pytest.mark.parametrize("text", WORDS)
def test_words_are_folded_alike(text: str) -> None:
    assert _folded(text) == fold(text)


@pytest.mark.parametrize("text", [*WORDS, "C\u030caslav", "ŻŹŹ", "ž" * 300])
def test_words_stand_in_the_same_order(text: str) -> None:
    assert _asked("caruso_sort_key", text) == sort_key(text)
