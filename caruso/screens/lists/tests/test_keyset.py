"""Paging by key gives every row once, in the order of a full sort, in both directions."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.screens.lists.keyset import Key, Order, read_page

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["", "a", "a", "Čáp", "Ł", "z"]
rows = st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), st.integers(0, 3))), max_size=14)
orders = st.builds(Order, st.sampled_from(["sort_name", "next_activity_at", "id", "updated_at"]), st.booleans())


def fill(made: list[tuple[str, int | None]]) -> None:
    Contact.objects.all().delete()
    contacts = []
    for name, days in made:
        contact = Contact(last_name=name, name=name, sort_name=name.lower())
        contact.next_activity_at = None if days is None else START + timedelta(days=days)
        contact.created_at = contact.updated_at = START + timedelta(days=days or 0, microseconds=123456)
        contacts.append(contact)
    Contact.objects.bulk_create(contacts)


def through(order: Order, size: int) -> list[list[int]]:
    """The pages from first to last; each key goes through its text, as in an address."""
    column = Contact._meta.get_field(order.column)
    pages, after = [], None
    while True:
        page = read_page(Contact.objects.all(), order, after=after, size=size)
        pages.append([row.pk for row in page.rows])
        if page.after is None:
            return pages
        after = Key.from_text(page.after.as_text(), column)


def back(order: Order, size: int, last: list[int]) -> list[list[int]]:
    """The pages before the one that begins with `last[0]`, the nearest first."""
    column = Contact._meta.get_field(order.column)
    first = Contact.objects.get(pk=last[0])
    key = Key(getattr(first, order.column), first.pk)
    pages: list[list[int]] = []
    while True:
        before = Key.from_text(key.as_text(), column)
        page = read_page(Contact.objects.all(), order, before=before, size=size)
        if page.rows:
            pages.append([row.pk for row in page.rows])
        if page.before is None:
            return pages
        key = page.before


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows, orders, st.integers(1, 5))
def test_pages_forwards_and_backwards_equal_a_full_sort(made: Any, order: Order, size: int) -> None:
    fill(made)
    order = Order(order.column, order.descending, order.column == "next_activity_at")
    wanted = list(order.of(Contact.objects.all()).values_list("pk", flat=True))
    pages = through(order, size)
    assert [number for page in pages for number in page] == wanted
    if wanted:
        before = back(order, size, pages[-1])
        assert [number for page in reversed(before) for number in page] == wanted[: -len(pages[-1])]


FORGED = [
    "",
    "x",
    "!!!",
    "é",
    *(
        urlsafe_b64encode(text.encode()).decode().rstrip("=")
        for text in (
            "[" * 5000,
            "{}",
            "[1]",
            "[null, null]",
            '["a", Infinity]',
            '["a", 99999999999999999999999]',
            '["a\\u0000b", 1]',
            '["0001-01-01T00:00:00", 1]',
            '["9999-12-31T23:59:59-10:00", 1]',
            '[["x"], 1]',
            "[null, 1]",
        )
    ),
]


@pytest.mark.parametrize("key", FORGED)
def test_a_forged_key_is_no_fault(client: Client, anna: User, key: str) -> None:
    client.force_login(anna)
    for sort in ("name", "-updated_at", "next_activity_at"):
        for way in ("after", "before"):
            assert client.get("/contacts/", {way: key, "sort": sort, "part": "rows"}).status_code == 200
