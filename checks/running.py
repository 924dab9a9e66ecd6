"""Checks one after the other, after those of which several run at once."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from checks.check import Check, Outcome


def run(checks: Sequence[Check]) -> list[Outcome]:
    beside = [check for check in checks if check.static or check.beside]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as cores:
        outcomes = list(cores.map(Check.run, beside))
    return outcomes + [check.run() for check in checks if check not in beside]
