"""The models that come with Caruso, with a formula, a roll-up and a link to several, at every reader of records.

Their objects have names of two words, links between them and to built-in objects: what the small objects of other
tests have not.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel.models import User
from caruso.kernel.values import stored_value
from caruso.objects.blueprints import NAMES, blueprint
from caruso.objects.model_file.applying import apply
from caruso.objects.modelling.fields import add_field
from caruso.objects.tests.made_once import made_once
from caruso.screens.description import Screen, screen_of
from tests.access.scene import form_of, make, text_field
from tests.seeded import seed_firm

pytestmark = pytest.mark.django_db

WORD = "Żuraw"
MOMENT = "2026-05-04T10:00:00Z"


class Modelled:
    """Each object of a blueprint with two records, of which the first leads to a contact by a link to several."""

    def __init__(self, name: str, anna: User) -> None:
        apply(blueprint(name).model, by=anna)
        self.keys = [f"objects.{one}" for one in blueprint(name).data["objects"]]
        for key in self.keys:
            self._extend(key, anna)
        self.contact = Contact(first_name="Jana", last_name="Kolářová", owner=anna).create(by=anna)
        self._numbers = {key: [self._made(key, anna), self._made(key, anna)] for key in self.keys}

    def _extend(self, key: str, anna: User) -> None:
        add_field(key, "formula", {"en": "Name measured"}, by=anna, options={"formula": "length(name) * 2"})
        reverse = {
            "target": "customers.contact",
            "many": True,
            "reverse": f"involved_in_{key.removeprefix('objects.')}",
        }
        add_field(key, "relation", {"en": "People involved"}, by=anna, options=reverse)
        part = {"target": key, "reverse": "smaller_parts"}
        add_field(key, "relation", {"en": "Larger whole"}, by=anna, options=part)
        counted = {"roll_up": {"collection": "smaller_parts", "function": "count"}}
        add_field(key, "roll_up", {"en": "Parts counted"}, by=anna, options=counted)

    def _made(self, key: str, anna: User) -> int:
        screen = screen_of(key)
        record = make(screen, anna)
        record.change({text_field(screen): f"{WORD} {record.pk}", "people_involved": [self.contact.pk]}, by=anna)
        return record.pk

    def read(self) -> None:
        """As a test finds them: the one before has changed what it had in memory."""
        self.contact = Contact.objects.get(pk=self.contact.pk)
        self.records = {
            key: [screen_of(key).model.objects.get(pk=number) for number in numbers]
            for key, numbers in self._numbers.items()
        }

    def each(self) -> Iterator[tuple[Screen, Any, Any]]:
        for key, (first, second) in self.records.items():
            yield screen_of(key), first, second


@pytest.fixture(scope="module", params=NAMES)
def built(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Modelled]:
    with made_once(django_db_blocker) as anna:
        seed_firm()
        yield Modelled(request.param, anna)


@pytest.fixture
def anna(built: Modelled, db: None) -> User:
    return User.objects.get(email="anna@example.com")


@pytest.fixture
def modelled(built: Modelled, anna: User, client: Client) -> Modelled:
    built.read()
    client.force_login(anna)
    return built


def items(client: Client, screen: Screen, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{screen.slug}", asked)
    assert answer.status_code == 200, (screen.key, answer.content)
    return answer.json()["items"]


def send(client: Client, address: str, data: Any) -> Any:
    return client.post(address, json.dumps(data), content_type="application/json", headers={"If-Match": "*"})


def test_they_are_shown_and_found_by_what_is_worked_out_and_where_they_lead(
    modelled: Modelled, client: Client, anna: User
) -> None:
    for screen, whole, part in modelled.each():
        part.change({"larger_whole": whole.pk}, by=anna)
        for where in (
            "parts_counted = 1",
            f"name_measured > 0 and parts_counted = 1 and people_involved has any ({modelled.contact.pk})",
            "any(smaller_parts where name_measured > 0)",
        ):
            assert [one["id"] for one in items(client, screen, where=where)] == [whole.pk], (screen.key, where)
        for address in (screen.record_url(whole.pk), f"{screen.list_url}?columns=name,name_measured,people_involved"):
            assert "Jana Kolářová" in client.get(address).content.decode(), (screen.key, address)
        assert client.get(f"{screen.url('new')}").status_code == 200


def test_they_are_exported_with_what_is_worked_out(modelled: Modelled, client: Client) -> None:
    for screen, first, _second in modelled.each():
        columns = "name,name_measured,parts_counted,people_involved"
        content = b"".join(client.get(screen.url("export"), {"format": "csv", "columns": columns}))  # type: ignore[arg-type]
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        wanted = [str(first.pk), str(first), str(len(str(first)) * 2), "0", "Jana Kolářová"]
        assert wanted in rows, screen.key


def test_they_stand_in_panels_on_the_pages_of_what_they_lead_to(modelled: Modelled, client: Client, anna: User) -> None:
    panels = client.get(f"/contacts/{modelled.contact.pk}/panels").content.decode()
    for screen, whole, part in modelled.each():
        assert panels.count(f'href="{screen.record_url(whole.pk)}"') == 1, screen.key
        part.change({"larger_whole": whole.pk}, by=anna)
        own = client.get(f"{screen.record_url(whole.pk)}/panels")
        assert own.status_code == 200 and screen.record_url(part.pk) in own.content.decode(), screen.key


def test_many_are_changed_at_once(modelled: Modelled, client: Client) -> None:
    for screen, first, second in modelled.each():
        name = text_field(screen)
        told = {"row": [first.pk, second.pk], "field": name, name: "In bulk"}
        assert client.post(screen.url("bulk_edit"), told).status_code == 302
        named = {one["id"]: one[name] for one in items(client, screen)}
        assert (named[first.pk], named[second.pk]) == ("In bulk", "In bulk"), screen.key


def test_programs_make_and_change_them(modelled: Modelled, client: Client, anna: User) -> None:
    for screen, _first, _second in modelled.each():
        typed = form_of(screen, anna)
        moments = {name: MOMENT for name in typed if screen.field(name).kind.name == "datetime"}
        values = {**typed, **moments, "people_involved": [modelled.contact.pk]}
        made = send(client, f"/api/v1/{screen.slug}", values)
        assert made.status_code == 201, (screen.key, made.content)
        assert made.json()["parts_counted"] == 0
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_lookups_find_them(modelled: Modelled, client: Client) -> None:
    for screen, first, _second in modelled.each():
        found = client.get(screen.url("lookup"), {"q": WORD}).content.decode()
        assert f'"{first.pk}"' in found, screen.key


def test_the_search_of_everything_and_of_lists_finds_them(modelled: Modelled, client: Client) -> None:
    for screen, first, _second in modelled.each():
        for address in ("/search", "/search/results", screen.list_url):
            page = client.get(address, {"q": WORD}).content.decode()
            assert f'"{screen.record_url(first.pk)}"' in page, (screen.key, address)
        assert first.pk in [one["id"] for one in items(client, screen, q=WORD)], screen.key


def test_they_are_destroyed_and_lose_the_links_that_led_to_them(modelled: Modelled, client: Client, anna: User) -> None:
    for screen, whole, part in modelled.each():
        part.change({"larger_whole": whole.pk}, by=anna)
        client.post(screen.url("delete", whole.pk))
        assert client.post(screen.url("destroy", whole.pk)).status_code == 302
        assert not screen.model.objects.filter(pk=whole.pk).exists(), screen.key
        assert not stored_value(screen.model.objects.get(pk=part.pk), "larger_whole"), screen.key
    client.post(f"/contacts/{modelled.contact.pk}/delete")
    client.post(f"/contacts/{modelled.contact.pk}/destroy")
    for screen, _whole, part in modelled.each():
        assert stored_value(screen.model.objects.get(pk=part.pk), "people_involved") == [], screen.key


def test_two_are_merged_with_their_links_and_parted_again(modelled: Modelled, client: Client, anna: User) -> None:
    other = Contact(first_name="Ewa", last_name="Nowak", owner=anna).create(by=anna)
    for screen, main, twin in modelled.each():
        if not screen.mergeable:
            continue
        part = make(screen, anna)
        part.change({"larger_whole": twin.pk}, by=anna)
        twin.change({"people_involved": [other.pk]}, by=anna)
        merged = send(client, f"/api/v1/{screen.slug}/{main.pk}/merge", {"others": [twin.pk]})
        assert merged.status_code == 200, (screen.key, merged.content)
        assert stored_value(screen.model.objects.get(pk=main.pk), "people_involved") == [modelled.contact.pk, other.pk]
        assert stored_value(screen.model.objects.get(pk=part.pk), "larger_whole") == main.pk, screen.key
        undone = send(client, f"/api/v1/{screen.slug}/merges/{merged.json()['merge']}/undo", {})
        assert undone.status_code == 200, (screen.key, undone.content)
        assert stored_value(screen.model.objects.get(pk=part.pk), "larger_whole") == twin.pk, screen.key


def test_customers_they_lead_to_are_merged(modelled: Modelled, client: Client, anna: User) -> None:
    other = Contact(first_name="Ewa", last_name="Nowak", owner=anna).create(by=anna)
    merged = send(client, f"/api/v1/contacts/{other.pk}/merge", {"others": [modelled.contact.pk]})
    assert merged.status_code == 200, merged.content
    for screen, first, _second in modelled.each():
        assert stored_value(screen.model.objects.get(pk=first.pk), "people_involved") == [other.pk], screen.key
