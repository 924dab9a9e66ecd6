"""Objects change while three server processes write their records: each follows at its next request, nothing is lost."""

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from caruso.kernel.tests.systems import System, new_system

pytestmark = pytest.mark.django_db

PROCESSES = 3
BEGIN = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from caruso.kernel.models import ApiToken, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
anna = User.objects.create_user("anna@example.com", "caruso-demo", name="Anna", is_superuser=True)
claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
add_field(claim.key, "text", {"en": "Subject"}, by=anna)
add_field(claim.key, "text", {"en": "Doomed"}, by=anna)
print(ApiToken.objects.issue(anna, "program")[1])
"""
CHANGE = """
from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.fields import add_field, destroy_field
anna = User.objects.get()
for number in range(5):
    add_field("objects.claim", "integer", {"en": f"Extra {number}"}, by=anna)
doomed = CustomField.objects.get(name="doomed")
put_field_away(doomed, by=anna)
destroy_field(doomed, by=anna)
"""


#: A change of many parts, which has the lock for all of them: another one waits its turn, whole.
EXTEND = """
import sys
from caruso.kernel.models import User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.locking import changing_objects
anna = User.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for turn in range(3):
    with changing_objects(anna):
        for number in range(4):
            add_field("objects.claim", "integer", {"en": f"{sys.argv[1]} {turn} {number}"}, by=anna)
"""


class Program:
    """Asks the API of one server process."""

    def __init__(self, port: int, secret: str) -> None:
        self.server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json", "If-Match": "*"}

    def ask(self, method: str, path: str, data: Any = None) -> tuple[int, Any]:
        self.server.request(method, path, json.dumps(data), self.headers)
        response = self.server.getresponse()
        return response.status, json.loads(response.read() or "null")


class Writers:
    """A thread for each server, writing and reading claims until told to stop."""

    def __init__(self, programs: list[Program]) -> None:
        self.faults: list[Any] = []
        self.kept: dict[int, str] = {}
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._write, args=pair) for pair in enumerate(programs)]
        for thread in self.threads:
            thread.start()

    def _write(self, number: int, program: Program) -> None:
        for turn in range(100_000):
            if self.enough.is_set():
                return
            status, claim = program.ask("POST", "/api/v1/claims", {"name": f"Claim {number}/{turn}"})
            if status != 201:
                self.faults.append(claim)
                return
            subject = f"Subject {number}/{turn}"
            for method, path, data in (
                ("PATCH", f"/api/v1/claims/{claim['id']}", {"subject": subject}),
                ("GET", "/api/v1/claims?limit=5", None),
            ):
                status, answer = program.ask(method, path, data)
                if status != 200:
                    self.faults.append(answer)
                    return
            self.kept[claim["id"]] = subject

    def stop(self) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def served(system: System) -> Iterator[int]:
    """A server process of its own; the port it listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = subprocess.Popen(
            [sys.executable, "-m", "caruso.kernel.serving.web", str(listener.fileno())],
            env=system.environment | {"CARUSO_API_REQUESTS_PER_MINUTE": "1000000"},
            pass_fds=[listener.fileno()],
        )
        try:
            yield listener.getsockname()[1]
        finally:
            server.terminate()
            server.wait()


def test_a_change_under_load_is_followed_by_every_process_without_an_error_or_a_lost_write(tmp_path: Path) -> None:
    with new_system(tmp_path, migrated=True) as system, ExitStack() as servers:
        secret = system.python(BEGIN).strip()
        ports = [servers.enter_context(served(system)) for _number in range(PROCESSES)]
        for port in ports:
            assert Program(port, secret).ask("GET", "/api/v1/claims")[0] == 200
        writers = Writers([Program(port, secret) for port in ports])
        try:
            system.python(CHANGE)
            for port in ports:
                made = {"name": "After the change", "extra_4": 7}
                status, claim = Program(port, secret).ask("POST", "/api/v1/claims", made)
                assert (status, claim.get("extra_4")) == (201, 7), claim
                assert "doomed" not in claim
        finally:
            writers.stop()

        assert writers.faults == []
        assert len(writers.kept) >= PROCESSES
        stored = dict(system.ask("SELECT id, subject FROM modelled_claim"))
        assert writers.kept.items() <= stored.items()


def test_two_administrators_who_change_an_object_at_once_wait_for_one_another(tmp_path: Path) -> None:
    with new_system(tmp_path, migrated=True) as system:
        system.python(BEGIN)
        both = [system.start_python(EXTEND, name) for name in ("Anna", "Ben")]
        for one in both:
            assert one.stdout is not None and one.stdout.readline() == "ready\n"
        for one in both:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        assert [one.wait(120) for one in both] == [0, 0]

        wanted = {f"{who}_{turn}_{number}" for who in ("anna", "ben") for turn in range(3) for number in range(4)}
        told = {name for (name,) in system.ask("SELECT name FROM kernel_customfield WHERE object = 'objects.claim'")}
        assert wanted <= told
        system.ask(f"SELECT {', '.join(sorted(wanted))} FROM modelled_claim")
