"""The server under measurement: the real command, in processes of its own."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


class System:
    """`caruso serve` on a free port."""

    def __init__(self, *, processes: int = 1, worker: bool = False) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port: int = listener.getsockname()[1]
        command = [sys.executable, "-m", "caruso.command", "serve", "--port", str(self.port)]
        command += ["--processes", str(processes)] + ([] if worker else ["--no-worker"])
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def __enter__(self) -> "System":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def wait(self) -> None:
        """Until the port answers; the server listens before it is ready."""
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("The server did not start.")

    def memory(self) -> dict[str, float]:
        """Resident memory of each child process, in megabytes."""
        found = {}
        for child in _children(self.process.pid):
            words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
            name = "worker" if "worker" in words else f"server {child}"
            found[name] = _resident(child)
        return found


def _children(parent: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _resident(process: int) -> float:
    line = next(one for one in Path(f"/proc/{process}/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
