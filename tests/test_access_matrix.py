"""Who may do what: every screen, everybody of the cast, every address; and nothing is written where it is refused."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import User
from caruso.screens.description import Screen, screens
from tests.access.doors import OURS, addresses
from tests.access.faces import FACES, Face
from tests.access.scene import Scene

CAST = ("anna", "marek", "petra", "tomas", "jan", "stranger")

#: Addresses of no single screen, by the test that asks who may open them.
ELSEWHERE = {
    "the API's own pages (tests/api, tests/test_security.py)": {
        "screens:api-docs",
        "screens:api-index",
        "screens:api-openapi",
        "screens:api-nothing",
    },
    "the search, which narrows what it finds (screens/search/tests/test_access.py)": {
        "screens:palette",
        "screens:results",
    },
    "one's own imports and exports (screens/tests/test_import_pages.py, test_exporting.py, test_import_commands.py)": {
        "screens:api-import",
        "screens:api-import-report",
        "screens:api-import-undo",
        "screens:api-imports",
        "screens:export_file",
        "screens:import",
        "screens:import_cancel",
        "screens:import_columns",
        "screens:import_correct",
        "screens:import_preview",
        "screens:import_progress",
        "screens:import_reading",
        "screens:import_report",
        "screens:import_start",
        "screens:import_undo",
        "screens:imports",
    },
    "one's own work (tests/test_access_of_single_pages.py)": {"screens:undo_bulk"},
    "pages of customers (tests/test_access_of_single_pages.py)": {
        "customers:colleagues",
        "customers:home",
        "customers:greetings",
        "customers:compose",
        "customers:complete",
        "customers:reopen",
        "customers:organisation_chart",
        "customers:feed",
        "customers:renew_feed",
        "customers:calendar_feed",
    },
    "files (kernel/tests/test_files.py, tests/test_access_of_single_pages.py)": {
        "kernel:thumbnail",
        "kernel:remove_file",
        "kernel:file",
        "kernel:add_files",
    },
    "the look (tests/test_security.py)": {"ui:look", "ui:styleguide", "ui:prototype"},
}


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Requests of other tests do not count against a limit."""
    cache.clear()


def reaches(person: User, right: str, owner: User | None) -> bool:
    """What the person's only role says, read anew here; `owner` is whose record it is, None for any at all."""
    if person.is_superuser:
        return True
    role = person.roles.first()
    scope = role.rights["*"].get(right, "none") if role else "none"
    if scope in ("none", "all") or owner is None:
        return scope != "none"
    same_team = scope == "team" and person.team_id is not None and person.team_id == owner.team_id
    return owner == person or same_team


def expected(face: Face, scene: Scene) -> int:
    """200 stands for any success."""
    owner = scene.owner if face.on else None
    if not reaches(scene.person, "view", None):
        return 404
    if face.first and not reaches(scene.person, face.first, None):
        return 403
    if not reaches(scene.person, "view", owner) or not face.exists(scene.screen):
        return 404
    return 200 if all(reaches(scene.person, right, owner) for right in face.rights) else 403


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that write, those of the session aside; everything is taken back afterwards."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            statements.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield statements
        transaction.set_rollback(True)


def ask(browser: Client, face: Face, scene: Scene, data: Any) -> int:
    """The status of the answer; of a bulk request to the API that of its only operation."""
    first = scene.screen.slug if face.address.startswith("api-") else scene.screen
    query = face.query.format(pair=f"{scene.record.pk},{scene.sibling.pk}")
    path = reverse(f"screens:{face.address}", args=[first, *face.arguments(scene)]) + query
    if face.json or face.method not in ("GET", "POST"):
        version = scene.record.version
        response = browser.generic(
            face.method, path, json.dumps(data), content_type="application/json", headers={"If-Match": f'"{version}"'}
        )
    else:
        response = getattr(browser, face.method.lower())(path, data)
    if face.address == "api-bulk" and response.status_code == 200:
        return response.json()["results"][0]["status"]
    return response.status_code


@pytest.mark.parametrize("whose", ["petra", "tomas"])
@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("screen", list(screens()), ids=str)
def test_the_cast_at_every_face_of_every_screen(
    screen: Screen, who: str, whose: str, db: None, request: pytest.FixtureRequest, client: Client
) -> None:
    person, owner = request.getfixturevalue(who), request.getfixturevalue(whose)
    scene = Scene(screen, owner, person).prepare()
    client.force_login(person)
    wrong = []
    for face in FACES:
        if whose != "petra" and not face.on:
            continue
        data = face.data(scene)
        with written() as statements:
            status = ask(client, face, scene, data)
        right = expected(face, scene)
        denied = status in (403, 404) and not face.exists(screen)
        if (status if status >= 400 else 200) != right and not denied:
            wrong.append(f"{face}: {status} instead of {right}")
        elif bool(statements) != (face.writes and right == 200):
            wrong.append(f"{face}: {status}, but {'wrote ' + statements[0][:90] if statements else 'wrote nothing'}")
    assert not wrong, "\n".join(["", *wrong])


def test_every_address_is_in_the_matrix() -> None:
    """A new address needs a face, or a test of its own that is named here; the office has its own matrix."""
    known = {f"screens:{face.address}" for face in FACES}.union(*ELSEWHERE.values())
    found = {name for name, _pattern in addresses() if name.split(":")[0] in OURS - {"office"}}
    assert found - known == set()
    assert known - found == set()
