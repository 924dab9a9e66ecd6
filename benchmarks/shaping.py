"""What it costs to shape objects that have a million records, while people work with them."""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection
from django.db.models import F

from benchmarks.people import People
from benchmarks.system import System
from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, Organisation, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.screens.description import screen_of

DEVICE, CONTACT = "objects.device", "customers.contact"
MANY, TIMES = 400, 40
LABEL = "Bench"

#: (what, value, unit, budget)
Figures = Iterator[tuple[str, float, str, float]]


def figures(people: People) -> Figures:
    admin = people.user("admin")
    yield from _new_field(admin)
    yield from _many_fields(people, admin)


def _new_field(admin: User) -> Figures:
    """A column more for a table of a million rows, while somebody writes into it."""
    with _writing(screen_of(DEVICE).model._meta.db_table) as waits:
        begun = time.perf_counter()
        row = add_field(DEVICE, "text", {"en": f"{LABEL} column"}, by=admin)
        assert not screen_of(DEVICE).model.objects.filter(**{row.name: "x"}, pk__lt=1000).exists()
        taken = time.perf_counter() - begun
    put_field_away(row, by=admin)
    destroy_field(row, by=admin)
    yield "a new field of a modelled object, usable after", taken, "s", 2
    if waits:
        yield "longest that a writer waited meanwhile", 1000 * max(waits), "ms", 200


@contextmanager
def _writing(table: str) -> Iterator[list[float]]:
    """Seconds that each write of another took in the block; on PostgreSQL only, for writers queue on SQLite."""
    waits: list[float] = []
    if connection.vendor != "postgresql":
        yield waits
        return
    ended = threading.Event()

    def write() -> None:
        with closing(_connected()) as other:
            number = 0
            while not ended.is_set():
                number += 1
                begun = time.perf_counter()
                other.execute(f'UPDATE "{table}" SET visits = visits + 1 WHERE id = %s', [number])
                waits.append(time.perf_counter() - begun)

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.5)
    yield waits
    time.sleep(0.5)
    ended.set()
    writer.join()


def _connected() -> Any:
    return connection.Database.connect(**connection.get_connection_params(), autocommit=True)  # type: ignore[attr-defined]


def _many_fields(people: People, admin: User) -> Figures:
    """Only what is shown is read, so that fields that are not cost next to nothing."""
    before = _list_of_contacts(people)
    for number in range(MANY):
        add_field(CONTACT, "text", {"en": f"{LABEL} {number}"}, by=admin)
    after = _list_of_contacts(people)
    CustomField.objects.filter(object=CONTACT, labels__en__startswith=f"{LABEL} ").delete()
    Organisation.objects.update(schema_version=F("schema_version") + 1)
    forget_organisation()
    yield f"list of contacts with {MANY} more fields, longer by", max(1000 * (after - before), 0), "ms", 10


def _list_of_contacts(people: People) -> float:
    """Seconds, the median."""
    with System() as system:
        system.wait()
        visitor = people.known(system.port)
        taken = []
        for number in range(TIMES + 5):
            begun = time.perf_counter()
            visitor.get("/contacts/")
            taken += [time.perf_counter() - begun] if number >= 5 else []
        return statistics.median(taken)
