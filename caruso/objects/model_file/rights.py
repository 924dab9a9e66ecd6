"""What roles may, in a file: everything with the firm's own objects, of built-in ones which added fields are withheld.

Roles are known by their names. One that is not here is made, and may then do what the file says, nothing else.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.access.rights import FIELD_RIGHTS, OTHERS, RIGHTS, SCOPES
from caruso.kernel.access.roles import clean_rights, save_role
from caruso.kernel.models import Role, User
from caruso.objects.model_file.marked import Line, Marked
from caruso.objects.model_file.model import Model
from caruso.objects.model_file.reader import Reader

OWN_OBJECTS = ("objects.", "mapped.")


def read(reader: Reader, data: Marked, model: Model) -> None:
    roles = reader.mapping(data, "rights")
    for name in roles:
        model.lines[(name,)] = roles.line_of(name)
        if not 0 < len(name.strip()) <= 120:
            reader.tell(roles.line_of(name), _("A role needs a name of at most 120 characters."))
        of_role = reader.mapping(roles, name, True)
        model.rights[name] = {}
        for key in of_role:
            model.lines[name, key] = of_role.line_of(key)
            model.rights[name][key] = _read_one(reader, key, reader.mapping(of_role, key, True))


def _read_one(reader: Reader, object: str, said: Marked) -> dict[str, Any]:
    own = object.startswith(OWN_OBJECTS)
    reader.refuse_unknown(said, {"fields", *(RIGHTS if own else ())})
    found: dict[str, Any] = {}
    for right in RIGHTS if own else ():
        scope = said.get(right, "none")
        if scope not in SCOPES:
            reader.tell(said.line_of(right), _("Write one of these: %(names)s.") % {"names": ", ".join(SCOPES)})
        elif scope != "none":
            found[right] = scope
    fields = reader.mapping(said, "fields")
    withheld = {}
    for name, right in fields.items():
        if right not in FIELD_RIGHTS:
            reader.tell(fields.line_of(name), _("Write one of these: %(names)s.") % {"names": ", ".join(FIELD_RIGHTS)})
        elif right != "edit":
            withheld[name] = right
    found |= {"fields": withheld} if withheld else {}
    return found or ({"view": "none"} if own else {})


def written(model: Model) -> dict[str, Any]:
    return {
        role: {key: {**said, "fields": Line(said["fields"])} if "fields" in said else said for key, said in own.items()}
        for role, own in model.rights.items()
    }


def wanted_of(role: str, object: str, wanted: Model, here: Model) -> dict[str, Any]:
    """What the role would have with the object; fields that the file does not know stay withheld."""
    said = dict(wanted.rights[role][object])
    names, known = wanted.fields_of(object), here.fields_of(object)
    before = here.rights.get(role, {}).get(object, {}).get("fields", {})
    kept = {name: right for name, right in before.items() if name in known and name not in names}
    fields = {**kept, **said.get("fields", {})}
    said.pop("fields", None)
    return {**said, "fields": fields} if fields else said


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    names = [name for name in (*RIGHTS, "fields") if name in before or name in after]
    return [(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]


def write(role_name: str, object: str, said: Mapping[str, Any], known: set[str], *, by: User) -> None:
    """Give the role these rights; of a built-in object only what it may with the added fields, `known`, changes."""
    role = Role.objects.get(name=role_name)
    rights: dict[str, Any] = dict(role.rights)
    if object.startswith(OWN_OBJECTS):
        entry = dict(said)
    else:
        entry = dict(rights.get(object) or rights.get(OTHERS) or {})
        others = {name: right for name, right in entry.get("fields", {}).items() if name not in known}
        entry["fields"] = {**others, **said.get("fields", {})}
    save_role(role, {"rights": {**rights, **clean_rights({object: entry})}}, by=by)


def forget(role_name: str, object: str, known: set[str], *, by: User) -> None:
    """Let the role have what it has with every other object."""
    if not object.startswith(OWN_OBJECTS):
        write(role_name, object, {}, known, by=by)
        return
    role = Role.objects.get(name=role_name)
    rest = {key: said for key, said in role.rights.items() if key != object}
    save_role(role, {"rights": rest}, by=by)


def unmentioned(wanted: Model, here: Model) -> Iterator[tuple[str, str]]:
    """Role and object of rights that are here, over objects that the file knows, and not in it."""
    known = wanted.own | set(wanted.extended)
    for role, own in here.rights.items():
        for object in own:
            if object in known and object not in wanted.rights.get(role, {}):
                yield role, object
