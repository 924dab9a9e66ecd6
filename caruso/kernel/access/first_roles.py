"""The roles that a firm starts with; the administrator then changes them as the firm likes.

They are kept by their English names and descriptions, and shown in the reader's language until somebody writes others.
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


def _rights(*scopes: str) -> dict[str, dict[str, str]]:
    names = ("view", "create", "edit", "delete", "export", "bulk", "destroy")
    return {"*": {right: scope for right, scope in zip(names, scopes, strict=True) if scope != "none"}}


#: Name, description, whether it administers, rights on every object.
FIRST_ROLES = (
    (_("Administrator"), _("Everything, settings included."), True, _rights(*["all"] * 7)),
    (
        _("Manager"),
        _("Sees all, changes what is the team's."),
        False,
        _rights("all", "all", "team", "team", "all", "team", "none"),
    ),
    (
        _("Representative"),
        _("Sees what is the team's, changes the own."),
        False,
        _rights("team", "all", "own", "own", "own", "own", "none"),
    ),
    (
        _("Agent"),
        _("Sees and changes all, so that no customer has to tell a thing twice."),
        False,
        _rights("all", "all", "all", "own", "none", "own", "none"),
    ),
    (
        _("Marketer"),
        _("Sees and exports all, changes in bulk."),
        False,
        _rights("all", "all", "team", "own", "all", "all", "none"),
    ),
    (_("Reader"), _("Sees all, changes nothing."), False, _rights("all", *["none"] * 6)),
)


def seed_roles(role_model: Any) -> None:
    """Make those of the first roles that are missing."""
    for name, description, administers, rights in FIRST_ROLES:
        role_model.objects.get_or_create(
            name=name, defaults={"description": description, "administers": administers, "rights": rights}
        )


def shown(text: str) -> str:
    """A role's name or description: those that the house gave in the reader's language, others as they were written."""
    return gettext(text) if text in _given() else text


def kept(text: str, before: str) -> str:
    """What to keep for a text as it was typed: `before` where that is what was shown."""
    return before if text == shown(before) else text


@cache
def _given() -> frozenset[str]:
    return frozenset(text for name, description, *_rest in FIRST_ROLES for text in (name, description))
