"""Queries asked at every request, of which only one value changes: their SQL is written once.

To write the SQL of a row of thirty columns takes the ORM ten times as long as the database takes to answer it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class _Written:
    sql: str
    parameters: tuple[Any, ...]
    names: list[str]
    #: The columns whose values are not used as the driver gives them, by their place in a row.
    converted: dict[int, Any]


class SettledQuery(Generic[Row]):
    """Rows of a model by one value. `make` gives the queryset for a value, `sample` is one that no other part equals."""

    def __init__(self, make: Callable[[Any], models.QuerySet[Row]], sample: Any = None) -> None:
        self.make, self.sample = make, sample

    def rows(self, value: Any = None) -> list[Row]:
        """The same rows as `make(value)` has."""
        written = self._written
        parameters = [value if one == self.sample else one for one in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            rows = [list(row) for row in cursor.fetchall()]
        for place, column in written.converted.items():
            for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
                for row in rows:
                    row[place] = convert(row[place], column, connection)
        return [self._model.from_db(connection.alias, written.names, row) for row in rows]

    def first(self, value: Any = None) -> Row | None:
        return next(iter(self.rows(value)), None)

    @cached_property
    def _model(self) -> type[Row]:
        return self.make(self.sample).model

    @cached_property
    def _written(self) -> _Written:
        compiler = self.make(self.sample).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        columns: list[Any] = [column for column, _sql, _alias in compiler.select]
        return _Written(
            sql,
            tuple(parameters),
            [column.target.attname for column in columns],
            {
                place: column
                for place, column in enumerate(columns)
                if connection.ops.get_db_converters(column) or column.get_db_converters(connection)
            },
        )
