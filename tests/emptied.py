"""Emptying the tables after a test that commits: quickly, and with what the migrations made left or put back."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connection

from tests.seeded import seed_firm

#: Written after every migration, and after every emptying unless they stay; no test changes them.
STAYING = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def emptied_by_deleting() -> Any:
    """All tables at once in one transaction, so that no link is left over when the database looks.

    On PostgreSQL by DELETE, because TRUNCATE makes each table's files anew.
    """
    as_the_backend_does = connection.ops.sql_flush

    def emptying(style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        emptied = [table for table in tables if table not in STAYING]
        if connection.vendor == "postgresql":
            return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in emptied]
        return list(as_the_backend_does(style, emptied, **options))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", emptying)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_arguments, **_more: seed_firm())
        yield
