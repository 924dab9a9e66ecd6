"""The cast with the roles that a firm starts with, and an account of petra's."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from caruso.kernel import custom_fields
from caruso.kernel.access.first_roles import seed_roles
from caruso.kernel.models import Role, User
from caruso.kernel.objects import business_object


@pytest.fixture
def fields_read_anew() -> Iterator[None]:
    """What a process knows of custom fields belongs to a database that is rolled back."""
    custom_fields._known.clear()
    yield
    custom_fields._known.clear()


@pytest.fixture
def cast(
    fields_read_anew: None,
    anna: User,
    marek: User,
    petra: User,
    tomas: User,
    jan: User,
    stranger: User,
    sales: Any,
    service: Any,
) -> SimpleNamespace:
    seed_roles(Role)
    for person, role in ((marek, "Manager"), (petra, "Representative"), (tomas, "Agent"), (jan, "Reader")):
        person.roles.set([Role.objects.get(name=role)])
    return SimpleNamespace(
        anna=anna,
        marek=marek,
        petra=petra,
        tomas=tomas,
        jan=jan,
        stranger=stranger,
        sales=sales,
        service=service,
    )


@pytest.fixture
def account(cast: SimpleNamespace) -> Any:
    model: Any = business_object("customers.account").model
    return model(name="Kowalski i synowie", owner=cast.petra).create(by=cast.petra)
