"""The floor: the page's own SQL alone, through the driver of the database."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test import Client

Query = tuple[str, Any]


def queries_of(client: Client, address: str, **headers: str) -> list[Query]:
    """The SQL that answering this address asks, once everything that is kept between requests is there."""
    client.get(address, **headers)
    asked: list[Query] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        client.get(address, **headers)
    return asked


def milliseconds(queries: Sequence[Query], times: int = 30) -> float:
    """The median time of these queries one after another, every row fetched, without Django."""
    cursor = connection.connection.cursor()
    is_sqlite = connection.vendor == "sqlite"
    prepared = [(sql.replace("%s", "?").replace("%%", "%") if is_sqlite else sql, params) for sql, params in queries]
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        for sql, params in prepared:
            cursor.execute(sql, params or ())
            cursor.fetchall()
        taken.append(time.perf_counter() - before)
        if sum(taken) > 3:
            break
    return statistics.median(taken) * 1000
