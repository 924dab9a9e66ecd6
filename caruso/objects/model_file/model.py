"""A model as this package handles it: what a file says, or what Caruso has at the moment (`present`)."""

from dataclasses import dataclass, field
from typing import Any

from caruso.kernel.field_options import HELPS
from caruso.kernel.models import CustomField

#: The parts of a file; what it says of each of them is all there is of it.
OBJECTS, EXTENDED, MAPPED, RIGHTS, SCREENS = "objects", "extended", "mapped", "rights", "screens"
PARTS = (OBJECTS, EXTENDED, MAPPED, RIGHTS, SCREENS)


@dataclass
class FieldModel:
    """`help` is by language, as labels are."""

    name: str
    kind: str
    labels: dict[str, str]
    required: bool = False
    help: dict[str, str] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @classmethod
    def of(cls, row: CustomField) -> "FieldModel":
        options = {name: said for name, said in row.options.items() if name != HELPS}
        help = {**({"en": row.help} if row.help else {}), **row.options.get(HELPS, {})}
        return cls(row.name, row.kind, row.labels, row.required, help, row.choices, options)

    @property
    def said(self) -> dict[str, Any]:
        """What verbs take of it beside name, kind and labels."""
        helps = {code: text for code, text in self.help.items() if code != "en"}
        options = {**self.options, **({HELPS: helps} if helps else {})}
        about = {"required": self.required, "help": self.help.get("en", "")}
        return {"choices": self.choices, **about, "options": options}


@dataclass
class ObjectModel:
    name: str
    labels: dict[str, str]
    plurals: dict[str, str]
    settings: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, FieldModel] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        return f"objects.{self.name}"


@dataclass
class MappedModel:
    """A table of another program's database: `connection` is what the database is called here.

    `fields` and `computed` are by name, as the definition keeps them, without what the database itself tells.
    """

    name: str
    connection: str
    table: str
    key_column: str
    labels: dict[str, str]
    plurals: dict[str, str]
    title: str
    writable: bool = False
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    computed: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    in_search: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        return f"mapped.{self.name}"


@dataclass
class ScreenModel:
    """The arrangement of a face, for the role of this name or for everybody; `content` as the file has it."""

    object: str
    face: str
    role: str
    content: dict[str, Any]
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.object, self.face, self.role


@dataclass
class Model:
    """`extended` are fields added to built-in objects, by the key of the object; `rights` are by role and object.

    `parts` are those that the file has: what Caruso has beside them may be removed.
    """

    objects: dict[str, ObjectModel] = field(default_factory=dict)
    extended: dict[str, dict[str, FieldModel]] = field(default_factory=dict)
    mapped: dict[str, MappedModel] = field(default_factory=dict)
    rights: dict[str, dict[str, Any]] = field(default_factory=dict)
    screens: dict[tuple[str, str, str], ScreenModel] = field(default_factory=dict)
    parts: frozenset[str] = field(default=frozenset(PARTS), compare=False)
    #: On which line a role, or what it may with an object, stands.
    lines: dict[tuple[str, ...], int] = field(default_factory=dict, compare=False)

    def fields_of(self, key: str) -> dict[str, FieldModel]:
        if key.startswith("objects."):
            found = self.objects.get(key.removeprefix("objects."))
            return found.fields if found else {}
        return self.extended.get(key, {})

    @property
    def own(self) -> set[str]:
        """The keys of the firm's own objects, modelled and mapped."""
        return {one.key for one in self.objects.values()} | {one.key for one in self.mapped.values()}

    @property
    def roles(self) -> list[str]:
        """Every role that is spoken of."""
        return list(dict.fromkeys([*self.rights, *(one.role for one in self.screens.values() if one.role)]))
