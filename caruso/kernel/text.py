"""Text made comparable: folded for search and matching, keyed for sorting.

The databases' own folding misses `Łódź` for `lodz`; both sides of every comparison go through here instead.
"""

import re
import unicodedata

_NOT_DECOMPOSED = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
_REMEMBERED = 0x3000


class _Folded(dict[int, str]):
    """Lower-case character → its folded form, worked out once for alphabets, each time for ideographs."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        decomposed = _NOT_DECOMPOSED.get(char) or unicodedata.normalize("NFKD", char)
        folded = "".join(part for part in decomposed if not unicodedata.combining(part))
        if code < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDED = _Folded()
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# Letters with a place of their own in the Polish or Czech alphabet; the others sort with their base letter.
OWN_PLACE = {
    **{letter: base + "~" for letter, base in zip("ąćęłńóśźżčřšž", "acelnoszzcrsz", strict=True)},
    "ż": "z~~",
}
_OWN_PLACE = str.maketrans(OWN_PLACE)
LONGEST_KEY = 200


def fold(text: str) -> str:
    """Lower case without marks: `Świętochłowice` → `swietochlowice`. Other scripts stay as they are."""
    lowered = text.lower()
    return lowered if text.isascii() else lowered.translate(_FOLDED)


def fold_words(text: str) -> str:
    """Folded words with single spaces and without punctuation, for matching names."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def sort_key(text: str) -> str:
    """A key that orders Polish and Czech names properly when compared byte by byte.

    A letter with a place of its own becomes its base and `~`, which comes after every letter:
    `Łódź` → `l~o~dz~` stands behind `Luty` and before `Mazur`. Czech `ch` stays under `c`, where Polish has it.
    """
    lowered = _SPACES.sub(" ", text.strip().lower())
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", lowered).translate(_OWN_PLACE)
    return fold(lowered)[:LONGEST_KEY]
