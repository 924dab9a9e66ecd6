"""What tests of the whole house begin with."""

from typing import Any

import pytest

from tests.seeded import seed_firm


@pytest.fixture(autouse=True)
def first_pipeline(request: pytest.FixtureRequest) -> Any:
    """The pipeline and the tax rates that a firm starts with, also after a test that emptied the tables."""
    if {"db", "transactional_db"}.isdisjoint(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("db")
    seed_firm()
