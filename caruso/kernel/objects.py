"""The register of business objects: what every reader, condition and right is about.

An object's key is its name everywhere (`customers.account`): in events, rights, addresses of the API.
"""

from collections.abc import Iterator, Mapping

from django.db import models

from caruso.kernel.fields import Field
from caruso.kernel.fields.from_model import fields_of


class BusinessObject:
    """One kind of record, with its fields: built in ones from the model, custom ones from rows."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.key: str = model._meta.label_lower
        self._built_in: dict[str, Field] | None = None

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
        """The records of other objects that point to one of this, by the name of that relation."""
        found = {}
        for relation in self.model._meta.related_objects:
            if relation.related_model in _by_model and relation.one_to_many and not relation.hidden:
                name = str(relation.get_accessor_name())
                found[name] = Collection(name, relation.related_model._meta.label_lower, relation.field.name)
        return found


class Collection:
    """Records of the object `target` whose field `link` points here."""

    def __init__(self, name: str, target: str, link: str) -> None:
        self.name, self.target, self.link = name, target, link


_by_key: dict[str, BusinessObject] = {}
_by_model: dict[type[models.Model], BusinessObject] = {}


def register(model: type[models.Model]) -> BusinessObject:
    """Make a model known as a business object; once more is the same."""
    if model not in _by_model:
        described = BusinessObject(model)
        _by_model[model] = _by_key[described.key] = described
    return _by_model[model]


def business_object(which: str | type[models.Model]) -> BusinessObject:
    """The object with this key or model. Raises KeyError for what is not one."""
    return _by_key[which] if isinstance(which, str) else _by_model[which]


def business_objects() -> Iterator[BusinessObject]:
    return iter(list(_by_key.values()))
