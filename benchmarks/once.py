"""What is measured once: memory, a cold start, the weight of a page's assets, an import."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import shaping
from benchmarks.people import EMAILS, People
from benchmarks.system import System
from benchmarks.visitor import Visitor

ROWS = 50_000
MODULES = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


def figures(people: People, *, rows: int = ROWS) -> Iterator[dict[str, Any]]:
    yield _figure("first answer of a cold server", cold_start(people), "s", 3)
    yield _figure("two servers and a worker, resident", memory(people), "MB", 400)
    yield _figure("style sheet and scripts of a list, compressed", assets(people) / 1000, "kB", 120)
    for name, value, unit, budget in shaping.figures(people):
        yield _figure(name, value, unit, budget)
    yield _figure(f"import of {rows:,} rows", rows / import_seconds(rows), "rows/s", 3000, at_least=True)


def _figure(name: str, value: float, unit: str, budget: float, *, at_least: bool = False) -> dict[str, Any]:
    met = value >= budget if at_least else value <= budget
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "budget": f"{'≥' if at_least else '≤'} {budget} {unit}",
        "met": met,
    }


def cold_start(people: People) -> float:
    """Seconds from the command to the first list."""
    with System() as system:
        system.wait()
        visitor = people.known(system.port)
        visitor.get("/contacts/")
        return time.perf_counter() - system.started


def memory(people: People) -> float:
    """After a hundred pages of each kind."""
    with System(processes=2, worker=True) as system:
        system.wait()
        time.sleep(3)
        for _window in range(4):
            visitor = people.known(system.port)
            for number in range(1, 26):
                for address in ("/contacts/", f"/contacts/{number}", "/search?q=now", "/contacts/board"):
                    visitor.get(address)
        return sum(system.memory().values())


def assets(people: People) -> int:
    """Bytes of the style sheet, the scripts and the modules they import at once, as a browser gets them."""
    with System() as system:
        system.wait()
        page = people.known(system.port).get("/contacts/").decode()
        visitor = Visitor(system.port, {"Accept-Encoding": "br"})
        plain = Visitor(system.port)
        wanted = re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"', page)
        total, seen = 0, set()
        while wanted:
            address = wanted.pop()
            if address in seen:
                continue
            seen.add(address)
            total += len(visitor.get(address))
            if address.endswith(".js"):
                folder = address.rpartition("/")[0]
                imported = MODULES.findall(plain.get(address).decode())
                wanted += [str(Path(folder, name).resolve()) for name in imported]
        return total


def import_seconds(rows: int) -> float:
    """Seconds of `caruso import` for a file of new contacts: other names, addresses and numbers each time it is run."""
    stamp = int(time.time())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "contacts.csv")
        with path.open("w", encoding="utf-8") as file:
            file.write("First Name,Last Name,Email,Mobile Phone,Job Title,City\n")
            for number in range(rows):
                email, phone = f"z{stamp}.{number}@import.example", f"+48 6{stamp % 1000:03}{number:05}"
                file.write(f"Żaneta,Nová{stamp}{number},{email},{phone},Buyer,Nova Vila\n")
        started = time.perf_counter()
        command = [sys.executable, "-m", "caruso.command", "import", str(path), "--as", EMAILS["admin"]]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started
