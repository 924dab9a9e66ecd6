"""What every room's tests share: the recurring cast."""

from dataclasses import dataclass
from typing import Any

import pytest


@dataclass
class Cast:
    """The people of the demo story. anna administers; marek manages team Sales, where petra is a representative;
    tomas is an agent in team Service; jan only reads; the stranger has no role."""

    anna: Any
    marek: Any
    petra: Any
    tomas: Any
    jan: Any
    stranger: Any
    sales: Any
    service: Any


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process keeps between requests belongs to the rolled back database of the test before."""
    from django.core.cache import cache

    from caruso.kernel import custom_fields
    from caruso.kernel.models.organisation import forget_organisation

    forget_organisation()
    custom_fields._known.clear()
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    from caruso.kernel.access.first_roles import seed_roles
    from caruso.kernel.models import Role, Team, User

    seed_roles(Role)
    sales, service = Team.objects.create(name="Sales"), Team.objects.create(name="Service")

    def person(name: str, role: str = "", team: Any = None, **values: Any) -> Any:
        email = f"{name.split(' ')[0].lower()}@example.com"
        made = User.objects.create_user(email, "correct horse", name=name, team=team, **values)
        if role:
            made.roles.add(Role.objects.get(name=role))
        return made

    return Cast(
        anna=person("Anna Nowak", is_superuser=True),
        marek=person("Marek Dvořák", "Manager", sales),
        petra=person("Petra Svobodová", "Representative", sales),
        tomas=person("Tomasz Zieliński", "Agent", service),
        jan=person("Jan Kowalski", "Reader"),
        stranger=person("Stranger"),
        sales=sales,
        service=service,
    )


@pytest.fixture
def account(cast: Cast) -> Any:
    """An account of petra's."""
    from caruso.kernel.objects import business_object

    model: Any = business_object("customers.account").model
    return model(name="Kowalski i synowie", owner=cast.petra).create(by=cast.petra)
