"""A program that asks the API, as one of the cast."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from caruso.kernel.models import ApiToken, User


class Program:
    """Sends JSON with the token of a person."""

    def __init__(self, person: User) -> None:
        _token, self.secret = ApiToken.objects.issue(person, "program")
        self.client = Client()

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> HttpResponse:
        body = "" if data is None else data if isinstance(data, (str, bytes)) else json.dumps(data)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            body,
            content_type=named.pop("Content-Type", "application/json"),
            headers={"Authorization": f"Bearer {self.secret}", **named},
        )

    def get(self, path: str) -> HttpResponse:
        return self.send("GET", path)

    def post(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, data, **headers)

    def patch(self, path: str, data: Any, version: int | str) -> HttpResponse:
        return self.send("PATCH", path, data, If_Match=version if version == "*" else f'"{version}"')

    def delete(self, path: str) -> HttpResponse:
        return self.send("DELETE", path)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Requests of other tests do not count."""
    cache.clear()


@pytest.fixture
def program() -> Callable[[User], Program]:
    return Program


@pytest.fixture
def api(anna: User) -> Program:
    """The administrator's program."""
    return Program(anna)


def faults(response: HttpResponse) -> dict[str, str]:
    """The codes of the errors by name."""
    return {one["name"]: one["code"] for one in response.json().get("errors", [])}
