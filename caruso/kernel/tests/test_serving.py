"""`caruso serve` as a real process: starting, dying, stopping."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caruso.kernel.tests.systems import System, new_system


class Server:
    """A started `caruso serve`."""

    def __init__(self, system: System, port: int) -> None:
        self.port = port
        self.log = system.var / "server.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "caruso.command", "serve", "--port", str(port)],
            env=system.environment,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        wait_until(lambda: "Caruso is at" in self.log.read_text() or self.process.poll() is not None)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/people/login/")
            return connection.getresponse().status < 400
        except OSError:
            return False
        finally:
            connection.close()

    def children(self) -> dict[str, int]:
        """Process ids of the web process and the worker."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.splitlines()
        found = {}
        for line in listed:
            pid, arguments = line.split(maxsplit=1)
            found["worker" if arguments.endswith("worker") else "web"] = int(pid)
        return found


def wait_until(done: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A dead process that nobody has waited for is still listed.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with new_system(tmp_path_factory.mktemp("served"), migrated=True) as system:
        assert system.caruso("migrate", "--verbosity", "0").returncode == 0
        yield system


@pytest.fixture
def server(system: System) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(system, port)
    yield server
    if server.process.poll() is None:
        server.process.terminate()
        server.process.wait(60)


@pytest.mark.any_database
def test_what_dies_is_started_again(server: Server) -> None:
    assert server.answers()
    first = server.children()
    for pid in first.values():
        os.kill(pid, signal.SIGKILL)

    wait_until(lambda: len(server.children()) == 2 and not set(server.children().values()) & set(first.values()))

    wait_until(server.answers)


@pytest.mark.any_database
def test_links_lead_to_the_port_on_which_it_listens(server: Server) -> None:
    for pid in server.children().values():
        known = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        assert f"CARUSO_URL=http://127.0.0.1:{server.port}".encode() in known


@pytest.mark.any_database
def test_stopping_ends_every_process_and_frees_the_port(server: Server, system: System) -> None:
    children = server.children()
    assert set(children) == {"web", "worker"}

    server.process.send_signal(signal.SIGINT)

    assert server.process.wait(60) == 0
    assert not any(is_alive(pid) for pid in children.values())
    again = Server(system, server.port)
    try:
        assert again.answers()
    finally:
        again.process.terminate()
        again.process.wait(60)


@pytest.mark.any_database
def test_no_process_outlives_a_killed_supervisor(server: Server) -> None:
    children = server.children()

    server.process.kill()
    server.process.wait()

    wait_until(lambda: not any(is_alive(pid) for pid in children.values()))


@pytest.mark.any_database
def test_a_taken_port_is_named_with_the_way_out(system: System) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = system.caruso("serve", "--port", str(other.getsockname()[1]))

    assert refused.returncode != 0
    assert "already in use" in refused.stderr and "PORT=" in refused.stderr


def test_a_database_that_is_not_up_to_date_is_refused(tmp_path: Path) -> None:
    with new_system(tmp_path) as empty:
        refused = empty.caruso("serve", "--port", "0")

    assert refused.returncode != 0 and "caruso migrate" in refused.stderr
