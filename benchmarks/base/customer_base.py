"""The first part of the base: people, accounts, contacts, activities and what happened with them."""

from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.base.customers import Customers, draw_accounts_of_contacts
from benchmarks.base.history import History
from benchmarks.base.records import Records, batches, last_number, write_events
from benchmarks.base.size import Size
from benchmarks.base.tables import columns_of, rows_of, write
from caruso.customers.keeping.occasions import _occasions
from caruso.customers.models import Account, Activity, Affiliation, Contact, Occasion
from caruso.customers.seeds.staff import hire
from caruso.kernel.defining import add_field
from caruso.kernel.models import Event, Team, User


class CustomerBase:
    """Built in steps of which each writes whole tables."""

    def __init__(self, size: Size) -> None:
        self.size = size

    def prepare(self) -> None:
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
        self.records = Records()
        self.history = History(size, draw_accounts_of_contacts(size), [person for person, _team in self.staff])
        customers = Customers(size, self.history, self.staff)
        return [
            ("events", lambda: write_events(self.history.events(last_number(Event._meta.db_table)))),
            ("accounts", lambda: self._write(Account, customers.accounts())),
            ("contacts", lambda: self._write(Contact, customers.contacts())),
            ("activities", lambda: self._write(Activity, customers.activities())),
        ]

    def finish(self) -> None:
        """Nothing is left to do once the indexes are there."""

    def _write(self, model: Any, records: Iterable[Any]) -> None:
        for batch in batches(records):
            self.records.write(model, batch)
            if model is Contact:
                self._write_affiliations(batch)
                occasions = [occasion for contact in batch for occasion in _occasions(contact)]
                write(
                    Occasion._meta.db_table, columns_of(Occasion)[1:], (row[1:] for row in rows_of(Occasion, occasions))
                )

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
