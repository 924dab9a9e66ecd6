"""Match keys: what two records must have in common to be thought the same, folded and hashed.

A key is a number made of the object, the rule and the folded values; it needs an eighth of the room of the text, and
the index holds no personal data. Two different texts meet in one number about once in 10¹³ comparisons.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from caruso.kernel.text import fold_words
from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.names import company_words, person_words

SHORTEST_NUMBER = 5
#: Under what a record in memory keeps keys that are known already.
KNOWN = "known_match_keys"


@dataclass(frozen=True, eq=False)
class Keyed:
    """A rule of a screen, ready to make keys. `number` names it in the table."""

    rule: MatchRule
    number: int
    salt: bytes
    texts: Callable[[Any], Iterator[str]]

    def keys(self, record: Any) -> set[int]:
        return {_hashed(self.salt, text) for text in self.texts(record)}

    def key_of(self, text: str) -> int:
        """The key of a record that has just this in the field of the rule, which must be of one field."""
        return _hashed(self.salt, _ONE_FIELD[self.rule.how](text))


def keys_of(screen: Screen, record: Any) -> Mapping[int, Keyed]:
    """The keys of a record, stored or not, with the rule that made each. A rule with an empty part makes none."""
    known: Mapping[int, Keyed] | None = record.__dict__.pop(KNOWN, None)
    if known:
        return known
    return {_hashed(keyed.salt, text): keyed for keyed in keyed_rules(screen) for text in keyed.texts(record)}


def remember_keys(record: Any, keys: Mapping[int, Keyed] | None) -> None:
    """Let the next to ask for the keys of this record have them: an import has matched by them what it then writes."""
    record.__dict__[KNOWN] = keys


@lru_cache(maxsize=200)
def keyed_rules(screen: Screen) -> tuple[Keyed, ...]:
    """The rules of a screen. Their numbers follow from what they say: a changed rule does not meet its old keys."""
    found = []
    for rule in screen.matching:
        found.append(Keyed(rule, number_of(screen.key, rule), _salt(screen.key, rule), _texts(screen, rule)))
    return tuple(found)


def number_of(object: str, rule: MatchRule) -> int:
    """The number that names a rule in the table."""
    return zlib.crc32(_salt(object, rule)) & 0x7FFFFFFF


def _salt(object: str, rule: MatchRule) -> bytes:
    return f"{object} {rule.name} {rule.how} ".encode()


def _hashed(salt: bytes, text: str) -> int:
    return int.from_bytes(blake2b(salt + text.encode(), digest_size=8).digest(), "big", signed=True)


def matched_fields(screen: Screen) -> set[str]:
    """The fields that any rule looks at."""
    return {name for rule in screen.matching for name in rule.fields}


def _texts(screen: Screen, rule: MatchRule) -> Callable[[Any], Iterator[str]]:
    """What the rule compares, as a function from a record to texts."""
    if one := _ONE_FIELD.get(rule.how):
        (name,) = rule.fields
        if screen.field(name).kind.name == "entries":
            return lambda record: filter(None, (one(str(entry.get("value", ""))) for entry in getattr(record, name)))
        return lambda record: filter(None, (one(str(getattr(record, name) or "")),))
    if words := _NAMES.get(rule.how):
        return _name_and_place(screen, rule, words)
    parts = [_part(screen, name) for name in rule.fields]

    def joined(record: Any) -> Iterator[str]:
        texts = [part(record) for part in parts]
        if all(texts):
            yield "|".join(texts)

    return joined


def _name_and_place(screen: Screen, rule: MatchRule, words: Callable[[str], str]) -> Callable[[Any], Iterator[str]]:
    *names, place = rule.fields
    place_of = _part(screen, place)
    fewest = 2 if rule.how == "person" else 1

    def name_and_place(record: Any) -> Iterator[str]:
        where = place_of(record)
        if where:
            name = words(" ".join(getattr(record, part) or "" for part in names))
            if name.count(" ") + 1 >= fewest and name:
                yield f"{name}|{where}"

    return name_and_place


def _part(screen: Screen, name: str) -> Callable[[Any], str]:
    if screen.field(name).kind.family == "link":
        return lambda record: str(getattr(record, f"{name}_id") or "")
    return lambda record: _folded(str(getattr(record, name) or ""))


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Towns come again and again."""
    return fold_words(text)


def _email(text: str) -> str:
    return text.strip().lower()


def _phone(text: str) -> str:
    return text.partition(";")[0]


def _number(text: str) -> str:
    """`PL 526-10-40-828` and `5261040828` are the same number."""
    compact = "".join(char for char in text.upper() if char.isalnum())
    if compact[:2].isalpha() and compact[2:].isdigit():
        compact = compact[2:]
    return compact if len(compact) >= SHORTEST_NUMBER else ""


_ONE_FIELD: dict[str, Callable[[str], str]] = {"email": _email, "phone": _phone, "number": _number}
_NAMES: dict[str, Callable[[str], str]] = {"person": person_words, "company": company_words}
