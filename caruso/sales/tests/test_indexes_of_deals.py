"""Indexes that come to a table of many deals."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer in any case")


@pytest.mark.django_db(transaction=True)
def test_people_go_on_writing_while_the_index_is_made() -> None:
    said = StringIO()
    call_command("sqlmigrate", "sales", "0013_waiting_deals", stdout=said)
    assert 'CREATE INDEX CONCURRENTLY "opportunity_by_waiting"' in said.getvalue()
