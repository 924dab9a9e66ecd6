"""Fields that a role hides are told by no face of any screen."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.kernel import defining
from caruso.kernel.models import Role, User
from caruso.screens.description import Screen, built_in_screens, screen_of
from tests.access.faces import FACES, Face
from tests.access.hiding import hide, hide_all, hideable, scene_of
from tests.access.limits import Marked, limit, marked
from tests.access.scene import Scene

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
every_screen = pytest.mark.parametrize("screen", built_in_screens(), ids=str)
#: Faces that leave nothing of a record behind to look at, or are asked elsewhere in this module.
NOT_SHOWN = {"filter_row", "api-schema", "import_into"}
#: What a field says of itself in a page or a document, where it is offered.
#: Fields that another object has as its own: an account's next activity, the title a person has at an account.
KEPT_ELSEWHERE = {"due_at", "reminder_at", "job_title", "account"}
#: Names that other parts of a page have as well.
COMMON = {"kind", "owner", "team", "tags", "language", "email", "title"}
#: Digits of a number that a random word may hold as well.
SHORT = 5
NAMED = ('name="{0}"', 'name="{0}-0-', 'value="{0}"', 'data-field="{0}"', '"{0}":', "'{0}':", 'id="fact-{0}"')


def needed(screen: Screen) -> set[str]:
    """The fields without which the board, the calendar and the schedule are not there."""
    names = {screen.board and screen.board.lane, screen.calendar and screen.calendar.start}
    if screen.schedule:
        names |= {screen.schedule.start, screen.schedule.end}
    return {name for name in names if name}


@pytest.fixture(autouse=True)
def nothing_counted(anna: User) -> None:
    cache.clear()


def ask(client: Client, face: Face, scene: Scene, data: Any, extra: str = "") -> Any:
    """The answer to the person; what was written is taken back."""
    first = scene.screen.slug if face.address.startswith("api-") else scene.screen
    query = face.query.format(pair=f"{scene.record.pk},{scene.sibling.pk}") + extra
    path = reverse(f"screens:{face.address}", args=[first, *face.arguments(scene)]) + query
    if face.json or face.method not in ("GET", "POST"):
        headers = {"If-Match": "*"}
        return client.generic(face.method, path, json.dumps(data), content_type="application/json", headers=headers)
    return getattr(client, face.method.lower())(path, data)


def text_of(answer: Any) -> str:
    if answer.streaming and answer.is_async:
        return async_to_sync(_joined)(answer.streaming_content).decode()
    return answer.getvalue().decode(errors="replace")


async def _joined(pieces: Any) -> bytes:
    return b"".join([piece async for piece in pieces])


def told(page: str, one: Marked, names: list[str]) -> list[str]:
    folded = page.lower()
    return [f"{name}: {look}" for name in names for look in one.marks[name] if stands_in(folded, look.lower())]


def stands_in(page: str, look: str) -> bool:
    """A short number stands for itself: as a part of the name of a file it is there by chance."""
    if look not in page:
        return False
    return len(look) > SHORT or not look.isdigit() or bool(re.search(rf"(?<![0-9a-z]){look}(?![0-9a-z])", page))


@pytest.mark.any_database
@every_screen
def test_what_is_shown_at_all_is_known_by_its_marks(screen: Screen, anna: User, client: Client) -> None:
    """Otherwise the tests below would find nothing because nothing is there."""
    one = marked(screen, anna)
    client.force_login(anna)
    pages = [client.get(screen.record_url(one.record.pk)), client.get(f"/api/v1/{screen.slug}/{one.record.pk}")]
    page = "".join(text_of(answer) for answer in pages).lower()
    unseen = [name for name, looks in one.marks.items() if looks and not any(look.lower() in page for look in looks)]
    assert unseen == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("screen", "whole"),
    [
        pytest.param(screen, whole, id=f"{screen}-{'everything' if whole else 'but-what-boards-need'}")
        for screen in built_in_screens()
        for whole in (True, False)
        if whole or needed(screen)
    ],
)
def test_no_face_tells_what_is_hidden(screen: Screen, whole: bool, anna: User, petra: User, client: Client) -> None:
    defining.add_field(screen.key, "text", {"en": "Favourite colour"}, by=anna)
    one = marked(screen, petra)
    assert "favourite_colour" in one.names
    names = [name for name in hideable(one) if whole or name not in needed(screen)]
    hide(petra, one, names)
    scene = scene_of(one, petra, petra)
    client.force_login(petra)
    # A parent account stands in the list in its own right, a person's places are records of their own.
    of_its_own = {name for name in names if screen.field(name).target == screen.key}
    of_its_own |= KEPT_ELSEWHERE if screen.slug == "contacts" else set()
    found = []
    for face in FACES:
        if face.address in NOT_SHOWN or not face.exists(screen):
            continue
        extra = "&all_fields=1" if face.address == "export" else ""
        for layout in ("", f"&columns={','.join(names)}") if "?" in face.query or face.address == "list" else ("",):
            query = layout.replace("&", "?", 1) if "?" not in face.query else layout
            with transaction.atomic():
                answer = ask(client, face, scene, face.data(scene), extra + query)
                page = text_of(answer)
                transaction.set_rollback(True)
            if answer.status_code < 400 and "lookup" not in face.address:
                found += [
                    f"{face}: {mark}" for mark in told(page, one, [name for name in names if name not in of_its_own])
                ]
    assert not found, "\n".join(["", *found])


@pytest.mark.any_database
def test_no_other_page_tells_what_is_hidden(anna: User, petra: User, client: Client) -> None:
    """Of every object at once: a page of many objects, or of one that others lead to, is looked at for all of them."""
    everything = [marked(screen, petra) for screen in built_in_screens()]
    hidden = [(one, _hidden_elsewhere(one)) for one in everything]
    hide_all(petra, hidden)
    client.force_login(petra)
    paths = ["/", "/greetings/?days=90", "/search", "/palette", "/office/notifications", "/calendar-feed"]
    for one in everything:
        paths += _pages_of_many(one) + _pages_of_one(one)
    found = []
    for path in dict.fromkeys(paths):
        answer = client.get(path)
        if answer.status_code < 400:
            page = text_of(answer)
            found += [f"{path}: {mark}" for one, names in hidden for mark in told(page, one, names)]
    assert not found, "\n".join(["", *found])


def _hidden_elsewhere(one: Marked) -> list[str]:
    return [
        name for name in hideable(one) if one.screen.field(name).kind.family != "link" and name not in KEPT_ELSEWHERE
    ]


def _pages_of_many(one: Marked) -> list[str]:
    address, first = one.screen.list_url, getattr(one.record, "due_at", None) or timezone.now()
    day = first.date() - timedelta(days=2)
    return [
        address,
        f"{address}board",
        f"{address}schedule?start={day}",
        f"{address}calendar/events?start={day}&end={day + timedelta(days=9)}&whose=all",
    ]


def _pages_of_one(one: Marked) -> list[str]:
    """Of the record, and of every record that it leads to."""
    relations = [name for name in one.names if one.screen.field(name).kind.name == "relation"]
    led_to = [(screen_of(one.screen.field(name).target), getattr(one.record, f"{name}_id")) for name in relations]
    rest = ("", "/panels", "/peek", "/hover", "/timeline", "/history", "/organisation", "/timeline?kind=all")
    return [
        f"{screen.record_url(number)}{tail}"
        for screen, number in [(one.screen, one.record.pk), *led_to]
        if number
        for tail in rest
    ]


@pytest.mark.any_database
@every_screen
def test_no_form_or_document_names_what_is_hidden(screen: Screen, anna: User, petra: User, client: Client) -> None:
    defining.add_field(screen.key, "text", {"en": "Favourite colour"}, by=anna)
    one = marked(screen, petra)
    names = [name for name in hideable(one) if name not in COMMON]
    hide(petra, one, names)
    client.force_login(petra)
    number = one.record.pk
    paths = [
        f"{screen.list_url}{rest}"
        for rest in ("", "new", "quick", "columns", "bulk/ask", f"{number}", f"{number}/edit")
    ]
    paths += [f"/api/v1/{screen.slug}/schema", f"/api/v1/{screen.slug}", f"/api/v1/{screen.slug}/{number}"]
    for path in paths:
        answer = client.get(path)
        if answer.status_code < 400:
            page = text_of(answer)
            assert [name for name in names if any(shape.format(name) in page for shape in NAMED)] == [], path
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    one_of_ours = next(
        name for name in schemas if name.endswith("Record") and name.lower().startswith(screen.slug.replace("-", ""))
    )
    for which in ("Record", "Create", "Change"):
        properties = schemas[one_of_ours.removesuffix("Record") + which]["properties"]
        assert not set(names) & properties.keys(), which


@every_screen
def test_no_condition_or_order_names_what_is_hidden(screen: Screen, anna: User, petra: User, client: Client) -> None:
    one = marked(screen, petra)
    names = hideable(one)
    hide(petra, one, names)
    client.force_login(petra)
    for name in names:
        listed = client.get(screen.list_url, {"where": f"{name} is not empty"})
        assert listed.context["query"].problem is not None, name
        assert not listed.context["page"].rows, name
        assert client.get(f"/api/v1/{screen.slug}", {"where": f"{name} is not empty"}).status_code >= 400, name
        assert client.get(screen.list_url, {"sort": name}).context["query"].sort.removeprefix("-") != name
        assert client.get(f"/api/v1/{screen.slug}", {"sort": name}).status_code >= 400, name
        assert client.get(f"/api/v1/{screen.slug}", {"fields": name}).status_code >= 400, name


@every_screen
def test_no_search_finds_records_by_what_is_hidden(screen: Screen, anna: User, petra: User, client: Client) -> None:
    """By a word of the search, of a list, of a look-up or of a program."""
    one = marked(screen, petra)
    names = hideable(one)
    hide(petra, one, names)
    client.force_login(petra)
    row = f'href="{screen.record_url(one.record.pk)}"'
    for name in names:
        for look in one.marks[name]:
            for path in ("/palette", "/search"):
                assert row not in text_of(client.get(path, {"q": look})), (name, path)
            assert row not in text_of(client.get(screen.list_url, {"q": look})), name
            assert f'data-value="{one.record.pk}"' not in text_of(client.get(f"{screen.list_url}lookup", {"q": look}))
            found = client.get(f"/api/v1/{screen.slug}", {"q": look}).json().get("items", [])
            assert one.record.pk not in [item["id"] for item in found], name


def test_what_names_a_record_and_what_repeats_a_field_follow_their_fields(anna: User, petra: User) -> None:
    """A name can not be hidden from who sees the record; the first e-mail is hidden with the e-mails."""
    screen = next(one for one in built_in_screens() if one.slug == "accounts")
    role = limit(petra, screen, {"name": "hidden", "emails": "hidden", "phones": "read"})
    assert role.rights[screen.key]["fields"] == {"emails": "hidden", "email": "hidden", "phones": "read"}
    assert Role.objects.get(pk=role.pk).rights == role.rights
