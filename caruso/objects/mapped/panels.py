"""Panels that show what belongs together across two databases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from caruso.kernel.labels import in_language
from caruso.kernel.models import User
from caruso.objects.mapped.links import Link, records_with
from caruso.objects.mapped.models import MappedObject
from caruso.screens.description import Panel, screen_of

MOST = 5


class WaitingPanel(Panel):
    """Rows of a mapped object. The page stands without them; they come when they come."""

    definition: MappedObject
    template = "objects/mapped/rows_waiting.html"

    @property
    def label(self) -> str:
        """With the field by which the rows belong here: another panel may show rows of the same object by another one."""
        return f"{self.definition.label_plural} · {_label_of(self.definition, self.belong_by)}"

    @property
    def belong_by(self) -> str:
        """The field of the mapped object by which its rows are found."""
        raise NotImplementedError


@dataclass(frozen=True)
class RowsPanel(WaitingPanel):
    """Beside a record of Caruso: the rows that hold its key."""

    definition: MappedObject
    link: Link

    @property
    def name(self) -> str:
        return f"Rows.{self.definition.name}.{self.link['by']}.{self.link['field']}"

    @property
    def belong_by(self) -> str:
        return self.link["by"]

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not (_sees_rows(user, self.definition, self.link["by"]) and _sees_key(user, self.link)):
            return None
        number = self.definition.links.index(self.link)
        address = reverse("mapped:rows", args=[self.definition.name, number, record.pk])
        return {"rows_of": screen_of(self.definition.key), "address": address}


@dataclass(frozen=True)
class LeadingPanel(WaitingPanel):
    """Beside a row: the rows of another table of its database whose relation leads to it."""

    definition: MappedObject
    relation: str

    @property
    def name(self) -> str:
        return f"Leading.{self.definition.name}.{self.relation}"

    @property
    def belong_by(self) -> str:
        return self.relation

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not _sees_rows(user, self.definition, self.relation):
            return None
        address = reverse("mapped:leading", args=[self.definition.name, self.relation, record.pk])
        return {"rows_of": screen_of(self.definition.key), "address": address}


@dataclass(frozen=True)
class ReachedPanel(WaitingPanel):
    """Beside a record of Caruso: the rows whose relation leads to those that hold its key, such as the meters of its customers."""

    definition: MappedObject
    relation: str
    between: MappedObject
    link: Link

    @property
    def name(self) -> str:
        return f"Reached.{self.definition.name}.{self.relation}.{self.between.links.index(self.link)}"

    @property
    def belong_by(self) -> str:
        return self.relation

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        rights = (
            _sees_rows(user, self.definition, self.relation),
            _sees_rows(user, self.between, self.link["by"]),
            _sees_key(user, self.link),
        )
        if not all(rights):
            return None
        number = self.between.links.index(self.link)
        address = reverse("mapped:reached", args=[self.definition.name, self.relation, number, record.pk])
        return {"rows_of": screen_of(self.definition.key), "address": address}


@dataclass(frozen=True)
class LinkedPanel(Panel):
    """Beside a row of another program: the records of Caruso that hold its key."""

    link: Link
    template: str = "objects/mapped/linked.html"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may(self.link["target"], "view"):
            return None
        records = records_with(self.link, record, user)
        if records is None:
            return None
        return {"linked_to": screen_of(self.link["target"]), "linked": list(records.order_by("pk")[:MOST])}


def panels_beside(definitions: Mapping[str, MappedObject], models_of: Mapping[str, Any]) -> dict[str, list[Panel]]:
    """The panels of all mapped objects, by the object beside whose records they stand."""
    found: dict[str, list[Panel]] = {}
    for definition in definitions.values():
        for link in definition.links:
            found.setdefault(link["target"], []).append(RowsPanel(definition, link))
    for definition in definitions.values():
        for relation, target in _relations(definition, models_of[definition.key]):
            found.setdefault(target, []).append(LeadingPanel(definition, relation))
            for link in definitions[target].links:
                panel = ReachedPanel(definition, relation, definitions[target], link)
                found.setdefault(link["target"], []).append(panel)
    return found


def _label_of(definition: MappedObject, field: str) -> str:
    labels: Mapping[str, str] = next((one["labels"] for one in definition.fields if one["name"] == field), {})
    return in_language(labels) or field


def _relations(definition: MappedObject, model: Any) -> Iterator[tuple[str, str]]:
    """Those whose target is there too."""
    columns = {column.name for column in model._meta.concrete_fields}
    for one in definition.fields:
        if one["kind"] == "relation" and one["name"] in columns:
            yield one["name"], one["target"]


def _sees_rows(user: User, definition: MappedObject, field: str) -> bool:
    """Rows have no owner: only a right that reaches all of them shows any, and only the field tells whose they are."""
    key = definition.key
    return user.access.scope(key, "view") == "all" and user.access.field(key, field) != "hidden"


def _sees_key(user: User, link: Link) -> bool:
    return user.access.field(link["target"], link["field"].partition(".")[0]) != "hidden"
