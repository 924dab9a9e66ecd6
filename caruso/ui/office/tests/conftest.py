"""The kernel's cast, signed in."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.kernel.tests.conftest import account, cast, fields_read_anew

__all__ = ["account", "cast", "fields_read_anew"]


@pytest.fixture
def enter() -> Any:
    """`enter(person)` is the browser of somebody signed in."""

    def entered(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return entered


@pytest.fixture
def office(cast: SimpleNamespace, enter: Any) -> Client:
    """anna's browser."""
    return enter(cast.anna)
