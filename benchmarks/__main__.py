"""`make bench`: build the base once, measure, print the table, write `latest.json` and the table in README.md."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.machine import describe_machine
from benchmarks.report import table, write_readme

HERE = Path(__file__).parent
VAR = HERE.parent / "var"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of the size, in a minute, kept nowhere")
    options = parser.parse_args()
    size = "small" if options.small else "full"
    results = [_measure(size, name, url) for name, url in _databases(size)]
    for result in results:
        print(table(result))
    if not options.small:
        report = {"machine": describe_machine(), "results": results}
        (HERE / "latest.json").write_text(json.dumps(report, indent=1) + "\n")
        write_readme(HERE / "README.md", report)


def _databases(size: str) -> list[tuple[str, str]]:
    found = [("sqlite", f"sqlite:///{VAR}/bench-{size}.sqlite3")]
    if url := os.environ.get("BENCH_POSTGRES_URL"):
        found.append(("postgresql", f"{url}_{size}"))
        _create_database(f"{url}_{size}")
    return found


def _measure(size: str, name: str, url: str) -> dict[str, object]:
    folder = VAR / f"bench-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / f"{name}.json"
    environment = {**os.environ, "CARUSO_DATABASE_URL": url, "CARUSO_VAR": str(folder)}
    environment["CARUSO_API_REQUESTS_PER_MINUTE"] = "10000000"
    print(f"{name}: building the base of {size} size, if it is not there", flush=True)
    _run(environment, "benchmarks.base.build", size)
    _run(environment, "benchmarks.measure", str(result))
    measured: dict[str, object] = json.loads(result.read_text())
    return measured


def _run(environment: dict[str, str], *words: str) -> None:
    if subprocess.run([sys.executable, "-W", "ignore", "-m", *words], env=environment, cwd=HERE.parent).returncode:
        sys.exit(1)


def _create_database(url: str) -> None:
    import psycopg

    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


if __name__ == "__main__":
    main()
