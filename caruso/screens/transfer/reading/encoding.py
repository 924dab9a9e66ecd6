"""Which encoding a text file is in: by its mark, by its zeros, by being UTF-8, else by its letters."""

import codecs
import re
from pathlib import Path

from .limits import SAMPLE_BYTES

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

POLISH_ONLY = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻ")
CZECH_ONLY = frozenset("áčďěéíňřšťúůýžÁČĎĚÉÍŇŘŠŤÚŮÝŽľĺŕôĽĹŔÔ")
NEIGHBOURS = frozenset("óÓäöüßÄÖÜ")
WESTERN = frozenset("àâæçèéêëîïñòôõøùûœåãìáíóúýÀÂÆÇÈÉÊËÎÏÑÒÔÕØÙÛŒÅÃÌÁÍÓÚÝ") | NEIGHBOURS
LETTERS = {
    "cp1250": POLISH_ONLY | CZECH_ONLY | NEIGHBOURS,
    "iso8859-2": POLISH_ONLY | CZECH_ONLY | NEIGHBOURS,
    "cp1252": WESTERN,
}
WORD = re.compile(r"[^\W\d_]+")
TYPOGRAPHY = frozenset("„”“‘’‚–—…•€§°«»\u00a0")


def detect_encoding(path: Path) -> str:
    """A Python codec name. Bytes that do not fit it are for the reader to report, row by row."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if wide := wide_without_mark(head):
        return wide
    telling = _first_beyond_utf8(path)
    if telling is None or _mostly_utf8(head + telling):
        return "utf-8"
    return _eight_bit(head + telling)


def wide_without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: Latin text in it has a zero in nearly every second byte."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None


def _first_beyond_utf8(path: Path) -> bytes | None:
    """The stretch of the file in which it first fails to be UTF-8, or None when it never does."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as file:
        while chunk := file.read(SAMPLE_BYTES):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return chunk
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return b"\xff"
    return None


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the sample is UTF-8 with a few damaged bytes, rather than another encoding."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > 4 * broken


def _eight_bit(sample: bytes) -> str:
    """Windows-1250 unless the letters fit ISO-8859-2 or Windows-1252 better."""
    text = b"\n".join(line for line in sample.splitlines() if not line.isascii())
    return max(LETTERS, key=lambda name: _plausibility(text.decode(name, errors="replace"), LETTERS[name]))


def _plausibility(text: str, letters: frozenset[str]) -> int:
    score = 0
    for character in text:
        if character <= "\x7f":
            continue
        if character in letters:
            score += 2
        elif "\x80" <= character <= "\x9f" or character == "\ufffd":
            score -= 10
        elif not character.isalpha() and character not in TYPOGRAPHY:
            score -= 2
    # No language here writes š and ą in one word: such words are a sign of the wrong table.
    for word in WORD.findall(text):
        found = frozenset(word)
        if found & POLISH_ONLY and found & CZECH_ONLY:
            score -= 6
    return score
