"""Custom fields get an index in the background, and conditions are answered by it."""

import pytest
from django.db import connection

from caruso.kernel import jobs
from caruso.kernel.conditions import check, parse
from caruso.kernel.defining import add_field, put_field_away, take_field_back
from caruso.kernel.field_indexes import want_indexes
from caruso.kernel.models import CustomField, Job
from caruso.kernel.objects import business_object

ACCOUNT = "customers.account"


def work() -> None:
    for job in Job.objects.filter(kind="kernel.field_index", state=Job.State.WAITING).order_by("pk"):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error


def indexes() -> set[str]:
    table = business_object(ACCOUNT).model._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {name for name in found if name.startswith("custom_")}


def plan_of(where: str) -> str:
    described = business_object(ACCOUNT)
    records = check(parse(where), described, None).filter(described.model.objects.live())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    return str(records.explain())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("integer", "thing > 80"),
        ("decimal", "thing between 1 and 2"),
        ("text", 'thing = "Łódź"'),
        ("choice", 'thing = "gold"'),
        ("date", 'thing = "2026-11-30"'),
        ("yes_no", "thing = true"),
        ("email", 'thing = "ada@example.com"'),
        ("person", "thing = me"),
    ],
)
def test_a_new_field_is_found_by_its_index(cast, kind, where):
    choices = ["Gold"] if kind == "choice" else []
    row = add_field(ACCOUNT, kind, {"en": "Thing"}, choices=choices, by=cast.anna)
    try:
        work()
        assert business_object(ACCOUNT).fields["thing"].indexed
        assert indexes() == {f"custom_{row.pk}_thing"}
        if connection.vendor == "sqlite" and kind != "person":
            assert f"custom_{row.pk}_thing" in plan_of(where)
    finally:
        put_field_away(row, by=cast.anna)
        work()
    assert indexes() == set()


@pytest.mark.django_db(transaction=True)
def test_long_text_fits_into_the_index(cast):
    row = add_field(ACCOUNT, "text", {"en": "Thing"}, by=cast.anna)
    work()
    account = business_object(ACCOUNT).model(name="Kowal", owner=cast.petra, custom={})
    account.put("thing", "Příliš žluťoučký kůň " * 90)
    account.create(by=cast.petra)
    assert (
        check(parse('thing starts with "prilis"'), business_object(ACCOUNT), cast.anna)
        .filter(business_object(ACCOUNT).model.objects.all())
        .exists()
    )
    put_field_away(row, by=cast.anna)
    work()


@pytest.mark.django_db
def test_kinds_without_a_short_value_get_none(cast):
    add_field(ACCOUNT, "long_text", {"en": "Story"}, by=cast.anna)
    add_field(ACCOUNT, "choices", {"en": "Colours"}, choices=["Red"], by=cast.anna)
    assert not Job.objects.filter(kind="kernel.field_index").exists()


@pytest.mark.django_db
def test_an_old_field_gets_its_index_when_it_is_first_asked_about(cast):
    row = add_field(ACCOUNT, "integer", {"en": "Cups"}, by=cast.anna)
    Job.objects.all().delete()
    CustomField.objects.update(index="")
    business = business_object(ACCOUNT)
    want_indexes(check(parse("name = x or not (cups > 3)"), business, cast.anna).bound)
    want_indexes(check(parse("cups > 4"), business, cast.anna).bound)
    assert [job.parameters for job in Job.objects.filter(kind="kernel.field_index")] == [{"field": row.pk}]


@pytest.mark.django_db
def test_a_field_taken_back_wants_its_index_again(cast):
    row = add_field(ACCOUNT, "integer", {"en": "Cups"}, by=cast.anna)
    put_field_away(row, by=cast.anna)
    row.refresh_from_db()
    assert row.index == ""
    take_field_back(row, by=cast.anna)
    row.refresh_from_db()
    assert row.index == "wanted"
