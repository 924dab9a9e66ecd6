"""Parameters of addresses, read strictly: a misspelt one is refused instead of quietly meaning nothing."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caruso.screens.api.problem import Problem, fault

#: In characters; together they fit, percent-encoded, into the 64 kB that servers take for an address.
LONGEST = {"where": 2000, "filter": 2000, "cursor": 500}
LONGEST_OTHER = 200


def parameters(request: HttpRequest, *known: str) -> dict[str, str]:
    """The parameters by name. Raises Problem for unknown and repeated ones, NUL characters and great length."""
    found: dict[str, str] = {}
    for name, values in request.GET.lists():
        if name not in known:
            message = _("Unknown; there are: %(known)s.") % {"known": ", ".join(known) or "–"}
            raise wrong(name[:80].replace("\x00", ""), message)
        if len(values) != 1:
            raise wrong(name, _("Give this once."))
        if "\x00" in values[0]:
            raise wrong(name, _("This holds a NUL character."))
        if name != "fields" and len(values[0]) > LONGEST.get(name, LONGEST_OTHER):
            raise wrong(name, _("This is too long."))
        found[name] = values[0]
    return found


def whole_number(given: dict[str, str], name: str, default: int, most: int) -> int:
    """A number from 1 to `most`. Raises Problem for anything else."""
    text = given.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 1 <= int(text) <= most):
        raise wrong(name, _("A whole number from 1 to %(most)d.") % {"most": most})
    return int(text)


def one_of(given: dict[str, str], name: str, choices: Sequence[str]) -> str:
    """One of the choices; the first where nothing is given. Raises Problem for anything else."""
    text = given.get(name, choices[0])
    if text not in choices:
        raise wrong(name, _("One of: %(choices)s.") % {"choices": ", ".join(choices)})
    return text


def flag(given: dict[str, str], name: str) -> bool:
    """`true` or `false`, which is the default. Raises Problem for anything else."""
    return one_of(given, name, ("false", "true")) == "true"


def wrong(name: str, message: str) -> Problem:
    return Problem("parameters", errors=[fault("query", name, message)])
