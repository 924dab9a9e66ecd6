"""The arrangements as this process knows them: read once for each version of the schema."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.objects.layouts.content import Content
from caruso.objects.models import Layout

Faces = Mapping[str, Content]


@dataclass
class Known:
    """`of_object` holds, by object and face, the content for each role (None: everybody); `made` what came of it."""

    version: int | None = None
    of_object: Mapping[str, Mapping[str, Mapping[int | None, Content]]] = field(default_factory=dict)
    made: dict[Any, Any] = field(default_factory=dict)


_known = Known()


def known() -> Known:
    global _known
    version = current_organisation().schema_version
    if _known.version != version:
        found: Any = defaultdict(lambda: defaultdict(dict))
        for row in Layout.objects.exclude(content=None):
            found[row.object][row.face][row.role_id] = row.content
        _known = Known(version, dict(found))
    return _known


def forget() -> None:
    global _known
    _known = Known()


def faces_for(object: str, user: User) -> Faces:
    """By face, the arrangement for the first of the person's roles that has one, or else the one for everybody."""
    found = {}
    for face, contents in known().of_object.get(object, {}).items():
        roles = (*user.access.role_numbers, None)
        if (role := next((one for one in roles if one in contents), -1)) != -1:
            found[face] = contents[role]
    return found
