"""The third part of the base: a business object modelled at run time, with thirty fields and five links."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from benchmarks.base.history import DAYS, EntryRow, EventRow
from benchmarks.base.records import Records, batches, last_number, write_events
from benchmarks.base.size import Size
from caruso.kernel.jobs.running import run
from caruso.kernel.models import Event, Job, User
from caruso.kernel.rows import blank
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of
from caruso.screens.search.engine import engine

KEY = "objects.device"
FIELDS = {
    "text": ("Serial", "Place", "Maker", "Type", "Room", "Remark"),
    "integer": ("Cups", "Visits", "Pressure", "Hours"),
    "decimal": ("Flow", "Weight", "Length"),
    "date": ("Installed on", "Checked on", "Warranty until"),
    "datetime": ("Seen at",),
    "yes_no": ("Rented", "Insured", "Loud"),
    "choice": ("State", "Colour", "Voltage", "Grade"),
    "percent": ("Wear", "Share"),
    "email": ("Keeper",),
    "url": ("Manual",),
    "rating": ("Taste",),
    "duration": ("Uptime",),
}
CHOICES = ("one", "two", "three", "four", "five")
LINKS = {
    "Account": "customers.account",
    "Contact": "customers.contact",
    "Deal": "sales.opportunity",
    "Bought in": "sales.order",
    "Product": "sales.product",
}


class ObjectsBase:
    """As many devices as there are contacts."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.admin = User.objects.get(email="admin@example.com")
        reps = User.objects.filter(email__startswith="rep").order_by("pk")
        self.staff = [(pk, team) for pk, team in reps.values_list("pk", "team") if team]

    def prepare(self) -> None:
        """The object with its fields, as an administrator makes them."""
        make_object(
            {"en": "Device"}, {"en": "Devices"}, by=self.admin, readers=["navigation", "search", "import", "api"]
        )
        for kind, labels in FIELDS.items():
            for label in labels:
                said = {"choices": CHOICES} if kind == "choice" else {}
                add_field(KEY, kind, {"en": label}, by=self.admin, **said)
        for label, target in LINKS.items():
            add_field(KEY, "relation", {"en": label}, by=self.admin, options={"target": target, "reverse": "devices"})
        summed = {"collection": "devices", "function": "sum", "field": "cups"}
        add_field("customers.account", "roll_up", {"en": "Cups of devices"}, by=self.admin, options={"roll_up": summed})

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        return [("devices", self._write_devices)]

    def finish(self) -> None:
        """What a worker does: the indexes of the fields, and the search index put in order."""
        for job in Job.objects.filter(kind="kernel.field_index", state=Job.State.WAITING).order_by("pk"):
            run(job.pk)
        engine().tidy()

    def _write_devices(self) -> None:
        records, screen = Records(), screen_of(KEY)
        for batch in batches(self._devices(screen)):
            records.write(screen.model, batch)
            write_events(self._events(batch, last_number(Event._meta.db_table)))

    def _devices(self, screen: Any) -> Iterator[Any]:
        dice, now = Random(8), timezone.now()
        fields = [field for field in screen.object.fields.values() if field.custom or field.name in _names()]
        ends = {
            "account": self.size.accounts, "contact": self.size.contacts, "deal": self.size.opportunities,
            "bought_in": self.size.orders, "product": 300,
        }  # fmt: skip
        kinds = {_name(label): kind for kind, labels in FIELDS.items() for label in labels}
        assert kinds.keys() <= {field.name for field in fields}
        for number in range(1, self.size.contacts + 1):
            one = blank(screen.model)
            one.pk, one.name = number, f"Device {dice.choice(CHOICES)} {number:07}"
            one.owner_id, one.team_id = self.staff[number % len(self.staff)]
            one.created_at = one.updated_at = now - timedelta(
                minutes=DAYS * 1440 * (self.size.contacts - number) // self.size.contacts
            )
            for name, kind in kinds.items():
                setattr(one, name, _value(kind, name, number, dice))
            for name, last in ends.items():
                setattr(one, f"{name}_id", 1 + dice.randrange(last))
            one.derive()
            yield one

    def _events(self, batch: list[Any], last: int) -> Iterator[tuple[EventRow, list[EntryRow]]]:
        for number, one in enumerate(batch, last + 1):
            at = one.created_at.strftime("%Y-%m-%d %H:%M:%S")
            event = (number, "created", KEY, one.pk, at, one.owner_id, "page", json.dumps({}))
            yield event, [(KEY, one.pk, at, number, "created")]


def _names() -> set[str]:
    return {_name(label) for labels in FIELDS.values() for label in labels}


def _name(label: str) -> str:
    return label.lower().replace(" ", "_")


def _value(kind: str, name: str, number: int, dice: Random) -> Any:
    if kind == "text":
        return f"{name} {number % 997}" if name != "serial" else f"SN-{number:08}"
    if kind in ("integer", "rating"):
        return dice.randrange(1, 6 if kind == "rating" else 100)
    if kind in ("decimal", "percent"):
        return Decimal(dice.randrange(1, 400)) / 4
    if kind == "date":
        return date(2023, 1, 1) + timedelta(days=dice.randrange(1200))
    if kind == "datetime":
        return timezone.now() - timedelta(minutes=dice.randrange(1_000_000))
    if kind == "duration":
        return dice.randrange(60, 100_000)
    if kind == "yes_no":
        return dice.random() < 0.5
    if kind == "choice":
        return dice.choice(CHOICES)
    return f"keeper{number}@example.com" if kind == "email" else f"https://example.com/{number % 50}"
