"""The demo's story: a small firm that sells and looks after coffee machines, two years of it.

Everything is written through the verbs, so that timelines and histories are real.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from caruso.customers.models import Account, Activity, Contact, Relationship
from caruso.customers.seeds.cast import Casting
from caruso.customers.seeds.chapters import Setting, tell_chapters
from caruso.customers.seeds.staff import hire
from caruso.customers.seeds.talk import PRODUCTS, TALK
from caruso.kernel import writing
from caruso.kernel.events.recording import through
from caruso.kernel.models import User

SEED = 1873
ACCOUNTS = 300
CONTACTS = 1500
DONE_EACH = (4, 22)
FRIDAY = 4


def tell(language: str = "en") -> None:
    """Load the story of a firm that speaks this language; once. Raises RuntimeError where somebody already works."""
    if User.objects.exists():
        raise RuntimeError("People are here already; the demo goes only into an empty Caruso.")
    now = timezone.now().replace(second=0, microsecond=0)
    with transaction.atomic(), through("command"), override(language):
        people = hire(language)
        sellers = [people["petra"], people["piotr"], people["marek"], people["admin"]]
        casting = Casting(SEED, now, sellers)
        accounts = [casting.account() for _number in range(ACCOUNTS)]
        writing.create(accounts, by=people["admin"])
        contacts = [casting.contact(casting.dice.choice(accounts)) for _number in range(CONTACTS - 60)]
        contacts += [casting.contact(None) for _number in range(40)]
        writing.create(contacts, by=people["admin"])
        writing.create([_twin(contact) for contact in casting.dice.sample(contacts, 20)], by=people["petra"])
        _relate(casting.dice, contacts, accounts, people["marek"])
        _work(casting.dice, contacts, now)
        tell_chapters(Setting(now, people, accounts, contacts))


def _twin(contact: Contact) -> Contact:
    """The same person entered a second time, as it happens: without accents, the e-mail in capitals."""
    twin = Contact(first_name=contact.first_name, last_name=contact.last_name, owner=contact.owner)
    twin.account_id = contact.account_id
    twin.emails = [{**entry, "value": entry["value"].capitalize()} for entry in contact.emails]
    twin.phones = list(contact.phones)
    twin.created_at = contact.created_at + timedelta(days=30)
    if twin.created_at > timezone.now():
        twin.created_at = timezone.now() - timedelta(hours=2)
    return twin


def _relate(dice: random.Random, contacts: list[Contact], accounts: list[Account], by: User) -> None:
    """Who reports to whom at an account, who recommended whom, which firms are partners."""
    by_account: dict[int, list[Contact]] = {}
    for contact in contacts:
        if contact.account_id:
            by_account.setdefault(contact.account_id, []).append(contact)
    ties = []
    for staff in list(by_account.values())[:120]:
        boss, *others = staff
        ties += [Relationship(kind="reports_to", from_contact=one, to_contact=boss, owner=by) for one in others[:4]]
    ties += [
        Relationship(kind="referred_by", from_contact=one, to_contact=other, owner=by)
        for one, other in (dice.sample(contacts, 2) for _number in range(40))
    ]
    ties += [
        Relationship(kind="partner_of", from_account=one, to_account=other, owner=by)
        for one, other in (dice.sample(accounts, 2) for _number in range(15))
    ]
    for tie in ties:
        # Told on the day from which both were known.
        ends = (tie.from_contact, tie.to_contact, tie.from_account, tie.to_account)
        tie.created_at = max(end.created_at for end in ends if end is not None)
    writing.create(ties, by=by)


def _work(dice: random.Random, contacts: list[Contact], now: datetime) -> None:
    """Two years of calls, visits and letters with the busier third of the contacts, and plans for the coming weeks."""
    known = [contact for contact in contacts if contact.account_id and contact.created_at < now - timedelta(days=30)]
    busy = dice.sample(known, 420)
    activities = [activity for contact in busy for activity in _history(dice, contact, now)]
    activities += [_plan(dice, contact, now) for contact in dice.sample(busy, 190)]
    for owner in sorted({activity.owner for activity in activities if activity.owner}, key=str):
        mine = [activity for activity in activities if activity.owner == owner]
        writing.create(mine, by=owner)


def _history(dice: random.Random, contact: Contact, now: datetime) -> Iterator[Activity]:
    for _number in range(dice.randrange(*DONE_EACH)):
        begun = max(contact.created_at, now - timedelta(days=730))
        at = begun + (now - begun) * dice.random() * 0.995
        at = at.replace(hour=dice.randrange(8, 17), minute=dice.choice([0, 10, 15, 30, 45]))
        if at >= now:
            continue
        activity = _activity(
            dice, contact, dice.choices(["call", "email", "note", "meeting", "task"], [5, 4, 2, 2, 2])[0]
        )
        activity.created_at = activity.done_at = activity.due_at = at
        if activity.kind == "call":
            activity.outcome = dice.choice(["reached", "reached", "no_answer", "voicemail", "interested"])
        elif activity.kind != "note":
            activity.outcome = "done"
        yield activity


def _plan(dice: random.Random, contact: Contact, now: datetime) -> Activity:
    activity = _activity(dice, contact, dice.choices(["call", "task", "meeting"], [4, 3, 2])[0])
    activity.due_at = (now + timedelta(days=dice.randrange(-6, 22))).replace(
        hour=dice.randrange(8, 17), minute=dice.choice([0, 30])
    )
    activity.minutes = 60 if activity.kind == "meeting" else 15
    activity.created_at = now - timedelta(days=dice.randrange(7, 20))
    return activity


def _activity(dice: random.Random, contact: Contact, kind: str) -> Activity:
    language = contact.language or "en"
    subject, body = dice.choice(TALK[language][kind])
    words = {"p": dice.choice(PRODUCTS[language]), "d": dice.choice([2, 4, 6, 10, 14, 20, 30])}
    return Activity(
        kind=kind,
        subject=subject.format(**words),
        body=body.format(**words),
        contact=contact,
        account_id=contact.account_id,
        owner=contact.owner,
        direction=dice.choice(["out", "out", "in"]) if kind in ("call", "email") else "",
    )
