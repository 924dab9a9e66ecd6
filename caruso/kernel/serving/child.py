"""A child process that is started again when it dies."""

import os
import signal
import subprocess
import time

from caruso.kernel.serving.orphan import SUPERVISED

SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
#: The exit status of a process that will not be able to do its work however often it is started (sysexits: EX_CONFIG).
GIVES_UP = 78


class Child:
    """One kept-alive process. The pause before a restart doubles while it keeps dying young (seconds).

    One that `waits` is started by somebody else, and kept alive from then on.
    """

    def __init__(self, name: str, command: list[str], pass_fds: tuple[int, ...] = (), *, waits: bool = False) -> None:
        self.name = name
        self.command = command
        self.pass_fds = pass_fds
        self.waits = waits
        self.gave_up = False
        self.process: subprocess.Popen[bytes] | None = None
        self.pause = SHORTEST_PAUSE
        self.started_at = 0.0
        self.restart_at = 0.0

    def start(self) -> None:
        self.waits = False
        self.started_at = time.monotonic()
        # A session of its own keeps Ctrl+C of the terminal for the supervisor, who passes it on once;
        # the pipe, never written to, ends with the supervisor.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            env=os.environ | {SUPERVISED: "1"},
            pass_fds=self.pass_fds,
            start_new_session=True,
        )

    def keep_alive(self) -> str | None:
        """Start the process again if it is down and its pause is over; returns what there is to say about it."""
        now = time.monotonic()
        if self.process is not None:
            if (status := self.process.poll()) is None:
                return None
            if status == GIVES_UP:
                self.gave_up = True
                return None
            self.pause = SHORTEST_PAUSE if now - self.started_at > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.restart_at = now + self.pause
            self.process = None
            return f"{self.name} {_describe(status)}; it is started again in {self.pause:g} s"
        if now >= self.restart_at and not self.waits:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait_until_stopped(self, deadline: float) -> None:
        """Wait for a graceful end until `deadline` (monotonic seconds), then end it hard."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _describe(status: int) -> str:
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
