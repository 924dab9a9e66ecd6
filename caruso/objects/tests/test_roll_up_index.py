"""A roll-up gets an index over all that it reads, so that adding up spares the table."""

from typing import Any

import pytest
from django.db import connection

from caruso.kernel import defining
from caruso.kernel.field_indexes import FieldIndex
from caruso.kernel.models import CustomField, Job, User
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import destroy_object, make_object, put_object_away
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNT = "customers.account"


@pytest.fixture
def claims(anna: User) -> Any:
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(made.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    add_field(made.key, "integer", {"en": "Amount"}, by=anna)
    add_field(made.key, "long_text", {"en": "Story"}, by=anna)
    add_field(made.key, "relation", {"en": "Account"}, by=anna, options={"target": ACCOUNT, "reverse": "claims"})
    yield made
    # The table was made for good: another connection makes the indexes beside.
    for row in CustomField.objects.filter(object=ACCOUNT, kind="roll_up"):
        if row.archived_at is None:
            defining.put_field_away(row, by=anna)
        destroy_field(row, by=anna)
    made.refresh_from_db()
    put_object_away(made, by=anna)
    destroy_object(made, by=anna)


def roll_up(anna: User, **said: Any) -> CustomField:
    return add_field(ACCOUNT, "roll_up", {"en": "All claims"}, by=anna, options={"roll_up": _asked(**said)})


def _asked(**said: Any) -> dict[str, Any]:
    return {"collection": "claims", "function": "sum", "field": "amount", **said}


def work() -> None:
    """What a worker does."""
    for job in Job.objects.filter(kind="kernel.field_index", state=Job.State.WAITING).order_by("pk"):
        FieldIndex().step(job)
        job.delete()


def indexed(claims: Any, row: CustomField) -> list[str]:
    """The names of the fields in the roll-up's index."""
    table = screen_of(claims.key).model._meta.db_table
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
    columns = known.get(f"custom_{row.pk}_{row.name}", {"columns": []})["columns"]
    names = {one.column: one.name for one in CustomField.objects.filter(object=claims.key)}
    return [names.get(column.removesuffix("_id"), names.get(column, column)) for column in columns]


def test_link_what_is_summed_and_what_is_asked_are_in_it(claims: Any, anna: User) -> None:
    row = roll_up(anna, where="state = 'paid'")
    work()
    assert indexed(claims, row) == ["account", "amount", "state", "binned_at"]
    row.refresh_from_db()
    assert row.index == CustomField.Index.MADE


def test_it_follows_what_the_roll_up_is_changed_to(claims: Any, anna: User) -> None:
    row = roll_up(anna)
    work()
    assert indexed(claims, row) == ["account", "amount", "binned_at"]
    defining.change_field(row, by=anna, labels=row.labels, options={"roll_up": _asked(function="count", field="")})
    work()
    assert indexed(claims, row) == ["account", "binned_at"]


@pytest.mark.parametrize("where", ["story contains 'flood'", "account.name = 'Bistro'"])
def test_there_is_none_where_something_else_is_read_as_well(claims: Any, anna: User, where: str) -> None:
    row = roll_up(anna, where=where)
    work()
    assert indexed(claims, row) == []


def test_it_goes_with_the_roll_up_and_with_what_it_was_over(claims: Any, anna: User) -> None:
    row = roll_up(anna)
    work()
    amount = CustomField.objects.get(object=claims.key, name="amount")
    defining.put_field_away(row, by=anna)
    defining.put_field_away(amount, by=anna)
    # The worker has not come to the index yet.
    assert indexed(claims, row)
    destroy_field(amount, by=anna)
    assert indexed(claims, row) == []
    work()
