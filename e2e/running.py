"""The real server with the demo story, for as long as the tests run."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
ADMINISTRATOR = ("admin@example.com", "caruso-demo")


@dataclass(frozen=True)
class RunningServer:
    url: str
    var: Path


def put_story(var: Path) -> None:
    """Put there what a server leaves that was started with `--demo`: telling the story takes half a minute.

    One is told for all servers of a day, whose story it is, and anew after any change of the source.
    """
    shutil.copytree(_kept("story", "--demo"), var, dirs_exist_ok=True)


def put_empty(var: Path) -> None:
    """Put there what a server leaves that was started over nothing; migrating takes half a minute as well."""
    shutil.copytree(_kept("empty"), var, dirs_exist_ok=True)


def _kept(name: str, *options: str) -> Path:
    """What a server leaves that was started with these options and stopped once it answered."""
    kept = ROOT / "var" / "tests" / f"{name}-{_source()}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for older in kept.parent.glob(f"{name}-*"):
                shutil.rmtree(older)
            begun = kept.with_name(f"begun-{name}")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            if options:
                put_empty(begun)
            with running_server(begun, *options, "--no-worker"):
                pass
            begun.rename(kept)
    return kept


def _source() -> str:
    files = [*sorted(ROOT.glob("caruso/**/*.py")), *sorted(ROOT.glob("config/*.py")), ROOT / "requirements.txt"]
    digest = hashlib.sha256(date.today().isoformat().encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def running_server(var: Path, *options: str) -> Iterator[RunningServer]:
    """`caruso serve` over a fresh directory; stopped at the end of the block."""
    port = free_port()
    environment = os.environ | {"CARUSO_VAR": str(var), "CARUSO_URL": f"http://127.0.0.1:{port}"}
    # The databases of other programs that tests map are on this machine.
    environment["CARUSO_MAPPED_HOSTS"] = "127.0.0.1"
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
