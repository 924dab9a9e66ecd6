"""Indexes that come to a table of many deals."""

from io import StringIO

from django.core.management import call_command
from django.db import connection


def test_on_postgresql_people_go_on_writing_while_the_index_is_made(db: None) -> None:
    said = StringIO()
    call_command("sqlmigrate", "sales", "0013_waiting_deals", stdout=said)
    assert "opportunity_by_waiting" in said.getvalue()
    assert ("CREATE INDEX CONCURRENTLY" in said.getvalue()) == (connection.vendor == "postgresql")
