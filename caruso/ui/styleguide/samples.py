"""Invented records for the style guide."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone


@dataclass
class Account:
    id: int
    name: str
    city: str
    stage: str
    hue: str
    industry: str
    revenue: str
    owner: str
    due: datetime.date | None
    tags: list[tuple[str, str]] = field(default_factory=list)
    phone: str = ""


def day(offset: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=offset)


def hour(offset: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=offset)


STAGES = {"Customer": "green", "Prospect": "blue", "Lead": "amber", "Partner": "violet", "Former": "gray"}
OWNERS = ("Marta Zielińska", "Jan Dvořák", "Olivia Bennett", "Paweł Wójcik")

_ROWS = """
Młyny Łódzkie Sp. z o.o.|Łódź|Customer|Food processing|4 200 000|+48 42 630 11 20
Žižkovská pekárna s.r.o.|Praha|Customer|Bakery|1 150 000|+420 222 711 305
Świętochłowicka Stal S.A.|Świętochłowice|Prospect|Metals|38 000 000|+48 32 245 09 14
Hartwell & Finch Ltd|Manchester|Lead|Legal services|2 750 000|+44 161 496 0122
Kraków Biuro Podróży Wawel|Kraków|Customer|Travel|860 000|+48 12 421 55 70
Moravské vinařství Pálava|Mikulov|Partner|Wine|3 400 000|+420 519 510 222
Bydgoska Fabryka Mebli|Bydgoszcz|Customer|Furniture|12 900 000|+48 52 320 44 10
Ostravské strojírny a.s.|Ostrava|Prospect|Machinery|56 000 000|+420 596 112 480
Greenwich Marine Supplies|London|Customer|Marine|6 300 000|+44 20 7946 0311
Apteka Pod Złotym Lwem|Wrocław|Former|Pharmacy|540 000|+48 71 343 28 19
Krkonošské lázně Janské|Janské Lázně|Lead|Health|2 100 000|+420 499 860 111
Gdańska Stocznia Jachtowa|Gdańsk|Customer|Shipbuilding|21 500 000|+48 58 769 13 00
Brněnská elektronika s.r.o.|Brno|Customer|Electronics|8 900 000|+420 541 143 230
Szkoła Językowa Poliglota|Poznań|Prospect|Education|430 000|+48 61 853 22 07
Northgate Veterinary Group|York|Partner|Veterinary|1 900 000|+44 1904 555 010
Plzeňský chmel a slad|Plzeň|Customer|Brewing|15 200 000|+420 377 062 111
Zakład Poligraficzny Żubr|Białystok|Lead|Printing|990 000|+48 85 742 16 33
Hotel Růžový palác|Karlovy Vary|Customer|Hospitality|7 700 000|+420 353 221 122
""".strip().splitlines()

_TAGS = [("key", "coral"), ("export", "teal"), ("newsletter", "blue"), ("fair 2026", "violet")]


def accounts(number: int = 50) -> list[Account]:
    """As many accounts as asked; the same ones each time."""
    found = []
    for index in range(number):
        name, city, stage, industry, revenue, phone = _ROWS[index % len(_ROWS)].split("|")
        offset = (index * 5) % 17 - 4
        found.append(
            Account(
                id=index + 1,
                name=name,
                city=city,
                stage=stage,
                hue=STAGES[stage],
                industry=industry,
                revenue=revenue.replace(" ", "\u00a0"),
                owner=OWNERS[index % 4],
                due=None if index % 6 == 5 else day(offset),
                tags=[_TAGS[n] for n in range(4) if (index + n) % 5 == 0],
                phone=phone,
            )
        )
    return found


def lanes() -> list[dict[str, Any]]:
    """The stages of a pipeline with their cards."""
    names = [
        ("New", "gray"),
        ("Qualified", "blue"),
        ("Needs mapped", "violet"),
        ("Quote sent", "amber"),
        ("Negotiation", "coral"),
        ("Won", "green"),
    ]
    deals = [
        "Grain silo monitoring",
        "Oven line, third shift",
        "Rolling mill spare parts",
        "Contract archive",
        "Spring tour package",
        "Cellar sensors",
        "Veneer press upgrade",
        "CNC retrofit",
        "Deck fittings 2027",
        "Label printer fleet",
        "Sauna reconstruction",
        "Hull coating",
    ]
    all_accounts = accounts(18)
    found: list[dict[str, Any]] = []
    for lane, (name, hue) in enumerate(names):
        cards = []
        for n in range(5 - lane % 3 + (lane == 0)):
            account = all_accounts[(lane * 4 + n) % 18]
            offset = [None, -3, 0, 4, 9, -1][(lane + n) % 6]
            cards.append(
                {
                    "id": lane * 10 + n,
                    "name": deals[(lane * 5 + n) % 12],
                    "account": account,
                    "amount": f"{(lane * 37 + n * 23) % 88 + 6}\u00a0{(n * 311) % 900:03d}\u00a0€",
                    "due": None if offset is None else day(offset),
                    "rotting": (lane + n) % 6 == 1,
                }
            )
        found.append({"name": name, "hue": hue, "cards": cards, "total": f"{lane * 41 + 90}\u00a0400\u00a0€"})
    return found


def recent() -> datetime.datetime:
    return hour(-0.7)


def earlier() -> datetime.datetime:
    return hour(-3)


def lately() -> datetime.datetime:
    return hour(-24 * 5)


def old() -> datetime.datetime:
    return hour(-24 * 40)


def soon() -> datetime.date:
    return day(1)


def later() -> datetime.date:
    return day(6)


def overdue() -> datetime.date:
    return day(-2)


def today() -> datetime.date:
    return day(0)


def events() -> list[dict[str, object]]:
    """A week of activities."""
    monday = day(-timezone.localdate().weekday())
    plan = [
        (0, 9, 1, "Team meeting", "indigo"),
        (0, 13, 1.5, "Call: silo sensors", "green"),
        (1, 10, 2, "Visit the mill in Łódź", "violet"),
        (2, 0, 0, "Trade fair Polagra", "amber"),
        (2, 14, 0.5, "Call back Hartwell", "green"),
        (3, 11, 1, "Demo for Ostravské strojírny", "violet"),
        (3, 11.5, 1, "Quote for eight silos", "coral"),
        (4, 15, 1, "Tasting in Mikulov", "violet"),
        (6, 10, 1, "Prepare the week", "coral"),
    ]
    found: list[dict[str, object]] = []
    for number, (offset, start, length, title, hue) in enumerate(plan):
        date = monday + datetime.timedelta(days=offset)
        begin = datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(hours=start)
        whole = length == 0
        end = begin + (datetime.timedelta(days=2) if whole else datetime.timedelta(hours=length))
        found.append(
            {
                "id": number,
                "title": title,
                "hue": hue,
                "start": date.isoformat() if whole else begin.isoformat(),
                "end": end.date().isoformat() if whole else end.isoformat(),
                "all_day": str(whole).lower(),
            }
        )
    return found
