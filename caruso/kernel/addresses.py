"""Where a record is shown. The room that shows records says so at start-up; lower rooms only ask."""

from collections.abc import Callable

_address: Callable[[str, int], str] | None = None


def records_are_shown_at(address: Callable[[str, int], str]) -> None:
    """Give the function that makes an address of an object's key and a record's number."""
    global _address
    _address = address


def address_of_record(object: str, number: int) -> str:
    """The address of the record's page; empty as long as nobody shows records."""
    return _address(object, number) if _address else ""
