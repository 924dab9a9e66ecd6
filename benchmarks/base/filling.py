"""Filling the base: records, and beside them what the keepers would have written."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Max

from benchmarks.base.customers import Customers, draw_accounts_of_contacts
from benchmarks.base.history import History
from benchmarks.base.size import Size
from benchmarks.base.tables import columns_of, rows_of, write
from caruso.customers.keeping.occasions import _occasions
from caruso.customers.models import Account, Activity, Affiliation, Contact, Occasion
from caruso.customers.seeds.staff import hire
from caruso.kernel.defining import add_field
from caruso.kernel.models import Event, Organisation, Tagging, Team, TimelineEntry, User
from caruso.kernel.tagging import tags_named
from caruso.kernel.text import fold
from caruso.screens.description import screen_of
from caruso.screens.matching.keys import keys_of
from caruso.screens.matching.models import MatchKey
from caruso.screens.search import spelling
from caruso.screens.search.indexing import indexed_screen
from caruso.screens.search.postgres import _quoted

AT_ONCE = 20_000
COMPLETE = "Tenor Coffee Systems (bench)"


def is_begun() -> bool:
    return Contact.objects.exists()


def is_complete() -> bool:
    return Organisation.objects.filter(name=COMPLETE).exists()


class Base:
    """Built in steps of which each writes whole tables."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.entries = 0
        self.tags: dict[str, int] = {}

    def hire(self) -> None:
        """The demo's people with their roles, and forty representatives in eight teams."""
        self.people = hire()
        representative = self.people["petra"].roles.get()
        sales = Team.objects.get(name="Sales")
        teams = [Team.objects.create(name=f"Sales {number}", parent=sales) for number in range(1, 9)]
        others = [
            User.objects.create(email=f"rep{number}@example.com", name=f"Rep {number}", team=teams[number % 8])
            for number in range(40)
        ]
        for person in others:
            person.roles.add(representative)
        self.staff = [(person.pk, person.team_id) for person in (self.people["petra"], *others)]
        admin = self.people["admin"]
        add_field("customers.contact", "text", {"en": "Coffee"}, by=admin)
        add_field("customers.contact", "integer", {"en": "Cups"}, by=admin)

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        size = self.size
        self.history = History(size, draw_accounts_of_contacts(size), [person for person, _team in self.staff])
        customers = Customers(size, self.history, self.staff)
        return [
            ("events", self._write_events),
            ("accounts", lambda: self._write_records(Account, customers.accounts())),
            ("contacts", lambda: self._write_records(Contact, customers.contacts())),
            ("activities", lambda: self._write_records(Activity, customers.activities())),
        ]

    def finish(self) -> None:
        """The name of the firm says that the base is whole."""
        Organisation.objects.update(name=COMPLETE)

    def _write_events(self) -> None:
        hired = Event.objects.aggregate(last=Max("id"))["last"] or 0
        entries = TimelineEntry.objects.aggregate(last=Max("id"))["last"] or 0
        columns = columns_of(TimelineEntry)
        for batch in _batches(self.history.events(hired)):
            write(Event._meta.db_table, columns_of(Event), [event for event, _places in batch])
            places = [place for _event, several in batch for place in several]
            write(TimelineEntry._meta.db_table, columns, [(entries + n, *row) for n, row in enumerate(places, 1)])
            entries += len(places)

    def _write_records(self, model: Any, records: Iterable[Any]) -> None:
        screen = screen_of(model._meta.label_lower)
        for batch in _batches(records):
            write(model._meta.db_table, columns_of(model), rows_of(model, batch))
            self._write_search(screen, batch)
            rows = [(keyed.number, key, one.pk) for one in batch for key, keyed in keys_of(screen, one).items()]
            write(MatchKey._meta.db_table, ["rule", "key", "record"], rows)
            if model is not Activity:
                self._write_tags(screen.key, batch)
            if model is Contact:
                self._write_affiliations(batch)
                occasions = [occasion for contact in batch for occasion in _occasions(contact)]
                write(
                    Occasion._meta.db_table, columns_of(Occasion)[1:], (row[1:] for row in rows_of(Occasion, occasions))
                )

    def _write_search(self, screen: Any, batch: list[Any]) -> None:
        how = indexed_screen(screen)
        postings = [(self.entries + n, one.pk, how.title(one), how.words(one)) for n, one in enumerate(batch, 1)]
        self.entries += len(batch)
        spelling.learn(how.spelt_words(batch))
        names = ["id", "object", "record", "title"]
        rows = ((number, screen.key, record, title) for number, record, title, _words in postings)
        if connection.vendor == "postgresql":
            texts = (" ".join(map(_quoted, words)) for *_rest, words in postings)
            write(
                "screens_searchentry", [*names, "words"], ((*row, text) for row, text in zip(rows, texts, strict=True))
            )
        else:
            write("screens_searchentry", names, rows)
            write("screens_searchwords", ["rowid", "words"], ((row[0], " ".join(row[3])) for row in postings))

    def _write_tags(self, key: str, batch: list[Any]) -> None:
        if missing := {name for one in batch for name in one.tags} - self.tags.keys():
            known = tags_named(missing)
            self.tags |= {name: known[fold(name)].pk for name in missing}
        rows = ((self.tags[name], key, one.pk) for one in batch for name in one.tags)
        write(Tagging._meta.db_table, ["tag_id", "object", "record"], rows)

    def _write_affiliations(self, batch: list[Contact]) -> None:
        affiliations = [
            Affiliation(
                contact_id=one.pk, account_id=one.account_id, primary=True, job_title=one.job_title, custom={},
                owner_id=one.owner_id, team_id=one.team_id, created_at=one.created_at, updated_at=one.created_at,
            )
            for one in batch if one.account_id
        ]  # fmt: skip
        write(
            Affiliation._meta.db_table,
            columns_of(Affiliation)[1:],
            (row[1:] for row in rows_of(Affiliation, affiliations)),
        )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, AT_ONCE)):
        yield batch
