"""Accounts and contacts of the demo, drawn from a fixed seed."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from caruso.customers.models import Account, Contact
from caruso.customers.models.customer import HeardThrough
from caruso.customers.seeds.firms import FIRMS, TRADES
from caruso.customers.seeds.people import HOBBIES, JOBS, NAMES
from caruso.customers.seeds.places import CALLING, CURRENCY, LANGUAGE, STREETS, TOWNS
from caruso.kernel.text import fold_words

STAGES = [
    "aware",
    "prospect",
    "prospect",
    "qualified",
    "customer",
    "customer",
    "customer",
    "loyal",
    "advocate",
    "lapsed",
    "lost",
]
TAGS = ["VIP", "hotel chain", "beans", "service contract", "Horeca fair 2026", "newsletter", "pilot", "training"]


class Casting:
    """Draws firms and people; the same seed draws the same."""

    def __init__(self, seed: int, now: datetime, owners: list[Any]) -> None:
        self.dice = random.Random(seed)
        self.now, self.owners = now, owners
        self._names: set[str] = set()
        self._numbers = iter(self.dice.sample(range(1_000_000, 9_999_999), 9000))

    def account(self) -> Account:
        country = self.dice.choices(["PL", "CZ", "GB"], [5, 4, 1])[0]
        trade = self.dice.choices(TRADES, [6, 3, 3, 2, 2, 1, 2])[0]
        name = self._firm_name(country, trade)
        town, postal, area = self.dice.choice(TOWNS[country])
        domain = f"{fold_words(name).replace(' ', '-')[:40]}.example"
        stage = self.dice.choice(STAGES)
        owner = self.dice.choice(self.owners)
        account = Account(
            name=name,
            legal_name=name + self.dice.choice(FIRMS[country]["forms"]),
            tax_number=self._tax_number(country),
            website=f"https://{domain}",
            industry=trade,
            size=self.dice.choice([3, 6, 9, 14, 22, 35, 60, 110, 240]),
            revenue=self.dice.randrange(40, 9000) * 1000,
            currency=CURRENCY[country],
            roles=self._roles(stage),
            emails=[{"value": f"office@{domain}", "type": "work", "primary": True}],
            phones=[{"value": self._phone(country, area), "type": "work", "primary": True}],
            addresses=[self._address(country, town, postal)],
            lifecycle_stage=stage,
            source=self.dice.choice(HeardThrough.values),
            language=LANGUAGE[country],
            tags=self.dice.sample(TAGS, self.dice.choice([0, 0, 1, 1, 2])),
            owner=owner,
        )
        account.created_at = self.now - timedelta(days=self.dice.randrange(20, 720), minutes=self.dice.randrange(600))
        return account

    def contact(self, account: Account | None) -> Contact:
        country = (
            {"PLN": "PL", "CZK": "CZ", "GBP": "GB"}[account.currency] if account else self.dice.choice(["PL", "CZ"])
        )
        woman = self.dice.random() < 0.5
        first = self.dice.choice(NAMES[country]["women" if woman else "men"])
        last = self._last_name(country, woman)
        domain = account.email.rpartition("@")[2] if account else "post.example"
        emails = [
            {
                "value": f"{fold_words(first)}.{fold_words(last).replace(' ', '')}@{domain}",
                "type": "work",
                "primary": True,
            }
        ]
        contact = Contact(
            salutation="ms" if woman else "mr",
            title_before=self.dice.choice(["Ing.", "Mgr."]) if country == "CZ" and self.dice.random() < 0.2 else "",
            first_name=first,
            last_name=last,
            account=account,
            job_title=self.dice.choice(JOBS[country]),
            emails=emails if self.dice.random() < 0.92 else [],
            phones=[{"value": self._phone(country, "6"), "type": "mobile", "primary": True}]
            if self.dice.random() < 0.8
            else [],
            addresses=[{key: value for key, value in (account.addresses[0] if account else {}).items()}]
            if account
            else [],
            preferred_channel=self.dice.choice(["", "email", "phone", "phone", "visit"]),
            birthday=self._birthday(),
            hobbies=", ".join(self.dice.sample(HOBBIES, self.dice.choice([0, 0, 1, 2]))),
            lifecycle_stage=account.lifecycle_stage if account else "aware",
            language=LANGUAGE[country],
            tags=self.dice.sample(TAGS, self.dice.choice([0, 0, 0, 1])),
            owner=account.owner if account else self.dice.choice(self.owners),
        )
        start = account.created_at if account else self.now - timedelta(days=300)
        contact.created_at = min(start + timedelta(days=self.dice.randrange(0, 200)), self.now - timedelta(hours=3))
        return contact

    def _firm_name(self, country: str, trade: str) -> str:
        for _attempt in range(60):
            name = self.dice.choice(FIRMS[country][trade]).format(w=self.dice.choice(FIRMS[country]["words"]))
            if name not in self._names:
                break
            name = f"{name} {self.dice.choice(TOWNS[country])[0]}"
            if name not in self._names:
                break
        self._names.add(name)
        return name

    def _last_name(self, country: str, woman: bool) -> str:
        pool = NAMES[country]
        if pool["pairs"] and self.dice.random() < 0.6:
            return self.dice.choice(pool["pairs"]).split("|")[1 if woman else 0]
        return self.dice.choice(pool["last"])

    def _phone(self, country: str, area: str) -> str:
        number = next(self._numbers)
        if country == "GB":
            return f"+4420{number % 10_000_000:07}7"
        rest = 9 - len(area)
        return f"+{CALLING[country]}{area}{str(number).zfill(rest)[-rest:]}"

    def _address(self, country: str, town: str, postal: str) -> dict[str, Any]:
        code = postal.format(self.dice.randrange(1, 9 if country == "GB" else 99))
        street = f"{self.dice.choice(STREETS[country])} {self.dice.randrange(1, 180)}"
        return {
            "street": street,
            "postal_code": code,
            "city": town,
            "country": country,
            "type": "work",
            "primary": True,
        }

    def _tax_number(self, country: str) -> str:
        """A number whose check digit is right, so that the demo passes its own checks."""
        if country == "PL":
            weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
            while True:
                digits = [self.dice.randrange(1, 9) for _position in range(9)]
                check = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
                if check < 10:
                    return "PL" + "".join(map(str, [*digits, check]))
        if country == "CZ":
            digits = [self.dice.randrange(1, 9) for _position in range(7)]
            check = (11 - sum((8 - index) * digit for index, digit in enumerate(digits)) % 11) % 10
            return "CZ" + "".join(map(str, [*digits, check]))
        return ""

    def _roles(self, stage: str) -> list[str]:
        roles = ["customer"] if stage in ("customer", "loyal", "advocate", "lapsed") else ["prospect"]
        extra = self.dice.random()
        return [*roles, "supplier"] if extra < 0.05 else [*roles, "partner"] if extra < 0.1 else roles

    def _birthday(self) -> date | None:
        if self.dice.random() < 0.55:
            return None
        return date(self.dice.randrange(1955, 2003), self.dice.randrange(1, 13), self.dice.randrange(1, 29))
