"""Screens in addresses: `/accounts/12`."""

from django.urls import NoReverseMatch, register_converter

from caruso.screens.description import Screen, screen_at, screen_of


class ScreenConverter:
    """The word of a screen; an unknown one does not match, so the address is not found."""

    regex = "[a-z][a-z0-9-]*"

    def to_python(self, value: str) -> Screen:
        try:
            return screen_at(value)
        except KeyError:
            raise ValueError from None

    def to_url(self, value: Screen | str) -> str:
        return str(value)


register_converter(ScreenConverter, "screen")


def page_of(screen: Screen, name: str) -> str | None:
    """The address of a page of this screen; None where the reader that makes it is not there."""
    try:
        return screen.url(name)
    except NoReverseMatch:
        return None


def record_address(object: str, number: int) -> str:
    """The page of a record; empty for an object that has no screen."""
    try:
        return screen_of(object).record_url(number)
    except KeyError:
        return ""
