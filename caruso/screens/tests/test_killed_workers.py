"""A worker killed in the middle of an import, its undo, or an export: another one goes on, and no row is doubled or missing."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from caruso.kernel.tests.systems import System, new_system

ROWS = 3_000

BEGIN = """
import sys
from caruso.kernel.models import User
from caruso.screens.tests.importing import begun
from caruso.screens.transfer.importing import running
anna = User.objects.create_superuser("anna@example.com", "caruso-demo", name="Anna")
run = begun(open(sys.argv[1], "rb").read(), anna)
print(running.start(run, by=anna).pk)
"""
UNDO = """
from caruso.kernel.models import User
from caruso.screens.transfer.importing import undoing
from caruso.screens.transfer.models import Import
print(undoing.start_undo(Import.objects.get(), by=User.objects.get()).pk)
"""
EXPORT = """
import sys
from caruso.kernel.models import User
from caruso.screens.description import screen_at
from caruso.screens.transfer.exporting import job
made = job.start(screen_at("contacts"), sys.argv[1], {}, ["last_name"], by=User.objects.get(), file_name="x")
print(made.job_id, made.path)
"""
#: Live contacts, names of contacts, live accounts.
COUNT = """
SELECT (SELECT count(*) FROM customers_contact WHERE binned_at IS NULL),
       (SELECT count(DISTINCT last_name) FROM customers_contact),
       (SELECT count(*) FROM customers_account WHERE binned_at IS NULL)
"""
TOLD = "SELECT count(*) FROM kernel_event WHERE kind = 'imported' AND object = 'customers.contact'"


@pytest.fixture
def system(tmp_path: Path, db: None) -> Iterator[System]:
    with new_system(tmp_path, migrated=True) as made:
        assert made.caruso("migrate", "-v0").returncode == 0
        yield made


def _file(folder: Path) -> Path:
    path = folder / "people.csv"
    lines = [f"Jan,Osoba{number:05},osoba{number}@firma.example,Firma {number % 40}" for number in range(ROWS)]
    path.write_text("\n".join(["First Name,Last Name,Email,Company", *lines]))
    return path


def _worker(system: System) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "caruso.command", "worker", "--interval", "0.05"]
    return subprocess.Popen(command, env=system.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _done(system: System, job: str) -> tuple[int, str]:
    [(done, state)] = system.ask(f"SELECT done, state FROM kernel_job WHERE id = {int(job)}")
    return int(done), str(state)


def _json(kept: Any) -> Any:
    """What a column of JSON holds; SQLite gives its text."""
    return json.loads(kept) if isinstance(kept, str) else kept


def _work_with_kills(system: System, job: str, kills: int) -> int:
    """Kill worker after worker once each has got further; the last one may finish. How many were killed."""
    killed, seen = 0, 0
    while True:
        worker = _worker(system)
        try:
            while (now := _done(system, job))[1] not in ("done", "failed"):
                if killed < kills and now[0] > seen:
                    break
                time.sleep(0.05)
            if now[1] in ("done", "failed"):
                assert now[1] == "done"
                return killed
            seen = now[0]
        finally:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        killed += 1
        # Others would wait for the end of the dead worker's lease.
        system.ask(f"UPDATE kernel_job SET lease_until = '2020-01-01' WHERE id = {int(job)} RETURNING id")


def _names_in_csv(path: Path) -> list[str]:
    return [row[1] for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))][1:]


def _names_in_workbook(path: Path) -> list[str]:
    with path.open("rb") as file:
        sheet = load_workbook(file, read_only=True).active
        return [str(name) for _number, name in sheet.iter_rows(min_row=2, values_only=True)]


def test_an_import_its_undo_and_an_export_survive_killed_workers(system: System, tmp_path: Path) -> None:
    job = system.python(BEGIN, str(_file(tmp_path))).strip()
    assert _work_with_kills(system, job, kills=2) > 0
    assert system.ask(COUNT) == [(ROWS, ROWS, 40)]
    told = [row[0] for (rows,) in system.ask("SELECT rows FROM screens_importchunk") for row in _json(rows)]
    assert len(told) == len(set(told)) == ROWS
    assert system.ask(TOLD) == [(ROWS,)]
    [(state, counts)] = system.ask("SELECT state, counts FROM screens_import")
    assert (state, _json(counts).get("created")) == ("done", ROWS)
    for format, names_in in (("csv", _names_in_csv), ("xlsx", _names_in_workbook)):
        job, path = system.python(EXPORT, format).split(maxsplit=1)
        _work_with_kills(system, job, kills=1)
        assert sorted(names_in(Path(path.strip()))) == [f"Osoba{number:05}" for number in range(ROWS)]
    job = system.python(UNDO).strip()
    _work_with_kills(system, job, kills=1)
    assert system.ask(COUNT) == [(0, ROWS, 0)]
