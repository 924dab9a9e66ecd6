"""The invented accounts, contacts and activities, as unsaved models: what `derive` fills is filled by it."""

from array import array
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.base.history import History, activity_kind
from benchmarks.base.names import firm_patterns, firm_words, first_names, last_names
from benchmarks.base.size import Size
from caruso.customers.models import Account, Activity, Contact
from caruso.customers.models.customer import LifecycleStage
from caruso.customers.seeds.people import JOBS
from caruso.customers.seeds.places import CALLING, CURRENCY, LANGUAGE, STREETS, TOWNS
from caruso.customers.seeds.talk import PRODUCTS, TALK
from caruso.kernel.text import fold

COUNTRIES = ("PL",) * 5 + ("CZ",) * 3 + ("GB",) * 2
COUNTRY_NAMES = {"PL": "Poland", "CZ": "Czechia", "GB": "United Kingdom"}
STAGES = [stage.value for stage in LifecycleStage]
TAGS = ["VIP", "newsletter", "fair 2025", "referral", "partner", "to call", "reseller", "trial"]
#: The account with two hundred contacts, whose page is measured.
LARGE_ACCOUNT, LARGE_ACCOUNT_HAS = 1, 200


def draw_accounts_of_contacts(size: Size) -> array:
    """The account of each contact by number, 0 for every fifth without one."""
    dice = Random(1)
    found = array("L", [0])
    every = size.contacts // LARGE_ACCOUNT_HAS
    for number in range(1, size.contacts + 1):
        if number % every == 7:
            found.append(LARGE_ACCOUNT)
        else:
            found.append(0 if dice.random() < 0.2 else 1 + int(dice.random() * (number // 10 + 1)) % size.accounts)
    return found


class Customers:
    """`staff` are (person, team) by number; the moments come from the history."""

    def __init__(self, size: Size, history: History, staff: list[tuple[int, int]]) -> None:
        self.size = size
        self.history = history
        self.staff = staff
        self.dice = Random(3)
        self.choice: Callable[[Any], Any] = self.dice.choice
        self.firms = {country: (firm_words(country), firm_patterns(country)) for country in CALLING}
        self.people = {country: (last_names(country), *first_names(country)) for country in CALLING}

    def accounts(self) -> Iterator[Account]:
        for number in range(1, self.size.accounts + 1):
            country = self.choice(COUNTRIES)
            words, patterns = self.firms[country]
            name = self.choice(patterns).format(w=self.choice(words))
            domain = _word(name)
            owner, team = self.staff[number % len(self.staff)]
            at = self.history.moment(number * 10 - 9)
            account = Account(
                id=number, name=name, tax_number=f"{country}{number * 7919:010}", website=f"https://www.{domain}.example", industry="hospitality",
                size=self.dice.randrange(1, 500), revenue=self.dice.randrange(10, 9000) * 1000,
                currency=CURRENCY[country], roles=["customer"], lifecycle_stage=self.choice(STAGES),
                emails=[{"value": f"info@{domain}{number}.example", "type": "work", "primary": True}],
                phones=[self._phone(country, number, "work")], addresses=[self._address(country)],
                language=LANGUAGE[country], tags=self._tags(), owner_id=owner, team_id=team, created_by_id=owner,
                created_at=at, updated_at=at, custom={}, version=1,
            )  # fmt: skip
            account.derive()
            yield account

    def contacts(self) -> Iterator[Contact]:
        next_at, last_at = self._activity_moments()
        history = self.history
        for number in range(1, self.size.contacts + 1):
            country = self.choice(COUNTRIES)
            pool, men, women = self.people[country]
            woman = self.dice.random() < 0.5
            first, last = self.choice(women if woman else men), self.choice(pool)[woman]
            owner, team = self.staff[number % len(self.staff)]
            mail = f"{_word(first)}.{_word(last)}{number}@firma{number % 50_000}.example"
            contact = Contact(
                id=number, salutation="ms" if woman else "mr", first_name=first, last_name=last,
                account_id=history.account_of[number] or None, job_title=self.choice(JOBS[country]),
                emails=[{"value": mail, "type": "work", "primary": True}],
                phones=[self._phone(country, number, "mobile")], addresses=[self._address(country)],
                birthday=self._birthday(), preferred_channel=self.choice(["", "email", "phone"]),
                lifecycle_stage=self.choice(STAGES), language=LANGUAGE[country], tags=self._tags(),
                custom={"coffee": self.choice(["arabica", "robusta"]), "cups": number % 90} if number % 3 == 0 else {},
                owner_id=owner, team_id=team, created_by_id=owner, version=history.version[number],
                created_at=history.moment(number), updated_at=history.moment(history.changed[number]),
                next_activity_at=next_at.get(number), last_activity_at=last_at.get(number),
            )  # fmt: skip
            contact.derive()
            yield contact

    def activities(self) -> Iterator[Activity]:
        history = self.history
        for number in range(1, len(history.activity_of)):
            contact, made, done = (
                history.activity_of[number], history.activity_made[number], history.activity_done[number],
            )  # fmt: skip
            language = self.choice(("pl", "cs", "en"))
            kind = activity_kind(number)
            subject, body = self.choice(TALK[language][kind])
            words = {"p": self.choice(PRODUCTS[language]), "d": self.dice.randrange(2, 40)}
            owner, team = self.staff[number % len(self.staff)]
            yield Activity(
                id=number, kind=kind, subject=subject.format(**words), body=body.format(**words), contact_id=contact,
                account_id=history.account_of[contact] or None, due_at=history.moment(made, _due(number)), minutes=30,
                done_at=history.moment(done) if done else None, outcome="done" if done else "", custom={},
                owner_id=owner, team_id=team, created_by_id=owner, version=2 if done else 1,
                created_at=history.moment(made), updated_at=history.moment(done or made),
            )  # fmt: skip

    def _activity_moments(self) -> tuple[dict[int, str], dict[int, str]]:
        """The next planned and the last done activity of each contact."""
        history = self.history
        following: dict[int, str] = {}
        last: dict[int, str] = {}
        for number in range(1, len(history.activity_of)):
            contact, done = history.activity_of[number], history.activity_done[number]
            if done:
                last[contact] = history.moment(done)
            else:
                following.setdefault(contact, history.moment(history.activity_made[number], _due(number)))
        return following, last

    def _phone(self, country: str, number: int, kind: str) -> dict[str, Any]:
        start = (
            {"PL": "6", "CZ": "7", "GB": "74"}[country]
            if kind == "mobile"
            else {"PL": "22", "CZ": "2", "GB": "20"}[country]
        )
        length = 10 if country == "GB" else 9
        digits = str(number * 7_919 % 10 ** (length - len(start))).zfill(length - len(start))
        return {"value": f"+{CALLING[country]}{start}{digits}", "type": kind, "primary": True}

    def _address(self, country: str) -> dict[str, Any]:
        town, postal, _area = self.choice(TOWNS[country])
        street = f"{self.choice(STREETS[country])} {self.dice.randrange(1, 180)}"
        code = postal.format(self.dice.randrange(1, 9 if country == "GB" else 99))
        return {
            "street": street, "postal_code": code, "city": town, "country": COUNTRY_NAMES[country], "type": "work",
            "primary": True,
        }  # fmt: skip

    def _tags(self) -> list[str]:
        return [self.choice(TAGS)] if self.dice.random() < 0.15 else []

    def _birthday(self) -> date | None:
        if self.dice.random() < 0.5:
            return None
        return date(1955, 1, 1) + timedelta(days=self.dice.randrange(17_000))


def _due(number: int) -> int:
    """Planned a day to a month ahead, in seconds."""
    return (1 + number % 30) * 86_400


def _word(text: str) -> str:
    return "".join(char for char in fold(text) if char.isascii() and char.isalnum())
