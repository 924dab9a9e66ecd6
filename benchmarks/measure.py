"""`python -m benchmarks.measure RESULT.json`: measure the base in the database of the settings."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.conf import settings

TIMES = 60


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("CARUSO_API_REQUESTS_PER_MINUTE", "1000000")
    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    from django.db import connection

    from benchmarks.cases import cases
    from benchmarks.floor import milliseconds, queries_of
    from benchmarks.machine import describe
    from benchmarks.once import figures
    from benchmarks.people import People
    from benchmarks.system import System
    from benchmarks.timing import measure
    from caruso.customers.models import Account, Contact
    from caruso.kernel.models import Event
    from caruso.sales.models import Opportunity, OrderLine
    from caruso.screens.description import screen_of

    people = People.prepare()
    counted = {
        "contacts": Contact,
        "accounts": Account,
        "events": Event,
        "opportunities": Opportunity,
        "order lines": OrderLine,
        "modelled records": screen_of("objects.device").model,
    }
    counts = {name: model._default_manager.count() for name, model in counted.items()}
    chosen = [
        case for case in cases(counts["contacts"]) if not os.environ.get("ONLY") or os.environ["ONLY"] in case.name
    ]
    result: dict[str, Any] = {"database": describe(connection), "counts": counts, "cases": []}
    with System() as system:
        system.wait()
        visitors = people.visitors(system.port)
        client = people.client("admin")
        empty_sql = {sql for sql, _params in queries_of(client, "/bench/empty")}
        empty = 0.0
        for case in chosen:
            visitor = visitors["program" if case.token else case.person]
            times = measure(case, visitor, times=TIMES)
            row: dict[str, Any] = {
                "name": case.name,
                **asdict(times),
                "budget": case.budget,
                "over_floor": case.over_floor,
                "page": case.page,
            }
            if not case.write:
                asked = queries_of(people.client(case.person), case.addresses[0], **people.headers(case))
                own = [query for query in asked if query[0] not in empty_sql]
                row |= {"queries": len(asked), "most_queries": case.queries, "sql": milliseconds(own)}
                empty = empty or times.p50
                row["floor"] = row["sql"] + empty
            result["cases"].append(row)
            print(_line(row), flush=True)
    result["once"] = []
    for one in figures(people, rows=50_000 if counts["contacts"] > 50_000 else 2_000):
        result["once"].append(one)
        print(f"{one['name']}: {one['value']:.4g} {one['unit']} ({one['budget']})", flush=True)
    Path(sys.argv[1]).write_text(json.dumps(result, indent=1))


def _line(row: dict[str, Any]) -> str:
    parts = [f"{row['name']:<52}", f"{row['p50']:7.1f}", f"{row['p95']:7.1f}", f"{row['per_second']:6.0f}/s"]
    if "sql" in row:
        parts += [f"{row['queries']:3} q", f"sql {row['sql']:6.1f}", f"over {row['p50'] - row['floor']:6.1f}"]
    return " ".join([*parts, f"{row['bytes'] / 1000:6.1f} kB", f"≤ {row['budget'] or '–'}"])


if __name__ == "__main__":
    main()
