"""Fields that a role lets only be read, or hides, are written by no door."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from caruso.kernel import defining
from caruso.kernel.models import User
from caruso.screens.description import Screen, built_in_screens
from caruso.screens.transfer.importing import beginning
from tests.access.hiding import hide, hideable, scene_of
from tests.access.limits import Marked, limit, marked
from tests.access.scene import form_of

every_screen = pytest.mark.parametrize("screen", built_in_screens(), ids=str)


@pytest.fixture(autouse=True)
def nothing_counted(anna: User) -> None:
    cache.clear()


def typed_for(one: Marked) -> dict[str, Any]:
    """Other values for every field, as a form posts them."""
    typed: dict[str, Any] = {}
    for name in one.names:
        field = one.screen.field(name)
        kind = field.kind.name
        if kind == "entries":
            typed |= {f"{name}-0-{part.name}": OTHER.get(part.kind.name, "Forged") for part in field.columns}
        elif kind in ("choice", "choices"):
            typed[name] = next(iter(field.choices))[0]
        elif field.kind.family == "link":
            typed[name] = ""
        else:
            typed[name] = OTHER.get(kind, "Forged")
    return typed


OTHER = {
    "email": "forged@example.com", "phone": "+48221234567", "url": "https://forged.example", "integer": "1",
    "duration": "1", "money": "1", "decimal": "1", "percent": "1", "date": "2000-01-01", "annual_day": "2000-01-01",
    "datetime": "2000-01-01 10:00",
    "yes_no": "no", "choice": "", "tags": "forged",
}  # fmt: skip


@pytest.mark.any_database
@every_screen
@pytest.mark.parametrize("right", ["hidden", "read"])
def test_no_door_writes_what_may_only_be_read(
    screen: Screen, right: str, anna: User, petra: User, client: Client
) -> None:
    defining.add_field(screen.key, "text", {"en": "Favourite colour"}, by=anna)
    one = marked(screen, petra)
    names = hideable(one) if right == "hidden" else one.names
    scene = scene_of(one, petra, petra)
    limit(petra, screen, dict.fromkeys(names, right))
    client.force_login(petra)
    before, typed = one.stored(), typed_for(one)
    limited = {name: before[name] for name in names}
    number = one.record.pk
    base = screen.record_url(number)
    version = one.record.version

    def unchanged(door: str) -> None:
        now = one.stored()
        assert {name: now[name] for name in names} == limited, door

    client.post(f"{base}/edit", {**typed, "version": version})
    unchanged("form")
    for name in names:
        client.post(f"{base}/field/{name}", typed)
        unchanged(f"inline edit of {name}")
        client.post(f"{screen.list_url}bulk/edit", {"row": number, "field": name, **typed})
        unchanged(f"bulk edit of {name}")
        for event in (scene.last_change,):
            client.post(f"{base}/history/restore", {"event": event.pk, "field": name})
        unchanged(f"restoring {name}")
        value = typed.get(name, "Forged")
        answer = client.patch(
            f"/api/v1/{screen.slug}/{number}",
            json.dumps({name: value}),
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        assert answer.status_code >= 400, name
        operation = {"op": "update", "id": number, "version": "*", "values": {name: value}}
        client.post(f"/api/v1/{screen.slug}/bulk", json.dumps({"operations": [operation]}), "application/json")
        unchanged(f"the API, {name}")
    client.post(f"{screen.list_url}bulk/edit", {"row": number, "add_tags": "forged"})
    unchanged("adding tags in bulk")
    if screen.board:
        for lane, _label in screen.field(screen.board.lane).choices:
            client.post(f"{screen.list_url}board/move", {"id": number, "lane": lane})
    unchanged("the board")
    moment = {"start": "2026-05-05T10:00:00", "end": "2026-05-05T11:00:00", "all_day": "true"}
    client.post(f"{screen.list_url}calendar/{number}/move", moment)
    unchanged("the calendar")
    for action in screen.actions:
        client.post(f"{base}/do/{action.verb}", {})
        if action.dialog:
            client.post(reverse(action.dialog, args=[number]), {"outcome": "cancelled"})
    now = one.stored()
    assert {name: now[name] for name in names if name != "done_at"} == {
        k: v for k, v in limited.items() if k != "done_at"
    }


@every_screen
@pytest.mark.parametrize("right", ["hidden", "read"])
def test_nothing_new_brings_what_may_only_be_read(
    screen: Screen, right: str, anna: User, petra: User, client: Client
) -> None:
    """Through the form, the small form, the API and an import a new record has nothing in such a field."""
    one = marked(screen, petra)
    names = [name for name in hideable(one) if name not in ("owner", "team")]
    limit(petra, screen, dict.fromkeys(names, right))
    client.force_login(petra)
    least, typed = form_of(screen, petra), typed_for(one)
    given = {**typed, **least}
    client.post(f"{screen.list_url}new", given)
    client.post(f"{screen.list_url}quick", given)
    for name in names:
        answer = client.post(f"/api/v1/{screen.slug}", json.dumps({**least, name: "Forged"}), "application/json")
        assert answer.status_code >= 400, name
    for record in screen.model.objects.exclude(pk=one.record.pk):
        for name in names:
            assert "forged" not in str(record.described.field(name).value_of(record)).lower(), name


@pytest.mark.parametrize("right", ["hidden", "read"])
@pytest.mark.parametrize("slug", ["accounts", "contacts", "activities"])
def test_an_import_offers_no_column_that_may_only_be_read(
    slug: str, right: str, anna: User, petra: User, client: Client
) -> None:
    screen = next(one for one in built_in_screens() if one.slug == slug)
    one = marked(screen, petra)
    names = hideable(one)
    limit(petra, screen, dict.fromkeys(names, right))
    client.force_login(petra)
    labels = ";".join(str(screen.field(name).label) for name in one.names)
    run = beginning.begin(
        [f"{labels}\n{';'.join('x' for _name in one.names)}\n".encode()], "x.csv", by=petra, screen=screen
    )
    page = client.get(f"/imports/{run.pk}").content.decode()
    selects = re.findall(r'<select[^>]*name="column-\d+".*?</select>', page, re.S)
    offered = {name for select in selects for name in re.findall(r'<option value="([a-z_]+)', select)}
    assert selects
    assert not offered & set(names)


def test_a_form_without_hidden_fields_keeps_their_values(anna: User, petra: User, client: Client) -> None:
    """What is not asked for is not emptied."""
    for screen in built_in_screens():
        one = marked(screen, petra)
        names = hideable(one)
        hide(petra, one, names)
        client.force_login(petra)
        before = one.stored()
        title = {screen.title: "Typed"} if screen.field(screen.title).editable else {}
        client.post(
            f"{screen.record_url(one.record.pk)}/edit",
            {**form_of(screen, petra), **title, "version": one.record.version},
        )
        now = one.stored()
        assert {name: now[name] for name in names} == {name: before[name] for name in names}, screen.slug
