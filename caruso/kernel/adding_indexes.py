"""Indexes for tables that are large already: on PostgreSQL they are made while people go on writing."""

from typing import Any

from django.db.migrations.operations import AddIndex


class AddIndexBeside(AddIndex):
    """`AddIndex` that on PostgreSQL locks nobody out; its migration is not `atomic`."""

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if beside := _beside(schema_editor):
            # One that was killed halfway has left an index that is not used and bars the name.
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
        schema_editor.add_index(model, self.index, **beside)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        schema_editor.remove_index(model, self.index, **_beside(schema_editor))


def _beside(schema_editor: Any) -> dict[str, bool]:
    # A restore makes the tables inside its one transaction, in which nobody else can be.
    alone = schema_editor.connection.vendor != "postgresql" or schema_editor.connection.in_atomic_block
    return {} if alone else {"concurrently": True}
