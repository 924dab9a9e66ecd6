"""The days on which contacts are greeted, by month and day, so that the coming ones are found by an index."""

from collections.abc import Iterator
from datetime import date

from caruso.customers.models import Contact, Occasion
from caruso.kernel import rows
from caruso.kernel.fields import kind_named
from caruso.kernel.fields.time_kinds import NO_YEAR
from caruso.kernel.written import Written

_DAY = kind_named("annual_day")
WATCHED = {"birthday", "name_day", "anniversaries", "family"}


def keep(written: Written) -> None:
    if written.object.model is not Contact:
        return
    touched = [contact for contact, changes in written.pairs() if changes is None or WATCHED & changes.keys()]
    if written.verb != "create":
        Occasion.objects.filter(contact__in=touched).delete()
    if written.verb in ("create", "change", "restore"):
        rows.insert([occasion for contact in touched for occasion in _occasions(contact)])


def _occasions(contact: Contact) -> Iterator[Occasion]:
    if contact.birthday:
        yield _on(contact, contact.birthday, Occasion.Kind.BIRTHDAY)
    if contact.name_day:
        yield _on(contact, contact.name_day, Occasion.Kind.NAME_DAY)
    for entry in contact.anniversaries:
        if entry.get("date"):
            yield _on(contact, _DAY.load(entry["date"]), Occasion.Kind.ANNIVERSARY, entry.get("label", ""))
    for entry in contact.family:
        if entry.get("birthday"):
            yield _on(contact, _DAY.load(entry["birthday"]), Occasion.Kind.FAMILY, entry.get("name", ""))


def _on(contact: Contact, day: date, kind: str, label: str = "") -> Occasion:
    year = None if kind == Occasion.Kind.NAME_DAY or day.year == NO_YEAR else day.year
    return Occasion(contact=contact, kind=kind, month=day.month, day=day.day, year=year, label=label[:160])
