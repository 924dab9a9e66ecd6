"""Fields that a role hides, of the record that a scene is about."""

from caruso.kernel.models import User
from tests.access.limits import Marked, limit, limit_all
from tests.access.scene import Scene


def scene_of(one: Marked, owner: User, person: User) -> Scene:
    """The scene in which the record is the marked one."""
    scene = Scene(one.screen, owner, person)
    scene.__dict__["record"] = one.record
    return scene.prepare()


def hideable(one: Marked) -> list[str]:
    """The fields that a role can hide; the parts of a name are told with the name."""
    title = f"{getattr(one.record, one.screen.title)} {one.record}"
    return [
        name
        for name in one.names
        if name != one.screen.title
        and not one.screen.field(name).required
        and not any(look in title for look in one.marks[name])
    ]


def hide(person: User, one: Marked, names: list[str]) -> None:
    limit(person, one.screen, dict.fromkeys(names, "hidden"))


def hide_all(person: User, hidden: list[tuple[Marked, list[str]]]) -> None:
    """Hide these fields of each of these records' objects."""
    limit_all(person, {one.screen: dict.fromkeys(names, "hidden") for one, names in hidden})
