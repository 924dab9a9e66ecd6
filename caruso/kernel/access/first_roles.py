"""The roles that a firm starts with; the administrator then changes them as the firm likes."""

from typing import Any


def _rights(*scopes: str) -> dict[str, dict[str, str]]:
    names = ("view", "create", "edit", "delete", "export", "bulk", "destroy")
    return {"*": {right: scope for right, scope in zip(names, scopes, strict=True) if scope != "none"}}


#: Name, description, whether it administers, rights on every object.
FIRST_ROLES = (
    ("Administrator", "Everything, settings included.", True, _rights(*["all"] * 7)),
    (
        "Manager",
        "Sees all, changes what is the team's.",
        False,
        _rights("all", "all", "team", "team", "all", "team", "none"),
    ),
    (
        "Representative",
        "Sees what is the team's, changes the own.",
        False,
        _rights("team", "all", "own", "own", "own", "own", "none"),
    ),
    (
        "Agent",
        "Sees and changes all, so that no customer has to tell a thing twice.",
        False,
        _rights("all", "all", "all", "own", "none", "own", "none"),
    ),
    (
        "Marketer",
        "Sees and exports all, changes in bulk.",
        False,
        _rights("all", "all", "team", "own", "all", "all", "none"),
    ),
    ("Reader", "Sees all, changes nothing.", False, _rights("all", *["none"] * 6)),
)


def seed_roles(role_model: Any) -> None:
    """Make those of the first roles that are missing."""
    for name, description, administers, rights in FIRST_ROLES:
        role_model.objects.get_or_create(
            name=name, defaults={"description": description, "administers": administers, "rights": rights}
        )
