"""Lists are sorted by every plain field, built in or not, page after page, with what is empty and what is alike."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from caruso.kernel import jobs
from caruso.kernel.defining import change_field, put_field_away
from caruso.kernel.fields import Field
from caruso.kernel.models import CustomField, Job, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.text import sort_key
from caruso.kernel.values import put
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import change_object, destroy_object, make_object, put_object_away
from caruso.screens.description import screen_of
from caruso.screens.lists import query as list_query

pytestmark = pytest.mark.django_db
SIZES = ["Small", "Medium", "Large"]
#: Values of each kind with equal ones among them; nothing stands between them.
VALUES: dict[str, list[Any]] = {
    "text": ["Łódź", "Luty", "", "Mazur", "Luty", "žatec"],
    "url": ["https://b.example", "", "https://a.example", "https://b.example"],
    "email": ["b@example.com", "", "a@example.com", "b@example.com"],
    "phone": ["+48600100200", "", "+420600100200", "+48600100200"],
    "choice": ["large", "small", "", "medium", "small"],
    "integer": [7, None, -3, 7, 900],
    "decimal": [Decimal("0.5"), None, Decimal("12.25"), Decimal("0.5"), Decimal("-100")],
    "percent": [Decimal("9"), None, Decimal("10"), Decimal("9")],
    "money": [Decimal("1200.50"), None, Decimal("90.10"), Decimal("1200.50")],
    "date": [date(2026, 3, 1), None, date(2025, 12, 31), date(2026, 3, 1)],
    "datetime": [datetime(2026, 3, 1, 9, tzinfo=UTC), None, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)],
    "duration": [90, None, 1440, 90],
    "yes_no": [True, False, None, True, False],
    "rating": [5, None, 1, 5],
}
NOT_SORTED = ("long_text", "choices", "person", "address")


@pytest.fixture(params=["objects.crate", "customers.account"])
def sorted_object(request: Any, anna: User) -> Iterator[str]:
    crates = None
    if request.param == "objects.crate":
        crates = make_object({"en": "Crate"}, {"en": "Crates"}, by=anna)
    for kind in (*VALUES, *NOT_SORTED):
        choices = SIZES if kind in ("choice", "choices") else []
        add_field(request.param, kind, {"en": f"Its {kind}"}, by=anna, choices=choices)
    yield request.param
    if connection.in_atomic_block:
        return
    # What was made for good goes for good.
    for row in CustomField.objects.filter(object="customers.account"):
        _away(row, anna)
    if crates is not None:
        crates.refresh_from_db()
        put_object_away(crates, by=anna)
        destroy_object(crates, by=anna)


def fill(object: str, by: User) -> None:
    """Three records for each place in the lists above, so that alike ones fall on several pages."""
    screen = screen_of(object)
    for number in range(18):
        record = screen.model(name=f"Crate {number % 4}", owner=by)
        for kind, values in VALUES.items():
            put(record, screen.field(f"its_{kind}"), values[number % len(values)])
        record.create(by=by)


def expected(object: str, name: str, *, descending: bool) -> list[int]:
    """The numbers in order, worked out of the values in memory; what is empty where the database puts nothing."""
    field = screen_of(object).field(name)
    values = {record.pk: _key(field, field.value_of(record)) for record in screen_of(object).model.objects.live()}
    empty = sorted(number for number, value in values.items() if value is None)
    filled = sorted((number for number in values if values[number] is not None), key=lambda one: (values[one], one))
    ascending = [*filled, *empty] if connection.vendor == "postgresql" else [*empty, *filled]
    return ascending[::-1] if descending else ascending


def _key(field: Field, value: Any) -> Any:
    if field.kind.name == "choice":
        return [choice for choice, _label in field.choices].index(value) if value else None
    if field.kind.name in ("text", "url"):
        value = sort_key(value or "")
    # A column holds empty text, the custom values nothing at all.
    return None if value in (None, "") and (field.custom or value is None) else value


def by_api(client: Client, object: str, sort: str) -> list[int]:
    found, cursor = list[int](), {}
    while True:
        answer = client.get(
            f"/api/v1/{screen_of(object).slug}", {"sort": sort, "limit": 4, "fields": "name", **cursor}
        ).json()
        found += [item["id"] for item in answer["items"]]
        if not answer["next"]:
            return found
        cursor = {"cursor": answer["next"]}


def by_page(client: Client, object: str, sort: str) -> list[int]:
    found, address = list[int](), f"{screen_of(object).list_url}?sort={sort}&columns=name"
    while address:
        text = client.get(address).content.decode()
        found += map(int, re.findall(r'<tr data-id="(\d+)"', text))
        following = re.search(r'href="([^"]+)" rel="next"', text)
        address = following[1].replace("&amp;", "&") if following else ""
    return found


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows on a page, and few enough records are many."""
    read_page = list_query.read_page
    monkeypatch.setattr(list_query, "read_page", lambda *args, **said: read_page(*args, **{**said, "size": 4}))
    monkeypatch.setattr(list_query, "COUNTED_TO", 10)


def test_pages_follow_each_other_in_the_order_of_every_kind(
    sorted_object: str, anna: User, client: Client, short_pages: None
) -> None:
    fill(sorted_object, anna)
    client.force_login(anna)
    for kind in VALUES:
        for sign in ("", "-"):
            wanted = expected(sorted_object, f"its_{kind}", descending=bool(sign))
            assert by_page(client, sorted_object, f"{sign}its_{kind}") == wanted, (kind, sign)
            assert by_api(client, sorted_object, f"{sign}its_{kind}") == wanted, (kind, sign)


def test_running_numbers_stand_in_their_order(anna: User, client: Client, short_pages: None) -> None:
    crates = make_object({"en": "Crate"}, {"en": "Crates"}, by=anna)
    change_object(crates, {"numbering": "C-{year}-{number:03}"}, by=anna)
    made = [screen_of(crates.key).model(name="Crate").create(by=anna).pk for _number in range(6)]
    client.force_login(anna)
    for reader in (by_page, by_api):
        assert reader(client, crates.key, "number") == made == reader(client, crates.key, "-number")[::-1]


def test_heads_sort_where_there_is_one_value(sorted_object: str, anna: User, client: Client) -> None:
    client.force_login(anna)
    names = [f"its_{kind}" for kind in (*VALUES, *NOT_SORTED)]
    text = client.get(screen_of(sorted_object).list_url, {"columns": ",".join(names)}).content.decode()
    for kind in VALUES:
        assert f"sort=its_{kind}&amp;" in text or f'sort=its_{kind}"' in text, kind
    for kind in NOT_SORTED:
        assert f"sort=its_{kind}" not in text, kind


def work() -> Iterator[str]:
    for job in Job.objects.filter(kind="kernel.field_index", state=Job.State.WAITING).order_by("pk"):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error
        yield job.title


def indexes(object: str) -> set[str]:
    table = screen_of(object).model._meta.db_table
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
    return {name for name in known if name.startswith("order_")}


def plan_of(object: str, sort: str) -> str:
    """How the first page is read; PostgreSQL would rather sort the few rows of a test."""
    order = list_query.order_of(screen_of(object), sort)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
    return str(order.of(order.on(screen_of(object).model.objects.live()))[:4].explain())


@pytest.mark.django_db(transaction=True)
def test_the_index_comes_once_many_records_are_sorted_by_a_field(
    sorted_object: str, anna: User, client: Client, short_pages: None
) -> None:
    list(work())
    assert indexes(sorted_object) == set(), "nobody has sorted yet"
    client.force_login(anna)
    client.get(f"{screen_of(sorted_object).list_url}?sort=its_text")
    assert list(work()) == [], "an index is for many records"
    fill(sorted_object, anna)
    for kind in VALUES:
        client.get(f"{screen_of(sorted_object).list_url}?sort=its_{kind}")
    rows = {row.kind: row for row in CustomField.objects.filter(object=sorted_object)}
    made = {f"order_{rows[kind].pk}" for kind in ("text", "url", "choice")}
    assert len(list(work())) == 3 and indexes(sorted_object) == made
    for kind in VALUES:
        plan = plan_of(sorted_object, f"its_{kind}")
        assert f"order_{rows[kind].pk}" in plan or f"custom_{rows[kind].pk}" in plan, (kind, plan)
        for sign in ("", "-"):
            wanted = expected(sorted_object, f"its_{kind}", descending=bool(sign))
            assert by_api(client, sorted_object, f"{sign}its_{kind}") == wanted, (kind, sign)
    _reorder(rows["choice"], anna)
    assert by_api(client, sorted_object, "its_choice") == expected(sorted_object, "its_choice", descending=False)
    assert list(work()) == [f"{sorted_object} its_choice"], "its order is another one"
    assert f"order_{rows['choice'].pk}" in plan_of(sorted_object, "its_choice")
    _away(rows["text"], anna)
    assert indexes(sorted_object) == {f"order_{rows[kind].pk}" for kind in ("url", "choice")}
    destroy_field(rows["text"], by=anna)


def _reorder(row: CustomField, by: User) -> None:
    row.refresh_from_db()
    change_field(row, by=by, labels=row.labels, choices=list(reversed(row.choices)))
    forget_organisation()


def _away(row: CustomField, by: User) -> None:
    row.refresh_from_db()
    put_field_away(row, by=by)
    list(work())
    row.refresh_from_db()
