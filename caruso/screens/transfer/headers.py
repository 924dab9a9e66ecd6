"""Recognising the columns of a file: which header means which field."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

UNMARKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
DIGITS = re.compile(r"\d+")
LABEL_ENDINGS = ("label", "type", "typ", "etykieta", "stitek")
VALUE_ENDINGS = ("value", "wartosc", "hodnota", "street", "city", "region", "code", "country")

CERTAIN = 1.0
NUMBERED = 0.95
CLOSE = 0.9
CLOSE_ENOUGH = 88  # of 100, over the whole header
WORD_CLOSE_ENOUGH = 75  # of 100, word by word: "billing" is not "mailing"
SHORTEST_TO_GUESS = 5


@dataclass(frozen=True)
class Term:
    """The headers by which one field is known. `many` when several columns may go to it (tags, phones, notes)."""

    path: str
    headers: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The fields of one business object, the likelier meaning of an ambiguous header first.

    `prefixes` are words that some product puts before each header ("Person - Name"). `kind_of_label` tells the sort
    of an e-mail, telephone or address from the label beside it. `meanings` reads cells that say several things, or
    say them in words of other programs: path → function from the text to raw values of fields. `foreign_number` is
    the field for the number that another program gives a record.
    """

    terms: tuple[Term, ...] = ()
    prefixes: tuple[str, ...] = ()
    kind_of_label: Callable[[str], str] | None = None
    meanings: Mapping[str, Callable[[str], Mapping[str, Any]]] = field(default_factory=dict)
    foreign_number: str = ""


@dataclass(frozen=True)
class Recognised:
    """What a header was taken for: `path` is None when nothing fits; `confidence` from 0 to 1.

    `label_header` is the column that says row by row of which kind the value is ("E-mail 1 - Label"), if any.
    """

    header: str
    path: str | None = None
    confidence: float = 0.0
    label_header: str | None = None


@dataclass(frozen=True)
class Product:
    """A program whose exports are known by headers that only they have; all of `telltale` must be there."""

    name: str
    object: str
    telltale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that a header may mean; `rank` is its place in the vocabulary, the smaller the likelier."""

    path: str
    confidence: float
    many: bool
    rank: tuple[int, int]


Known = dict[str, list[Choice]]


def recognise(headers: Sequence[str], vocabulary: Vocabulary) -> list[Recognised]:
    """The best field for each header, in the order of `headers`.

    A field that holds one value is given to one header: the surest; among equally sure ones, the one that
    could mean nothing else; then the one that the vocabulary names first. So "Title" is the job title, unless
    a "Job Title" stands beside it.
    """
    known, spellings = _known(vocabulary)
    choices = {place: _choices(header, vocabulary, known, spellings) for place, header in enumerate(headers)}
    labels = {fold(header): header for header in headers if fold(header).endswith(LABEL_ENDINGS)}
    found: dict[int, Recognised] = {}
    taken: set[str] = set()
    while choices := {
        place: left
        for place, open_ones in choices.items()
        if place not in found and (left := [one for one in open_ones if one.many or one.path not in taken])
    }:
        place = min(choices, key=lambda at: (-choices[at][0].confidence, len(choices[at]), choices[at][0].rank))
        best = choices[place][0]
        found[place] = Recognised(headers[place], best.path, best.confidence, _label_of(headers[place], labels))
        taken.add(best.path)
    return [found.get(place, Recognised(header)) for place, header in enumerate(headers)]


def detect_product(headers: Iterable[str], products: Sequence[Product]) -> Product | None:
    """The program that the file comes from: the one with the most telltale headers, all of them present."""
    present = {key(header) for header in headers}
    fitting = [product for product in products if all(key(header) in present for header in product.telltale)]
    return max(fitting, key=lambda product: len(product.telltale), default=None)


def fold(header: str) -> str:
    """Lower case words without accents or punctuation: "Příjmení *" is "prijmeni", "MailingCity" "mailing city"."""
    spaced = CAMEL.sub(" ", header).casefold().translate(UNMARKED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(words)


def key(header: str) -> str:
    """`fold` without its spaces, so that "E-mail", "e mail" and "Email" are one."""
    return fold(header).replace(" ", "")


def _known(vocabulary: Vocabulary) -> tuple[Known, dict[str, Choice]]:
    """The choices by `key`, and by `fold` the first of them."""
    known: Known = {}
    spellings: dict[str, Choice] = {}
    for at, term in enumerate(vocabulary.terms):
        for nth, header in enumerate(term.headers):
            choice = Choice(term.path, CERTAIN, term.many, (at, nth))
            alike = known.setdefault(key(header), [])
            if all(other.rank[0] != at for other in alike):
                alike.append(choice)
            spellings.setdefault(fold(header), choice)
    return known, spellings


def _choices(header: str, vocabulary: Vocabulary, known: Known, spellings: dict[str, Choice]) -> list[Choice]:
    """Fields that the header may mean, best first."""
    for name in _without_prefixes(header, vocabulary.prefixes):
        if exact := known.get(key(name)):
            return exact
        bare = DIGITS.sub("", key(name))
        if bare != key(name) and (numbered := [one for one in known.get(bare, ()) if one.many]):
            return [replace(one, confidence=NUMBERED) for one in numbered]
    return _close(fold(header), spellings)


def _without_prefixes(header: str, prefixes: tuple[str, ...]) -> list[str]:
    names = [header]
    for prefix in prefixes:
        start = f"{fold(prefix)} "
        if fold(header).startswith(start):
            names.append(fold(header).removeprefix(start))
    return names


def _close(folded: str, spellings: dict[str, Choice]) -> list[Choice]:
    """The field whose header is but a slip of the pen away."""
    from rapidfuzz import fuzz

    best, best_score = None, float(CLOSE_ENOUGH)
    if len(folded) < SHORTEST_TO_GUESS:
        return []
    for spelling, choice in spellings.items():
        score = fuzz.ratio(folded, spelling, score_cutoff=best_score)
        if score >= best_score and _same_words(folded, spelling):
            best, best_score = choice, score
    return [replace(best, confidence=round(best_score / 100 * CLOSE, 2))] if best else []


def _same_words(one: str, other: str) -> bool:
    """Whether each word of one is near the same word of the other, and the numbers are equal."""
    from rapidfuzz import fuzz

    return DIGITS.findall(one) == DIGITS.findall(other) and all(
        fuzz.ratio(a, b) >= WORD_CLOSE_ENOUGH for a, b in zip_longest(one.split(), other.split(), fillvalue="")
    )


def _label_of(header: str, labels: dict[str, str]) -> str | None:
    """The column with the kind of this column's values: "E-mail 1 - Label" of "E-mail 1 - Value"."""
    stem, _space, ending = fold(header).replace("postal code", "code").rpartition(" ")
    if ending not in VALUE_ENDINGS:
        return None
    return next((labels[f"{stem} {word}"] for word in LABEL_ENDINGS if f"{stem} {word}" in labels), None)
