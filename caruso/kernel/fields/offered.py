"""Choices that the firm can change while Caruso runs: read anew each time they are asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload


class OfferedChoices(Sequence[tuple[str, Any]]):
    """The (value, label) pairs that `offer` returns at the moment."""

    def __init__(self, offer: Callable[[], Sequence[tuple[str, Any]]]) -> None:
        self.offer = offer

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.offer())

    def __len__(self) -> int:
        return len(self.offer())

    @overload
    def __getitem__(self, index: int) -> tuple[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[str, Any]]: ...
    def __getitem__(self, index: Any) -> Any:
        return self.offer()[index]


class OfferedColours(Mapping[str, str]):
    """The colour of each choice, as `offer` returns them at the moment."""

    def __init__(self, offer: Callable[[], Mapping[str, str]]) -> None:
        self.offer = offer

    def __getitem__(self, value: str) -> str:
        return self.offer()[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self.offer())

    def __len__(self) -> int:
        return len(self.offer())
