"""`python -m caruso.kernel.serving.supervisor FD`: starts, watches and stops the processes of one system."""

import argparse
import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

from caruso.kernel.serving.child import Child
from caruso.kernel.serving.greeting import greet_when_ready

GRACE = 30.0
"""Seconds that the children have for ending their requests and jobs."""


class Supervisor:
    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        while not self.stopping.wait(0.5):
            for child in self.children:
                if news := child.keep_alive():
                    print(f"{time.strftime('%H:%M:%S')} {news}", flush=True)
        print("Stopping …", flush=True)
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.wait_until_stopped(deadline)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            for child in self.children:
                if child.process is not None:
                    child.process.kill()
            os._exit(1)
        self.stopping.set()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("fd", type=int)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--no-worker", action="store_true")
    parser.add_argument("--greeting", default="")
    options = parser.parse_args()

    python = [sys.executable, "-m"]
    children = [
        Child(f"Web process {number}", [*python, "caruso.kernel.serving.web", str(options.fd)], (options.fd,))
        for number in range(1, options.processes + 1)
    ]
    if not options.no_worker:
        children.append(Child("The worker", [*python, "caruso.command", "worker"]))
    listener = socket.socket(fileno=options.fd)
    greet_when_ready(listener, options.greeting)
    Supervisor(children).run()


if __name__ == "__main__":
    main()
