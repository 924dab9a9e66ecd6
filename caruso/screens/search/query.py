"""What somebody typed, understood: bounded, folded, and free of anything an engine could take for its syntax."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from caruso.kernel.phones import digits
from caruso.screens.search.words import LONGEST, last_digits, whole, words_of

MOST_LETTERS = 64
MOST_WORDS = 6
#: So many digits are meant as one number, however they are grouped.
TELEPHONE = 7
#: So many digits may be the last ones of a telephone number.
LAST_DIGITS = 5
_NUMBER = re.compile(r"[+(]*\d[\d()+./\-]*$")
_TRUNK_ZERO = "(0)"


@dataclass(frozen=True)
class Term:
    """One thing asked for. Any one of the `ways` meets it: every word of that way begins a word of the entry."""

    ways: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.ways[0]

    def is_met_by(self, words: Sequence[str]) -> bool:
        return any(all(any(word.startswith(part) for word in words) for part in way) for way in self.ways)


@dataclass(frozen=True)
class Query:
    """All `terms` must be met. `title` is what a title would have to be to be meant exactly."""

    terms: tuple[Term, ...]
    title: str

    @classmethod
    def parse(cls, text: str) -> "Query | None":
        """None for what says nothing to search for."""
        text = text.replace("\x00", " ")[:MOST_LETTERS]
        terms = tuple(_bounded(_terms(text.split())))
        return cls(terms, " ".join(words_of(text))[:120]) if terms else None

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.words]

    def is_met_by(self, words: Iterable[str]) -> bool:
        """Whether an entry of these words would be found."""
        known = list(words)
        return all(term.is_met_by(known) for term in self.terms)


def _terms(chunks: list[str]) -> Iterator[Term]:
    for is_number, group in groupby(chunks, key=lambda chunk: bool(_NUMBER.match(chunk))):
        if is_number:
            yield _number(" ".join(group))
            continue
        for chunk in group:
            if "@" in chunk:
                if address := whole(chunk):
                    yield Term(((address,),))
            else:
                yield from (Term(((word,),)) for word in words_of(chunk))


def _number(text: str) -> Term:
    """A number in groups: as one, without the 0 that is dialled before it at home, and a short one as it is written.

    What is long enough may be the end of a telephone number as well.
    """
    dialled = digits(text.replace(_TRUNK_ZERO, ""))[:LONGEST]
    ways: list[tuple[str, ...]] = [(dialled,), (dialled.lstrip("0"),)]
    if len(dialled) < TELEPHONE:
        ways.insert(0, words_of(text)[:MOST_WORDS])
    # Not the prefix of an international call, but digits as any others, where these are the last ones.
    ending = "".join(sign for sign in text if sign.isdigit())[:LONGEST]
    if len(ending) >= LAST_DIGITS:
        ways.append((last_digits(ending),))
    return Term(tuple(dict.fromkeys(way for way in ways if all(way))))


def _bounded(terms: Iterable[Term]) -> Iterator[Term]:
    count = 0
    for term in dict.fromkeys(terms):
        count += len(term.words)
        if count > MOST_WORDS:
            return
        yield term
