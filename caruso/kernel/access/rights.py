"""What a person may do with each business object, from the person's roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import is_withheld

if TYPE_CHECKING:
    from caruso.kernel.models.user import User

RIGHTS: dict[str, Any] = {
    "view": _("see"),
    "create": _("create"),
    "edit": _("edit"),
    "delete": _("delete"),
    "export": _("export"),
    "bulk": _("change in bulk"),
    "destroy": _("destroy for good"),
}
SCOPES: dict[str, Any] = {"none": _("none"), "own": _("own"), "team": _("team's"), "all": _("all")}
FIELD_RIGHTS: dict[str, Any] = {"edit": _("edit"), "read": _("read only"), "hidden": _("hidden")}

_WIDER = list(SCOPES)
_LOOSER = ["hidden", "read", "edit"]
OTHERS = "*"


@dataclass
class Access:
    """The sum of a person's roles: for each right the widest scope, for each field the loosest restriction."""

    user_id: int | None
    team_id: int | None
    everything: bool = False
    administers: bool = False
    roles: list[Mapping[str, Any]] = field(default_factory=list)
    #: The numbers of the roles, in the order of their names.
    role_numbers: tuple[int, ...] = ()
    #: What this never goes beyond: that of a person who looks through a role.
    within: "Access | None" = None

    def scope(self, object: str, right: str) -> str:
        """none, own, team or all: whose records of this object the right reaches."""
        if is_withheld(object, right):
            return "none"
        if self.everything:
            return "all"
        scopes = (self._of_object(role, object).get(right, "none") for role in self.roles)
        widest = max(scopes, key=_WIDER.index, default="none")
        return min(widest, self.within.scope(object, right), key=_WIDER.index) if self.within else widest

    def may(self, object: str, right: str) -> bool:
        return self.scope(object, right) != "none"

    def require(self, object: str, right: str) -> None:
        """Raises PermissionDenied unless the right reaches at least one's own records."""
        if not self.may(object, right):
            raise PermissionDenied(_("Your role does not allow this."))

    def field(self, object: str, name: str) -> str:
        """hidden, read or edit."""
        if self.everything or not self.roles:
            return "edit" if self.everything else "hidden"
        rights = (
            self._of_object(role, object).get("fields", {}).get(name, "edit")
            for role in self.roles
            if self._of_object(role, object).get("view", "none") != "none"
        )
        loosest = max(rights, key=_LOOSER.index, default="hidden")
        return min(loosest, self.within.field(object, name), key=_LOOSER.index) if self.within else loosest

    @cached_property
    def teams(self) -> set[int]:
        """The person's team and those below it."""
        from caruso.kernel.models.team import with_teams_below

        return with_teams_below({self.team_id}) if self.team_id else set()

    @staticmethod
    def _of_object(role: Mapping[str, Any], object: str) -> Mapping[str, Any]:
        return role.get(object) or role.get(OTHERS) or {}


def access_of(user: "User") -> Access:
    """The access that this person's roles give. `user.seen_as`, a role, stands in for them (see as)."""
    if seen_as := getattr(user, "seen_as", None):
        return access_of_roles([seen_as], user)
    if not user.is_active:
        return Access(user.pk, None)
    if user.is_superuser:
        return Access(user.pk, user.team_id, everything=True, administers=True)
    return access_of_roles(user.all_roles, user)


def access_through(role: Any, user: "User") -> Access:
    """What the role gives, as far as the person has it too: to look through it never shows more than one's own."""
    found = access_of_roles([role], user)
    found.administers, found.within = False, access_of(user)
    return found


def access_of_roles(roles: Iterable[Any], user: "User") -> Access:
    roles = list(roles)
    return Access(
        user.pk,
        user.team_id,
        administers=any(role.administers for role in roles),
        roles=[role.rights for role in roles],
        role_numbers=tuple(role.pk for role in roles),
    )
