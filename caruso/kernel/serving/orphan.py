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
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
