"""Processes that are killed, not stopped: what was begun goes on, what was acknowledged is there.

The lease of a killed worker's job is made to run out at once, so that nobody waits for it here.
"""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from caruso.kernel.tests.systems import System, new_system

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the embedded database is what a kill could break"
)

BEGIN = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from caruso.customers.models import Account
from caruso.kernel import jobs, writing
from caruso.kernel.models import ApiToken, User
anna = User.objects.create_user("anna@example.com", "caruso-demo", name="Anna", is_superuser=True)
writing.create([Account(name=f"Account {number}", owner=anna) for number in range(2000)], by=anna)
job = jobs.start("screens.bulk_edit", by=anna, object="customers.account", address={}, values={"notes": "In bulk"})
print(ApiToken.objects.issue(anna, "program")[1], job.pk)
"""
RUN = """
import sys
from caruso.kernel import jobs
jobs.run(int(sys.argv[1]))
"""


class Office:
    """A system with 2000 accounts, a program's token and a bulk edit that no worker has begun."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.secret, job = system.python(BEGIN).split()
        self.job = int(job)

    def ask(self, sql: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(self.system.var / "caruso.sqlite3", timeout=20)) as database:
            found = database.execute(sql, values).fetchall()
            database.commit()
            return found

    def is_whole(self) -> bool:
        return self.ask("PRAGMA integrity_check") == [("ok",)] and self.ask("PRAGMA foreign_key_check") == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with new_system(Path(tmp_path_factory.mktemp("killed")), migrated=True) as system:
        yield Office(system)


def wait_until(done: Callable[[], Any], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_bulk_edit_goes_on_after_its_worker_was_killed(office: Office) -> None:
    def progress() -> int:
        return office.ask("SELECT done FROM kernel_job WHERE id = ?", office.job)[0][0]

    worker = office.system.start_python(RUN, str(office.job))
    wait_until(lambda: progress() >= 200)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    done = progress()
    assert 200 <= done < 2000

    office.ask("UPDATE kernel_job SET lease_until = '2000-01-01 00:00:00' WHERE id = ?", office.job)
    office.system.python(RUN, str(office.job))

    assert office.ask("SELECT state, done FROM kernel_job WHERE id = ?", office.job) == [("done", 2000)]
    assert office.ask("SELECT count(*) FROM customers_account WHERE notes = 'In bulk' AND version = 2") == [(2000,)]
    changed = "SELECT count(*), count(DISTINCT record) FROM kernel_event WHERE kind = 'changed'"
    assert office.ask(changed) == [(2000, 2000)]
    steps = office.ask("SELECT changes FROM screens_bulkstep WHERE job_id = ?", office.job)
    assert sum(len(json.loads(changes)) for (changes,) in steps) == 2000
    assert office.is_whole()


class Savers:
    """Threads that save accounts over HTTP; `acknowledged` are those that the server said were kept."""

    def __init__(self, port: int, secret: str, count: int) -> None:
        self.port, self.headers = port, {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self.acknowledged: dict[int, str] = {}
        self.threads = [threading.Thread(target=self._save, args=(number,)) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def _save(self, thread: int) -> None:
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number in range(10_000):
            name = f"Saved by {thread}: {number}"
            try:
                browser.request("POST", "/api/v1/accounts", json.dumps({"name": name}), self.headers)
                response = browser.getresponse()
                answer = json.loads(response.read())
            except (OSError, http.client.HTTPException, ValueError):
                return
            assert response.status == 201, answer
            self.acknowledged[answer["id"]] = name

    def join(self) -> None:
        for thread in self.threads:
            thread.join()


def test_every_acknowledged_save_is_there_after_the_server_was_killed(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = subprocess.Popen(
            [sys.executable, "-m", "caruso.kernel.serving.web", str(listener.fileno())],
            env=office.system.environment | {"CARUSO_API_REQUESTS_PER_MINUTE": "1000000"},
            pass_fds=[listener.fileno()],
        )
        savers = Savers(listener.getsockname()[1], office.secret, 4)
        wait_until(lambda: len(savers.acknowledged) >= 60)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    savers.join()

    assert office.is_whole()
    kept = dict(office.ask("SELECT id, name FROM customers_account WHERE name LIKE 'Saved by %'"))
    told = [number for (number,) in office.ask("SELECT record FROM kernel_event WHERE kind = 'created'")]
    assert savers.acknowledged.items() <= kept.items()
    assert all(told.count(number) == 1 for number in kept)
    assert len(kept) <= len(savers.acknowledged) + 4
