"""All checks, the quick ones first."""

import os
import sys
from pathlib import Path
from typing import Any

from checks.check import Check
from checks.needs import CHROMIUM, GETTEXT
from checks.postgres import Postgres

BIN = Path(sys.executable).parent
POSTGRES = Postgres()
SQLITE = {"CARUSO_DATABASE_URL": "sqlite:///:memory:"}
TESTS_AT_ONCE = str(min(os.cpu_count() or 1, 8))


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def _static(name: str, command: list[str], **more: Any) -> Check:
    return Check(name, command, static=True, **more)


# Every migration applied, once for all processes that test.
TABLES = _python("-m", "tests.migrated")
SUITE = _python(
    "-m", "pytest", "-n", TESTS_AT_ONCE, "--dist", "worksteal", "--durations=15", "--ignore=tests/test_translations.py"
)
# Each process has a server and a browser of its own; the tests of one file follow one another on it. In the order of
# e2e/conftest.py: the longest files, which are of few tests, would come last otherwise.
BROWSER = _python(
    "-m", "pytest", "-n", str(min(int(TESTS_AT_ONCE), 2)), "--dist", "loadfile", "--no-loadscope-reorder", "e2e"
)

# The longest first: they run beside the others.
PLAN = [
    _static("types", _tool("mypy")),
    Check("tables on SQLite", TABLES, environment=lambda: SQLITE, beside=True),
    Check("tables on PostgreSQL", TABLES, needs=[POSTGRES], environment=POSTGRES.environment, beside=True),
    _static("ruff", _tool("ruff", "check", ".")),
    _static("format", _tool("ruff", "format", "--check", ".")),
    _static("templates", _tool("djhtml", "--check", "caruso")),
    _static("layers", _tool("lint-imports")),
    _static("django", _python("manage.py", "check", "--fail-level", "WARNING")),
    _static("migrations", _python("manage.py", "makemigrations", "--check", "--dry-run")),
    _static("translations", _python("-m", "pytest", "tests/test_translations.py"), needs=[GETTEXT]),
    Check("tests on SQLite", SUITE, environment=lambda: SQLITE),
    Check("tests on PostgreSQL", SUITE, needs=[POSTGRES], environment=POSTGRES.environment),
    Check("tests in a browser", BROWSER, needs=[CHROMIUM]),
]
