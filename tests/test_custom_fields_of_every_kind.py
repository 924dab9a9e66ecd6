"""A field of each kind, custom or modelled, goes in by every door and comes out the same by every other."""

import json
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from caruso.customers.models import Contact
from caruso.kernel.defining import OFFERED_KINDS, WITH_CHOICES
from caruso.kernel.fields.computed import COMPUTED_KINDS
from caruso.kernel.models import ApiToken, Attachment, CustomField, Event, User
from caruso.kernel.values import stored_value
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import Screen, screen_of
from caruso.screens.tests.importing import brought_in, taken_back

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume"),
]

PLACE = {"street": "Główna 5", "postal_code": "90-001", "city": "Łódź", "country": "PL"}
LATER = {"city": "Praha"}

#: Kind → what a person types first and later, and what is then kept in JSON.
TYPED: dict[str, tuple[Any, Any, Any, Any]] = {
    "text": ("Zażółć <b>", "later", "Zażółć <b>", "later"),
    "long_text": ("one\ntwo", "three", "one\ntwo", "three"),
    "rich_text": (
        "<p onclick='x()'>Hello <b>you</b><script>alert(1)</script></p>",
        "<h3>Later</h3>",
        "<p>Hello <b>you</b></p>",
        "<h3>Later</h3>",
    ),
    "choice": ("red", "blue", "red", "blue"),
    "choices": (["red", "blue"], ["blue"], ["red", "blue"], ["blue"]),
    "integer": ("42", "0", 42, 0),
    "decimal": ("1234,50", "-0.5", "1234.50", "-0.5"),
    "percent": ("12,5", "0", "12.5", "0"),
    "money": ("1 200,50", "0", "1200.50", "0.00"),
    "rating": ("4", "1", 4, 1),
    "date": ("2026-02-28", "1999-12-31", "2026-02-28", "1999-12-31"),
    "datetime": ("2026-02-28T10:30", "2026-03-01T00:00", "2026-02-28T09:30:00+00:00", "2026-02-28T23:00:00+00:00"),
    "duration": ("1 h 30 m", "2 d", 90, 2880),
    "yes_no": ("yes", "no", True, False),
    "email": ("a@Example.com", "b@example.com", "a@example.com", "b@example.com"),
    "phone": ("601 234 501", "+420601123456", "+48601234501", "+420601123456"),
    "url": ("example.com/a", "https://example.com/b", "https://example.com/a", "https://example.com/b"),
    "address": (PLACE, LATER, [PLACE], [LATER]),
    "person": (None, None, None, None),
    "relation": (None, None, None, None),
    "relations": (None, None, None, None),
    "file": (None, None, None, None),
    "image": (None, None, None, None),
}

#: What a program sends where it is not what a person types.
SENT = {
    "integer": 42,
    "decimal": "1234.50",
    "percent": "12.5",
    "money": "1200.50",
    "rating": 4,
    "datetime": "2026-02-28T09:30:00Z",
    "duration": 90,
    "yes_no": True,
}
LINKS = ("person", "relation")
FILES = ("file", "image")


def test_every_kind_on_offer_is_tried() -> None:
    assert TYPED.keys() == OFFERED_KINDS.keys() - COMPUTED_KINDS | {"relations"}


@pytest.fixture(params=sorted(TYPED))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["custom", "modelled"])
def screen(request: pytest.FixtureRequest, kind: str, anna: User, client: Client) -> Iterator[Screen]:
    """The screen of the object that has the field `thing`, built in or modelled."""
    choices = [{"value": "red", "labels": {"en": "Red"}}, {"value": "blue", "labels": {"en": "Blue"}}]
    key = "customers.account"
    if request.param == "modelled":
        key = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna).key
    add_field(
        key,
        "relation" if kind == "relations" else kind,
        {"en": "Thing"},
        by=anna,
        choices=choices if kind in WITH_CHOICES else [],
        options={"relation": {"target": "customers.contact"}}.get(kind)
        or {"relations": {"target": "customers.contact", "many": True}}.get(kind),
    )
    client.force_login(anna)
    yield screen_of(key)
    with connection.cursor() as cursor:
        # Tables made at run time are not emptied after a test, and would hold others back from being.
        for row in CustomField.objects.all():
            cursor.execute(f"DROP TABLE IF EXISTS links_{row.pk}")
        cursor.execute("DROP TABLE IF EXISTS modelled_claim")


@pytest.fixture
def values(kind: str, screen: Screen, anna: User, marek: User) -> tuple[Any, Any, Any, Any]:
    """What is typed first and later, and what is kept of each."""
    if kind == "person":
        return anna.pk, marek.pk, anna.pk, marek.pk
    if kind in ("relation", "relations"):
        first, later = (
            Contact(first_name=name, last_name="Nowak", owner=anna).create(by=anna).pk for name in ("Ewa", "Zoja")
        )
        return (
            (first, later, first, later) if kind == "relation" else ([first, later], [later], [first, later], [later])
        )
    if kind in FILES:
        return "a.png", "b.png", None, None
    first, later, kept, kept_later = TYPED[kind]
    if screen.key != "customers.account":
        kept = {"decimal": "1234.5"}.get(kind, kept)
    return first, later, kept, kept_later


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    return written.getvalue()


def typed(kind: str, value: Any) -> dict[str, Any]:
    """What a browser sends for a field with this value."""
    if kind == "address":
        return {f"thing-0-{part}": text for part, text in value.items()}
    if kind in FILES:
        return {"thing": SimpleUploadedFile(value, picture(), "image/png")}
    return {"thing": value}


def kept(record: Any) -> Any:
    record = type(record).objects.get(pk=record.pk)
    return stored_value(record, "thing")


def same(kind: str, value: Any, expected: Any) -> bool:
    if kind in FILES:
        return Attachment.objects.get(pk=value).name in ("a.png", "b.png")
    if kind == "decimal":
        return Decimal(value) == Decimal(expected)
    return bool(value == expected)


@pytest.fixture
def record(screen: Screen, anna: User) -> Any:
    return screen.model(name="Palarnia", owner=anna).create(by=anna)


def test_by_form_in_place_and_back_by_history(
    client: Client, values: Any, record: Any, screen: Screen, kind: str
) -> None:
    first, later, as_kept, later_kept = values
    page = screen.record_url(record.pk)
    assert client.get(f"{page}/edit").status_code == 200
    answer = client.post(f"{page}/edit", {"name": "Palarnia", "version": record.version, **typed(kind, first)})
    assert answer.status_code == 302
    before = kept(record)
    assert same(kind, before, as_kept), before
    assert client.get(f"{page}/field/thing").status_code == 200
    answer = client.post(f"{page}/field/thing", {**typed(kind, later), "seen": json.dumps(before)})
    assert answer.status_code == 200, answer.content.decode()
    after = kept(record)
    assert same(kind, after, later_kept) and after != before
    shown = client.get(page).content.decode()
    assert "<script>alert" not in shown and "onclick='x()'" not in shown
    assert client.get(f"{screen.list_url}?columns=name,thing").status_code == 200
    event = Event.objects.filter(record=record.pk, object=screen.key, kind="changed").latest("pk")
    assert event.changes["thing"] == [before, after]
    client.post(f"{page}/history/restore", {"event": event.pk, "field": "thing"})
    assert kept(record) == before


def test_by_the_api_and_found_by_it(client: Client, anna: User, kind: str, values: Any, screen: Screen) -> None:
    given, _later, as_kept, _later_kept = values
    first = SENT.get(kind, given)
    if kind in FILES:
        first = Attachment.objects.create(name="a.png", content_type="image/png", size=1, sha256="0" * 64, by=anna).pk
    _token, secret = ApiToken.objects.issue(anna, "program")
    headers = {"Authorization": f"Bearer {secret}"}
    address = f"/api/v1/{screen.slug}"
    answer = client.post(address, json.dumps({"name": "A", "thing": first}), "application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    number = answer.json()["id"]
    shown = client.get(f"{address}/{number}", headers=headers).json()
    value = shown["thing"]
    if kind in (*LINKS, *FILES):
        value = value["id"]
    if kind == "relations":
        assert [one["title"] for one in value] == ["Ewa Nowak", "Zoja Nowak"]
        value = [one["id"] for one in value]
    again = client.patch(
        f"{address}/{number}",
        json.dumps({"thing": value}),
        "application/json",
        headers={**headers, "If-Match": f'"{shown["version"]}"'},
    )
    assert again.status_code == 200, again.content
    record = screen.model.objects.get(pk=number)
    assert same(kind, kept(record), as_kept)
    assert record.version == 1
    found = client.get(address, {"where": "thing is not empty"}, headers=headers).json()
    assert [row["thing"] for row in found["items"] if row["id"] == number] == [shown["thing"]]
    none = client.get(address, {"where": "thing is empty"}, headers=headers).json()
    assert number not in [row["id"] for row in none["items"]]
    assert client.get("/api/v1/openapi.json", headers=headers).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_out_to_a_file_back_from_it_and_undone(
    client: Client, anna: User, values: Any, record: Any, screen: Screen, kind: str
) -> None:
    first, later, as_kept, _later_kept = values
    page = f"{screen.record_url(record.pk)}/field/thing"
    client.post(page, {**typed(kind, first), "seen": json.dumps(kept(record))})
    before = kept(record)
    assert same(kind, before, as_kept)
    exported = b"".join(client.get(f"{screen.list_url}export", {"format": "csv", "all_fields": "1"}))
    client.post(page, {**typed(kind, later), "seen": json.dumps(before)})
    after = kept(record)
    run = brought_in(exported, anna, screen.slug, policy="overwrite")
    if kind in FILES:
        assert kept(record) == after
        return
    assert run.counts.get("updated") == 1, run.counts
    # An import adds to lists, and never takes from them.
    if kind in ("choices", "relations"):
        assert sorted(kept(record)) == sorted(before)
    else:
        assert same(kind, kept(record), before)
    taken_back(run, anna)
    assert kept(record) == after
