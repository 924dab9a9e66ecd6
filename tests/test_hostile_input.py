"""Whatever is sent, nothing breaks: no address answers with a failure, and no script comes back as one."""

import json
import random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.screens.description import screen_at
from tests.access.faces import FACES, Face
from tests.access.nasty import ATTRIBUTE, NASTY, SCRIPT, key
from tests.access.scene import Scene

#: What addresses of screens look at beside the fields.
PARAMETERS = [
    "q",
    "filter",
    "where",
    "view",
    "sort",
    "columns",
    "after",
    "before",
    "part",
    "lane",
    "kind",
    "start",
    "end",
    "whose",
    "prefix",
    "field",
    "records",
    "name",
    "text",
    "address",
    "id",
    "row",
    "in",
    "rule",
    "event",
    "version",
    "seen",
    "all_matching",
    "add_tags",
    "shared",
    "layout",
    "width",
    "scale",
    "group",
    "back",
]
#: The parameters that once broke an address, each on its own.
SINGLE = {
    "list": ("view", "after", "before", "filter", "where", "sort"),
    "board": ("after", "lane", "filter"),
    "calendar_events": ("start", "end"),
    "schedule": ("start", "scale", "group"),
    "timeline": ("after", "kind"),
    "history": ("before",),
    "move": ("id", "lane"),
    "bulk_edit": ("row", "add_tags", "field"),
    "restore_value": ("event", "field"),
    "edit": ("version",),
    "keep_width": ("width", "view"),
    "dismiss_duplicates": ("records",),
}
SEVERAL = 3
PAGES = (
    "list",
    "board",
    "record",
    "peek",
    "hover",
    "timeline",
    "history",
    "edit",
    "lookup",
    "bin",
    "duplicates",
    "merge",
)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def send(client: Client, face: Face, scene: Scene, more: dict[str, Any]) -> int:
    """The status; what was written is taken back."""
    pair = f"{scene.record.pk},{scene.sibling.pk}"
    path = reverse(f"screens:{face.address}", args=[scene.screen, *face.arguments(scene)]) + face.query.format(
        pair=pair
    )
    with transaction.atomic():
        answer = getattr(client, face.method.lower())(path, {**face.data(scene), **more})
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.parametrize("slug", ["accounts", "activities", "relationships"])
def test_no_parameter_breaks_an_address(slug: str, anna: User, client: Client) -> None:
    scene = Scene(screen_at(slug), anna, anna).prepare()
    client.force_login(anna)
    client.raise_request_exception = False
    chance = random.Random(slug)
    failed = []
    for face in FACES:
        if face.address.startswith("api-"):
            continue
        tries = [dict.fromkeys([*PARAMETERS, *face.data(scene)], value) for value in chance.sample(NASTY, SEVERAL)]
        for name in SINGLE.get(face.address, ()):
            tries += [{name: value} for value in chance.sample(NASTY, SEVERAL)] + [{name: "²"}]
        failed += [f"{face} {given!s:.120}" for given in tries if send(client, face, scene, given) >= 500]
    assert not failed


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 25])
def test_numbers_of_nothing_are_not_found(number: str, anna: User, client: Client) -> None:
    client.force_login(anna)
    for rest in ("", "/peek", "/hover", "/edit", "/history", "/timeline", "/field/name", "/organisation"):
        assert client.get(f"/accounts/{number}{rest}").status_code == 404
    for address in (f"/files/{number}/x", f"/office/jobs/{number}", f"/imports/{number}", f"/exports/{number}"):
        assert client.get(address).status_code == 404
    for rest in ("delete", "restore", "destroy", "history/restore", "do/complete"):
        assert client.post(f"/accounts/{number}/{rest}").status_code == 404
    assert client.post(f"/bulk/{number}/undo").status_code == 404
    assert client.get("/accounts/-1").status_code == client.get("/accounts/²").status_code == 404


@pytest.mark.parametrize(
    "place",
    [key("0001-01-01T00:00:00+23:59", 1), key("\x00", 1), key("\ud800", 1), key([], {}), key("NaN", 1), "²", "é"],
)
@pytest.mark.parametrize("sort", ["name", "-updated_at", ""])
def test_a_list_from_a_place_that_nobody_made_begins_at_its_beginning(
    place: str, sort: str, anna: User, client: Client
) -> None:
    Account(name="Łódź").create(by=anna)
    client.force_login(anna)
    for name in ("after", "before"):
        assert client.get("/accounts/", {name: place, "sort": sort}).status_code == 200


@pytest.mark.parametrize("text", [SCRIPT, ATTRIBUTE])
@pytest.mark.parametrize("slug", ["accounts", "contacts", "activities", "affiliations", "relationships"])
def test_what_was_typed_is_never_markup(slug: str, text: str, anna: User, client: Client) -> None:
    screen = screen_at(slug)
    scene = Scene(screen, anna, anna).prepare()
    for one in (scene.record, scene.sibling, scene.binned):
        for name, field in screen.object.fields.items():
            if field.kind.name in ("text", "long_text") and field.editable and (field.max_length or 999) >= len(text):
                one.put(name, text)
        one.derive()
        one.save()
    client.force_login(anna)
    for face in FACES:
        if face.method == "GET" and face.address in PAGES and face.exists(screen):
            pair = f"?records={scene.record.pk},{scene.sibling.pk}" if face.address == "merge" else face.query
            page = client.get(reverse(f"screens:{face.address}", args=[screen, *face.arguments(scene)]) + pair)
            assert text not in page.content.decode(), face
            assert "<img src=x" not in page.content.decode(), face
    assert text not in client.get("/search", {"q": "script alert"}).content.decode()
    assert "<script>alert" not in client.get("/search/results", {"q": text}).content.decode()
    assert "<script>alert" not in client.get("/").content.decode()


@pytest.mark.parametrize("value", ["\ud800", "a\x00b", 10**30, [], {}, [None], {"a": 1}, True, "x" * 100_000])
def test_the_api_refuses_what_no_column_holds(value: Any, anna: User, client: Client) -> None:
    record = Account(name="Novák").create(by=anna)
    client.force_login(anna)
    for name in ("name", "revenue", "owner", "emails", "tags", "lifecycle_stage", "website"):
        answer = client.patch(
            f"/api/v1/accounts/{record.pk}",
            json.dumps({name: value}),
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        assert answer.status_code < 500, (name, answer.content[:200])
