"""Rows of which there may be only one: two that would become the same are found before the database refuses."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q


class Twins:
    """Finds, for rows about to be changed, the row that already is what they would become."""

    def __init__(self, model: type[models.Model], columns: Iterable[str]) -> None:
        self._sets = [names for names in _unique_sets(model) if not set(columns).isdisjoint(names)]
        self._model = model
        self._known: dict[tuple[Any, ...], Any] = {}

    def learn(self, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Read those that stand where the rows would go: `changes` is row → column → new value. One query a set."""
        for names in self._sets:
            places = {(name, columns[name]) for columns in changes.values() for name in names if name in columns}
            if places:
                there = reduce(or_, (Q(**{name: value}) for name, value in places))
                for row in self._model._default_manager.filter(there):
                    self.add(row)

    def add(self, row: Any, changed: Mapping[str, Any] | None = None) -> None:
        for names in self._sets:
            self._known.setdefault(self._place(row, names, changed or {}), row)

    def of(self, row: Any, changed: Mapping[str, Any]) -> Any:
        """The other row in the place that this one would take; None if it is free."""
        for names in self._sets:
            place = self._place(row, names, changed)
            if None not in place and (found := self._known.get(place)) is not None and found.pk != row.pk:
                return found
        return None

    @staticmethod
    def _place(row: Any, names: tuple[str, ...], changed: Mapping[str, Any]) -> tuple[Any, ...]:
        return (names, *(changed.get(name, getattr(row, name)) for name in names))


def _unique_sets(model: type[models.Model]) -> Iterable[tuple[str, ...]]:
    """Sets of columns that together are unique. Conditional constraints count as if they always held."""
    attnames = {column.name: column.attname for column in model._meta.concrete_fields}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield tuple(attnames[name] for name in constraint.fields)
    for names in model._meta.unique_together:
        yield tuple(attnames[name] for name in names)
    for column in model._meta.concrete_fields:
        if column.unique and not column.primary_key:
            yield (column.attname,)
