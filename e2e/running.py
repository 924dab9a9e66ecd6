"""The real server with the demo story, for as long as the tests run."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checks.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
ADMINISTRATOR = ("admin@example.com", "caruso-demo")


@dataclass(frozen=True)
class RunningServer:
    url: str
    var: Path


@contextmanager
def running_server(var: Path, *options: str) -> Iterator[RunningServer]:
    """`caruso serve` over a fresh directory; stopped at the end of the block."""
    port = free_port()
    environment = os.environ | {"CARUSO_VAR": str(var), "CARUSO_URL": f"http://127.0.0.1:{port}"}
    for inherited in ("CARUSO_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(inherited, None)
    command = [sys.executable, "-m", "caruso.command", "serve", "--migrate", "--port", str(port), *options]
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, server, var / "server.log")
        yield RunningServer(url, var)
    finally:
        server.terminate()
        server.wait(40)


def _wait_until_ready(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/people/login/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")
