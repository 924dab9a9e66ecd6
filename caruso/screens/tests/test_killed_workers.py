"""A worker killed in the middle of an import, its undo, or an export: another one goes on, and no row is doubled or missing."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caruso.kernel.tests.systems import System, new_system

ROWS = 3_000
KILLS = 2

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
from caruso.kernel.models import User
from caruso.screens.description import screen_at
from caruso.screens.transfer.exporting import job
job.STEP = 200
made = job.start(screen_at("contacts"), "csv", {}, ["last_name"], by=User.objects.get(), file_name="x.csv")
print(made.job_id)
"""
COUNT = """
from collections import Counter
from caruso.customers.models import Account, Contact
from caruso.kernel.models import Event
from caruso.screens.transfer.models import Import
run = Import.objects.get()
told = [row[0] for rows in run.chunks.values_list("rows", flat=True) for row in rows]
print(Contact.objects.live().count(), Contact.objects.values("last_name").distinct().count(), Account.objects.live().count(),
      len(told), len(set(told)), Event.objects.filter(kind="imported", object="customers.contact").count(), run.state,
      run.counts.get("created"))
"""
EXPORTED = """
from caruso.screens.transfer.models import Export
print(Export.objects.get().path)
"""


@pytest.fixture
def system(tmp_path: Path, db: None) -> Iterator[System]:
    with new_system(tmp_path) as made:
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


def _work_with_kills(system: System, job: str) -> int:
    """Kill worker after worker once each has got further; the last one may finish. How many were killed."""
    killed, seen = 0, 0
    while True:
        worker = _worker(system)
        try:
            while (now := _done(system, job))[1] not in ("done", "failed"):
                if killed < KILLS and now[0] > seen:
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


def test_an_import_its_undo_and_an_export_survive_killed_workers(system: System, tmp_path: Path) -> None:
    job = system.python(BEGIN, str(_file(tmp_path))).strip()
    assert _work_with_kills(system, job) > 0
    assert system.python(COUNT).split() == [
        str(ROWS),
        str(ROWS),
        "40",
        str(ROWS),
        str(ROWS),
        str(ROWS),
        "done",
        str(ROWS),
    ]
    job = system.python(EXPORT).strip()
    _work_with_kills(system, job)
    content = Path(system.python(EXPORTED).strip()).read_text(encoding="utf-8-sig")
    names = [row[1] for row in csv.reader(io.StringIO(content))][1:]
    assert sorted(names) == [f"Osoba{number:05}" for number in range(ROWS)]
    job = system.python(UNDO).strip()
    _work_with_kills(system, job)
    assert system.python(COUNT).split()[:3] == ["0", str(ROWS), "0"]
