"""The register of business objects: what every reader, condition and right is about.

An object's key is its name everywhere (`customers.account`): in events, rights, addresses of the API.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from caruso.kernel.fields import Field
from caruso.kernel.fields.from_model import fields_of


class BusinessObject:
    """One kind of record, with its fields: built in ones from the model, custom ones from rows."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.key: str = model._meta.label_lower
        self._built_in: dict[str, Field] | None = None
        #: The field that names a record; empty where none does.
        self.title = ""
        #: Rights that nobody has on it, whatever a role says.
        self.withheld_rights: frozenset[str] = frozenset()
        #: Whether an administrator may add fields to it, and links that lead to it; not where another program keeps it.
        self.takes_fields = True

    def __repr__(self) -> str:
        return f"<{self.key}>"

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def label_plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def built_in_fields(self) -> dict[str, Field]:
        if self._built_in is None:
            self._built_in = fields_of(self.model)
        return self._built_in

    @property
    def unmodelled(self) -> type[models.Model]:
        """The model as far as it has attributes that no field of an administrator gave it."""
        return self.model

    @property
    def repeated(self) -> Mapping[str, str]:
        """Fields that repeat a part of another: `{"email": "emails"}`."""
        return getattr(self.model, "REPEATED", {})

    @property
    def custom_fields(self) -> dict[str, Field]:
        from caruso.kernel.custom_fields import custom_fields_of

        return custom_fields_of(self.key)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by name. Built in names win over custom ones."""
        custom = self.custom_fields
        return {**custom, **self.built_in_fields} if custom else self.built_in_fields

    def field(self, name: str) -> Field:
        """Raises KeyError for a name that is not a field."""
        return self.built_in_fields.get(name) or self.custom_fields[name]

    @property
    def collections(self) -> dict[str, "Collection"]:
        """What leads to records of this object, by links that are built in and by those that an administrator made."""
        return {**self.added_collections, **self.built_in_collections}

    @property
    def gathered(self) -> dict[str, "Collection"]:
        """The collections, and what links of this object to several records lead to."""
        held = {name: Held(self.key, one) for name, one in self.fields.items() if one.kind.family == "records"}
        return {**held, **self.collections}

    @property
    def built_in_collections(self) -> dict[str, "Collection"]:
        """The records of other objects that point to one of this, by the name of that relation."""
        found = {}
        for relation in self.model._meta.related_objects:
            if relation.related_model in _by_model and relation.one_to_many and not relation.hidden:
                name = str(relation.get_accessor_name())
                found[name] = Collection(name, relation.related_model._meta.label_lower, relation.field.name)
        return found

    @property
    def added_collections(self) -> "dict[str, Collection]":
        """Those of links that an administrator made."""
        from caruso.kernel.custom_fields import custom_collections_of

        found = dict(custom_collections_of(self.key))
        for source in _sources:
            found.update(source().collections.get(self.key, {}))
        return found


class Collection:
    """Records of the object `target` whose field `link` points here.

    `links` is the table in which the database keeps where it points, for links that have no column of their own;
    `label` is what the collection is called where an administrator named it.
    """

    def __init__(self, name: str, target: str, link: str, *, links: str = "", label: Any = "") -> None:
        self.name, self.target, self.link, self.links, self.label = name, target, link, links, label

    @property
    def kept_in(self) -> tuple[str, str]:
        """The object and the field that say what belongs to it."""
        return self.target, self.link

    def leading_to(self, number: Any) -> models.Q:
        """For records of the target: whether they lead to the record with this number (or an expression for it)."""
        if not self.links:
            return models.Q(**{self.link: number})
        from caruso.kernel.link_tables import LeadsTo

        return models.Q(LeadsTo(self.links, models.F("pk"), number))


class Held(Collection):
    """Records of the object `target` to which the field `link` of the object `holder` itself leads."""

    def __init__(self, holder: str, field: Field) -> None:
        super().__init__(field.name, field.target, field.name, links=field.links, label=field.label)
        self.holder = holder

    @property
    def kept_in(self) -> tuple[str, str]:
        return self.holder, self.link

    def leading_to(self, number: Any) -> models.Q:
        """For records of the target: whether the holder with this number leads to them."""
        from caruso.kernel.link_tables import LedTo

        return models.Q(LedTo(self.links, models.F("pk"), number))


@dataclass(frozen=True)
class ObjectSet:
    """Objects that are known only at run time, by key; `collections` are theirs, by the key of what they lead to."""

    objects: Mapping[str, BusinessObject] = field(default_factory=dict)
    collections: Mapping[str, Mapping[str, Collection]] = field(default_factory=dict)


_by_key: dict[str, BusinessObject] = {}
_by_model: dict[type[models.Model], BusinessObject] = {}
_sources: list[Callable[[], ObjectSet]] = []


def register(model: type[models.Model]) -> BusinessObject:
    """Make a model known as a business object; once more is the same."""
    if model not in _by_model:
        described = BusinessObject(model)
        _by_model[model] = _by_key[described.key] = described
    return _by_model[model]


def add_source(source: Callable[[], ObjectSet]) -> None:
    """Ask `source` for more objects, each time anew: what it answers may change while the process runs."""
    if source not in _sources:
        _sources.append(source)


def know_objects() -> None:
    """Have the objects of every source made now: an address is resolved where no database may be asked."""
    for source in _sources:
        source()


def business_object(which: str | type[models.Model]) -> BusinessObject:
    """The object with this key or model. Raises KeyError for what is not one."""
    found = _by_key.get(which) if isinstance(which, str) else _by_model.get(which)
    if found is None:
        # By name, not by class: a request that began before a change still has records of the class before.
        key = which if isinstance(which, str) else which._meta.label_lower
        found = next((source().objects[key] for source in _sources if key in source().objects), None)
    if found is None:
        raise KeyError(which)
    return found


def is_withheld(key: str, right: str) -> bool:
    """Whether nobody has this right on the object, whatever a role says; of an unknown one nothing is."""
    if key in _by_key:
        return False
    return any(key in (objects := source().objects) and right in objects[key].withheld_rights for source in _sources)


def business_objects() -> Iterator[BusinessObject]:
    yield from list(_by_key.values())
    for source in _sources:
        yield from source().objects.values()
