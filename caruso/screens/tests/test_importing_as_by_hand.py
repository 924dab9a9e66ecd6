"""An import writes past much that a single save goes through. What is there afterwards must be the same, in every table."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from caruso.customers.models import Account, Affiliation, Contact, Occasion
from caruso.kernel.models import Event, User
from caruso.kernel.models.event import TimelineEntry
from caruso.kernel.models.tag import Tagging
from caruso.screens.matching.models import DuplicatePair, MatchKey
from caruso.screens.search.entry import SearchEntry, SearchSpelling
from caruso.screens.search.spelling import forget_all
from caruso.screens.tests.importing import brought_in

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "First Name,Last Name,Email,Mobile Phone,Job Title,City,Street Address,Company,Birthday,Lifecycle Stage,Tags,Notes\n"
ROWS = [
    "Zofia,Łącka,Zofia@Huta.example,601234501,Szefowa,Łódź,Żeromskiego 12,Huta,14.03.1979,customer,VIP;targi,Woli rano",
    "Jan,Nowak,jan@huta.example,601234501,,Łódź,,Huta,,,,",
    "Žaneta,Dvořáková,,+420 777 123 456,,,,,,lead,targi,",
    "Jan,Nowak,jan@mlyn.example,,,Łódź,,,,,,",
]


def values_by_hand(huta: Account) -> Iterator[dict[str, Any]]:
    """The same four people as their makers would type them into the form."""
    lodz = {"city": "Łódź", "type": "work", "primary": True}
    yield {
        "first_name": "Zofia",
        "last_name": "Łącka",
        "emails": [{"value": "Zofia@huta.example", "type": "work", "primary": True}],
        "phones": [{"value": "+48601234501", "type": "mobile", "primary": True}],
        "job_title": "Szefowa",
        "addresses": [{"street": "Żeromskiego 12", **lodz}],
        "account": huta.pk,
        "birthday": date(1979, 3, 14),
        "lifecycle_stage": "customer",
        "tags": ["VIP", "targi"],
        "notes": "Woli rano",
    }
    yield {
        "first_name": "Jan",
        "last_name": "Nowak",
        "emails": [{"value": "jan@huta.example", "type": "work", "primary": True}],
        "phones": [{"value": "+48601234501", "type": "mobile", "primary": True}],
        "addresses": [lodz],
        "account": huta.pk,
    }
    yield {
        "first_name": "Žaneta",
        "last_name": "Dvořáková",
        "phones": [{"value": "+420777123456", "type": "mobile", "primary": True}],
        "lifecycle_stage": "prospect",
        "tags": ["targi"],
    }
    yield {
        "first_name": "Jan",
        "last_name": "Nowak",
        "emails": [{"value": "jan@mlyn.example", "type": "work", "primary": True}],
        "addresses": [lodz],
    }


def test_an_import_leaves_what_saving_by_hand_leaves(anna: User) -> None:
    huta = Account(name="Huta", owner=anna).create(by=anna)
    forget_all()
    run = brought_in(HEADER + "\n".join(ROWS), anna, policy="create")
    assert run.counts["created"] == 4
    imported = _everything()
    for record in Contact.objects.all():
        record.destroy(by=anna)
    for model in (Event, DuplicatePair):
        model.objects.all().delete()
    forget_all()
    for values in values_by_hand(huta):
        contact = Contact(owner=anna)
        for name, value in values.items():
            contact.put(name, value)
        contact.create(by=anna)
    assert _everything() == imported


def _everything() -> dict[str, list[str]]:
    """All that is kept of and beside contacts; the numbers of contacts counted from the first of them."""
    first = min(Contact.objects.values_list("pk", flat=True))
    moments = {"created_at", "updated_at"}
    contacts = {"object": "customers.contact", "record__gte": first}
    return {
        "contacts": _rows(Contact.objects.all(), first, moments),
        "affiliations": _rows(Affiliation.objects.all(), first, {*moments, "id"}),
        "occasions": _rows(Occasion.objects.all(), first, {"id"}),
        "events": [f"{one.record - first} {one.actor_id}" for one in Event.objects.filter(**contacts).order_by("pk")],
        "timeline": sorted(
            f"{one.object} {one.record - first if one.object == 'customers.contact' else one.record}"
            for one in TimelineEntry.objects.filter(event__object="customers.contact")
        ),
        "tags": _rows(Tagging.objects.filter(**contacts), first, {"id"}),
        "keys": _rows(MatchKey.objects.filter(record__gte=first).order_by("key"), first, {"id"}),
        "pairs": _rows(DuplicatePair.objects.order_by("first", "second"), first, {"id"}),
        "entries": _rows(SearchEntry.objects.filter(**contacts).order_by("record"), first, {"id"}),
        "words": _words(first),
        "spelling": sorted(f"{one.key} {one.word}" for one in SearchSpelling.objects.all()),
    }


def _rows(records: Any, first: int, left_out: set[str]) -> list[str]:
    of_contacts = {"id", "contact_id", "record", "first", "second"}
    found = []
    for one in records:
        values = {name: value for name, value in vars(one).items() if name[0] != "_" and name not in left_out}
        counted = {name: value - first if name in of_contacts else value for name, value in values.items()}
        found.append(json.dumps(counted, sort_keys=True, default=str))
    return found if records.ordered else sorted(found)


def _words(first: int) -> list[str]:
    """What the engine of the database keeps of each contact."""
    table = "screens_searchwords AS kept ON kept.rowid = entry.id"
    question = f"SELECT kept.words FROM screens_searchentry AS entry JOIN {table}"
    if connection.vendor == "postgresql":
        question = "SELECT words::text FROM screens_searchentry AS entry"
    with connection.cursor() as cursor:
        cursor.execute(f"{question} WHERE entry.object = 'customers.contact' AND record >= %s ORDER BY record", [first])
        return [" ".join(sorted(re.split(r"\s+", words))) for (words,) in cursor.fetchall()]
