"""One check: a command, what it needs, and what came of it."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from checks.needs import Need

ROOT = Path(__file__).resolve().parent.parent


class Verdict(Enum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "not run"


@dataclass(frozen=True)
class Outcome:
    name: str
    verdict: Verdict
    seconds: float = 0.0
    reason: str = ""


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    needs: list[Need] = field(default_factory=list)
    environment: Callable[[], dict[str, str]] = dict
    static: bool = False
    """A static check is quick and looks at the source only."""
    beside: bool = False
    """Takes one core, so others run beside it; it is silent unless it fails. Static checks do, too."""

    def run(self) -> Outcome:
        for need in self.needs:
            if reason := need.missing():
                return Outcome(self.name, Verdict.SKIPPED, reason=reason)
        started = time.monotonic()
        title = f"\n── {self.name} " + "─" * max(0, 76 - len(self.name))
        quiet = self.static or self.beside
        if not quiet:
            print(title, flush=True)
        result = subprocess.run(
            self.command,
            cwd=ROOT,
            # The tests start a hundred processes; with compiled modules on the disk each is there in half the time.
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | self.environment(),
            text=True,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
        )
        passed = result.returncode == 0
        if quiet:
            print(f"{title}\n{'fine' if passed else result.stdout}", flush=True)
        return Outcome(self.name, Verdict.PASSED if passed else Verdict.FAILED, time.monotonic() - started)
