"""How large the base is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Counts of records and events. `changes` follows, so that the events add up to five for each contact."""

    name: str
    contacts: int

    @property
    def accounts(self) -> int:
        return self.contacts // 10

    @property
    def activities(self) -> int:
        return self.contacts * 4 // 10

    @property
    def events(self) -> int:
        """Of customers; those of deals and orders come on top."""
        return self.contacts * 5

    @property
    def opportunities(self) -> int:
        return self.contacts // 2

    @property
    def orders(self) -> int:
        """With ten lines each."""
        return self.contacts // 5


FULL = Size("full", 1_000_000)
SMALL = Size("small", 10_000)
