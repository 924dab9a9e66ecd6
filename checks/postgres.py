"""A PostgreSQL server for the tests: one that answers, or one of our own for as long as the command runs."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path

import psycopg

from checks.ports import free_port
from environment.debian import install_debian_package

OLDEST = 150000
"""The least server version, as PostgreSQL counts."""


class Postgres:
    def missing(self) -> str:
        return self._url_or_reason[1]

    def environment(self) -> dict[str, str]:
        # A database of this process's own name, so that two runs on one server do not meet.
        return {"CARUSO_DATABASE_URL": f"{self._url_or_reason[0]}/caruso_{os.getpid()}"}

    @cached_property
    def _url_or_reason(self) -> tuple[str, str]:
        if given := os.environ.get("CARUSO_TEST_POSTGRES_URL"):
            url = given.rpartition("/")[0] if given.count("/") > 2 else given
            return url, "" if _is_usable(url) else "CARUSO_TEST_POSTGRES_URL does not lead to a usable server"
        for user in ("postgres", "root"):
            url = f"postgresql://{user}@127.0.0.1:5432"
            if _is_usable(url):
                return url, ""
        return _start_own()


def _is_usable(url: str) -> bool:
    """Whether the server answers, is new enough, and lets us make databases."""
    try:
        with psycopg.connect(f"{url}/postgres", connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return connection.info.server_version >= OLDEST and bool(row and row[0])
    except psycopg.Error:
        return False


def _start_own() -> tuple[str, str]:
    problem = "" if _binaries() else install_debian_package("postgresql")
    binaries = _binaries()
    if binaries is None:
        return "", f"no PostgreSQL answers at 127.0.0.1:5432 and none is installed{problem}"
    print("Starting a PostgreSQL server for the tests …", flush=True)
    home = Path(tempfile.mkdtemp(prefix="caruso-postgres-"))
    # PostgreSQL refuses to run as root.
    runner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if runner:
        shutil.chown(home, "postgres")
    port = free_port()
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = [*runner, str(binaries / "pg_ctl"), "-D", str(home / "data"), "-w", "-l", str(home / "log")]
    make = [*runner, str(binaries / "initdb"), "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    for command in ([*make, "--locale=C.UTF-8"], [*control, "-o", options, "start"]):
        result = subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if result.returncode:
            return "", f"`{' '.join(command)}` failed"
    atexit.register(_stop, [*control, "-m", "immediate", "stop"], home)
    return f"postgresql://postgres@127.0.0.1:{port}", ""


def _binaries() -> Path | None:
    """The directory of the newest server programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return max(found, key=lambda path: path.parent.name.zfill(4), default=None)


def _stop(command: list[str], home: Path) -> None:
    subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL)
    shutil.rmtree(home, ignore_errors=True)
