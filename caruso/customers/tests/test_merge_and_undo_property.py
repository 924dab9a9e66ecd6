"""Merging and undoing leaves every table as it was, whatever the records hold and point to."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.customers.models import Account, Activity, Affiliation, Contact, Occasion, Relationship
from caruso.kernel.models import Attachment, TimelineEntry, User
from caruso.kernel.models.tag import Tagging
from caruso.screens.description import screen_of
from caruso.screens.matching.models import DuplicatePair, MatchKey
from caruso.screens.merging.merge import merge, undo
from caruso.screens.merging.models import MergedRecord
from caruso.screens.merging.values import propose

TABLES = (Account, Contact, Activity, Affiliation, Relationship, Occasion, Attachment, Tagging, MatchKey, DuplicatePair)
UNCOMPARED = {"id", "version", "updated_at"}
word = st.sampled_from(["", "Jan", "Novák", "Łucja", "Zoë"])
number = st.integers(0, 2)
text_list = st.lists(st.sampled_from(["a@x.cz", "b@x.cz", "C@x.cz"]), max_size=3, unique=True)
person = st.fixed_dictionaries(
    {
        "first_name": word,
        "last_name": word,
        "job_title": word,
        "notes": word,
        "tags": st.lists(st.sampled_from(["vip", "fair", "Key"]), unique=True, max_size=3),
        "birthday": st.none() | st.dates(),
        "emails": text_list.map(
            lambda found: [{"value": one, "primary": not i} if not i else {"value": one} for i, one in enumerate(found)]
        ),
        "account": st.none() | number,
    }
)
firm = st.fixed_dictionaries(
    {"name": word.filter(bool), "notes": word, "roles": st.just([]), "parent": st.none() | number}
)


def dump() -> dict[str, Any]:
    """Every row of every table as text, without what a merge and its undoing may leave different."""
    found = {}
    for model in TABLES:
        # Rows that keepers write anew get new numbers.
        left_out = UNCOMPARED if model in (Occasion, Tagging, MatchKey, DuplicatePair) else UNCOMPARED - {"id"}
        columns = [column.attname for column in model._meta.concrete_fields if column.attname not in left_out]
        rows = model._default_manager.values(*columns)
        found[model.__name__] = sorted(repr({**row, "binned_at": row.get("binned_at") is not None}) for row in rows)
    return found


def timeline() -> set[Any]:
    return set(TimelineEntry.objects.values_list("object", "record", "event", "kind"))


def world(
    by: User, people: list[Any], firms: list[Any], links: list[tuple[str, int, int]]
) -> tuple[list[Any], list[Any]]:
    accounts: list[Any] = []
    for values in firms:
        above = values.pop("parent")
        account = Account(**values, parent=accounts[above] if above is not None and above < len(accounts) else None)
        accounts.append(account.create(by=by))
    contacts: list[Any] = []
    for values in people:
        at = values.pop("account")
        contacts.append(Contact(**values, account=None if at is None else accounts[at]).create(by=by))
    for kind, one, other in links:
        if kind == "activity":
            Activity(subject="x", contact=contacts[one], account=accounts[other]).create(by=by)
        elif kind == "about":
            Activity(subject="x", about_object="customers.contact", about_record=contacts[one].pk).create(by=by)
        elif kind == "file":
            Attachment.objects.create(object="customers.account", record=accounts[one].pk, name="a", size=1)
        elif kind == "tie" and one != other:
            Relationship(kind="friend_of", from_contact=contacts[one], to_contact=contacts[other]).create(by=by)
        elif kind == "work" and not Affiliation.objects.filter(contact=contacts[one], account=accounts[other]).exists():
            Affiliation(contact=contacts[one], account=accounts[other], role="user").create(by=by)
        elif kind == "left" and (place := Affiliation.objects.live().filter(contact=contacts[one]).first()):
            place.put_in_bin(by=by)
    return contacts, accounts


links = st.lists(
    st.tuples(st.sampled_from(["activity", "about", "file", "tie", "work", "left"]), number, number), max_size=8
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    people=st.lists(person, min_size=3, max_size=3),
    firms=st.lists(firm, min_size=3, max_size=3),
    links=links,
    merged=st.lists(number, min_size=2, max_size=3, unique=True),
    which=st.booleans(),
)
def test_undo_restores_everything(
    anna: User, people: list[Any], firms: list[Any], links: list[tuple[str, int, int]], merged: list[int], which: bool
) -> None:
    with transaction.atomic():
        contacts, accounts = world(anna, [dict(one) for one in people], [dict(one) for one in firms], links)
        chosen = [(contacts if which else accounts)[index] for index in merged]
        before, before_timeline = dump(), timeline()
        last = max(entry[2] for entry in before_timeline)
        main, *others = chosen
        done = merge(main, others, propose(screen_of(main), main, others, anna), by=anna)
        assert dump() != before
        undone = undo(done, by=anna)
        assert (undone.fields, undone.links) == ([], 0)
        assert dump() == before
        assert {entry for entry in timeline() if entry[2] <= last} == before_timeline
        assert not MergedRecord.objects.exists()
        transaction.set_rollback(True)
