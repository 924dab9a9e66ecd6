"""What was just written, told to whoever keeps something beside the records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caruso.kernel.objects import BusinessObject

if TYPE_CHECKING:
    from caruso.kernel.models.user import User

Changes = dict[str, list[Any]]


@dataclass(frozen=True)
class Written:
    """Records of one object written by one verb (create, change, bin, restore or destroy) of one person.

    `changes` stands beside `records` (field → [old, new] as JSON); None where every field counts as new.
    """

    object: BusinessObject
    verb: str
    records: Sequence[Any]
    changes: Sequence[Changes | None]
    by: "User | None" = None

    def pairs(self) -> Iterator[tuple[Any, Changes | None]]:
        return zip(self.records, self.changes, strict=True)


_keepers: list[Callable[[Written], None]] = []


def keep_beside(keeper: Callable[[Written], None]) -> Callable[[Written], None]:
    """Have `keeper` called in the transaction of every write, with many records at once."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


def tell_keepers(written: Written) -> None:
    for keeper in _keepers:
        keeper(written)
