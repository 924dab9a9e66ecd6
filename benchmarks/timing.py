"""Asking the server and taking the time."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice

from benchmarks.cases import Case
from benchmarks.visitor import FormReader, Visitor

Ask = Callable[[], tuple[float, int]]


@dataclass
class Times:
    """Milliseconds of one visitor at a time; answers in a second to several at once; bytes of the longest answer."""

    p50: float
    p95: float
    per_second: float
    bytes: int


def measure(case: Case, visitor: Visitor, *, times: int, visitors: int = 4, seconds: float = 2.0) -> Times:
    ask = asker(case, visitor)
    for _ in range(5):
        ask()
    taken, sizes = [], []
    started = time.perf_counter()
    for _ in range(times):
        one, size = ask()
        taken.append(one * 1000)
        sizes.append(size)
        if time.perf_counter() - started > 20:
            break
    quantiles = statistics.quantiles(taken, n=20) if len(taken) > 1 else taken * 19
    return Times(statistics.median(taken), quantiles[18], _per_second(case, visitor, visitors, seconds), max(sizes))


def asker(case: Case, visitor: Visitor, start: int = 0) -> Ask:
    """Asks the next address of the case; returns seconds and bytes. Only a write itself is timed, not its form."""
    addresses = islice(cycle(case.addresses), start, None)
    turn = cycle(range(1, 1_000))

    def ask() -> tuple[float, int]:
        address = next(addresses)
        if not case.write:
            return _timed(lambda: visitor.get(address))
        data = FormReader(visitor.get(address)).pairs if case.write == "save" else [(case.changed, "")]
        place = next(at for at, (name, _value) in enumerate(data) if name.endswith(case.changed))
        data[place] = (data[place][0], str(next(turn)))
        return _timed(lambda: visitor.post(address, data))

    return ask


def _timed(ask: Callable[[], bytes]) -> tuple[float, int]:
    before = time.perf_counter()
    content = ask()
    return time.perf_counter() - before, len(content)


def _per_second(case: Case, visitor: Visitor, visitors: int, seconds: float) -> float:
    answered = [0] * visitors
    until = time.perf_counter() + seconds

    def visit(number: int) -> None:
        ask = asker(case, visitor.again(visitor.connection.port), number * 25)
        while time.perf_counter() < until:
            ask()
            answered[number] += 1

    threads = [threading.Thread(target=visit, args=[number]) for number in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / seconds
