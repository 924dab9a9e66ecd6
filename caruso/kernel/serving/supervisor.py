"""Starts, watches and stops the processes of one system."""

import os
import signal
import threading
import time
from types import FrameType

from caruso.kernel.serving.child import Child

GRACE = 30.0
"""Seconds that the children have for ending their requests and jobs."""


class Supervisor:
    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def run(self) -> int:
        """Until a signal, or until a child cannot do its work at all; returns the status to exit with."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for child in self.children:
            if not child.waits:
                child.start()
        while not self.stopping.wait(0.5):
            for child in self.children:
                if news := child.keep_alive():
                    print(f"{time.strftime('%H:%M:%S')} {news}", flush=True)
                if child.gave_up:
                    self._stop_children()
                    return 1
        print("Stopping …", flush=True)
        self._stop_children()
        return 0

    def _stop_children(self) -> None:
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
