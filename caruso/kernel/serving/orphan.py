"""Ends a child process whose supervisor is gone, however the supervisor went."""

import os
import signal
import sys
import threading

SUPERVISED = "CARUSO_SUPERVISED"


def stop_with_supervisor() -> None:
    """Stop this process gracefully when its standard input ends, if that is the supervisor's pipe."""
    if os.environ.pop(SUPERVISED, None):
        threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    # Not through sys.stdin: its lock, held by a waiting thread, would break a normal exit.
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)
