"""The book of keys: the numbers here of rows that their table knows by a text, or by several columns."""

import json
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from typing import Any

from caruso.objects.mapped.models import BookedKey

#: What stands in the columns of a key.
Key = tuple[str | int, ...]
_AT_ONCE = 500
_LARGEST = 2**63 - 1


def key_of(values: Iterable[Any]) -> Key | None:
    """The key of what a database or a person gave for its columns; None where one of them is empty."""
    parts = tuple(_part(value) for value in values)
    return None if None in parts else parts  # type: ignore[return-value]


def numbers_of(object: int, keys: Iterable[Key]) -> dict[Key, int]:
    """The numbers of these keys of the mapped object; those that are not in the book are entered."""
    by_digest = {_digest(key): key for key in keys}
    found = _read(object, by_digest)
    if missing := by_digest.keys() - found.keys():
        # In the same order whoever enters them, so that no two wait for one another.
        entries = [BookedKey(object_id=object, digest=one, key=_text(by_digest[one])) for one in sorted(missing)]
        BookedKey.objects.bulk_create(entries, ignore_conflicts=True, batch_size=_AT_ONCE)
        found |= _read(object, missing)
    return {by_digest[digest]: number for digest, number in found.items()}


def keys_of(object: int, numbers: Iterable[int]) -> dict[int, Key]:
    """The keys by their numbers; a number that is not in the book has none."""
    found: dict[int, Key] = {}
    for some in _portions([number for number in numbers if 0 < number <= _LARGEST]):
        entries = BookedKey.objects.filter(object=object, pk__in=some).values_list("pk", "key")
        found |= {number: tuple(json.loads(text)) for number, text in entries}
    return found


def _read(object: int, digests: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _portions(sorted(digests)):
        found |= dict(BookedKey.objects.filter(object=object, digest__in=some).values_list("digest", "pk"))
    return found


def _portions(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _part(value: Any) -> str | int | None:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value if value is None or isinstance(value, int) else str(value)


def _text(key: Key) -> str:
    return json.dumps(key)


def _digest(key: Key) -> str:
    return blake2b(_text(key).encode(), digest_size=16).hexdigest()
