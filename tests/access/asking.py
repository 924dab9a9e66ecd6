"""Every face of a screen asked by one person, and what the roles say should come of it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import User
from caruso.screens.description import Screen
from tests.access.faces import FACES, Face
from tests.access.scene import Scene


def reaches(scene: Scene, right: str, owner: User | None) -> bool:
    """What the only role of the person at the door says; `owner` is whose record it is, None for any at all."""
    person = scene.person
    if person.is_superuser:
        return True
    scope = scene.scopes.get(right, "none")
    if scope in ("none", "all") or owner is None:
        return scope != "none"
    same_team = scope == "team" and person.team_id is not None and person.team_id == owner.team_id
    return owner == person or same_team


def expected(face: Face, scene: Scene) -> int:
    """200 stands for any success."""
    owner = scene.owner if face.on else None
    if not reaches(scene, "view", None):
        return 404
    if face.first and not reaches(scene, face.first, None):
        return 403
    if not reaches(scene, "view", owner) or not face.exists(scene.screen):
        return 404
    return 200 if all(reaches(scene, right, owner) for right in face.rights) else 403


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that write, those of the session aside; everything is taken back afterwards."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            statements.append(sql)
        return execute(sql, *rest)

    with taken_back(), connection.execute_wrapper(note):
        yield statements


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


def wrong_answers_to_all(screen: Screen, people: Sequence[User], owners: Sequence[User]) -> list[str]:
    """Every person at every face, before records of every owner; the records are made once for each owner.

    A face that is about no record is asked once for each person, when the first owner's records are there.
    """
    wrong = []
    for owner in owners:
        with taken_back():
            scene = Scene(screen, owner, owner).prepare()
            for person in people:
                with taken_back():
                    found = _wrong_answers(scene.with_at_the_door(person), of_owner_only=owner != owners[0])
                wrong += [f"{person.name} at what is {owner.name}'s: {what}" for what in found]
    return wrong


def _wrong_answers(scene: Scene, *, of_owner_only: bool) -> list[str]:
    """Where an answer, or what it wrote, is not what the person's role says; what was written is taken back."""
    cache.clear()  # requests of others do not count against a limit
    client = Client()
    client.force_login(scene.person)
    wrong = []
    for face in FACES:
        if of_owner_only and not face.on:
            continue
        data = face.data(scene)
        with written() as statements:
            status = ask(client, face, scene, data)
        right = expected(face, scene)
        denied = status in (403, 404) and not face.exists(scene.screen)
        if (status if status >= 400 else 200) != right and not denied:
            wrong.append(f"{face}: {status} instead of {right}")
        elif bool(statements) != (face.writes and right == 200):
            wrong.append(f"{face}: {status}, but {'wrote ' + statements[0][:90] if statements else 'wrote nothing'}")
    return wrong
