"""Indexes that come to a table of many deals."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer in any case")


@pytest.mark.django_db(transaction=True)
def test_people_go_on_writing_while_the_index_is_made() -> None:
    said = StringIO()
    call_command("sqlmigrate", "sales", "0013_waiting_deals", stdout=said)
    assert 'CREATE INDEX CONCURRENTLY "opportunity_by_waiting"' in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_migration_left_is_made_anew() -> None:
    migration = MigrationLoader(connection).graph.nodes["sales", "0013_waiting_deals"]
    state = MigrationLoader(connection).project_state(("sales", "0013_waiting_deals"))
    name = "opportunity_by_waiting"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", [name])
    with connection.schema_editor(atomic=False) as editor:
        migration.operations[0].database_forwards("sales", editor, state, state)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [name])
        assert cursor.fetchone() == (True,)
