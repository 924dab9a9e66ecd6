"""The recurring cast: the same people as in the demo story."""

import gc
from typing import Any

import pytest
from django.db import connection

from caruso.kernel.models import Role, Team, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.sales.printing import pdf
from tests.read_anew import read_anew

pytest_plugins = ["tests.migrated", "tests.emptied"]

ALL_RIGHTS = {right: "all" for right in ("view", "create", "edit", "delete", "export", "bulk", "destroy")}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on other databases what is the same on any: pages, forms, and what programs of others answer."""
    if connection.vendor == "sqlite":
        return
    alike = [item for item in items if item.get_closest_marker("any_database")]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if item not in set(alike)]


def pytest_collection_finish() -> None:
    """What was loaded stays: it need not be looked through for garbage between tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def settings_read_anew() -> Any:
    """The firm's settings and fields are kept between questions; every test begins without those of the last."""
    read_anew()
    yield
    forget_organisation()


@pytest.fixture(autouse=True)
def laid_out_where_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying out a PDF takes a second: what is sent is laid out only for tests of `prints`, others get a first line."""
    if not request.node.get_closest_marker("prints"):
        monkeypatch.setattr(pdf, "_lay_out", lambda _weasyprint, _html: b"%PDF-1.7 not laid out")


@pytest.fixture
def sales(db: None) -> Team:
    return Team.objects.create(name="Sales")


@pytest.fixture
def service(db: None) -> Team:
    return Team.objects.create(name="Service")


def _person(name: str, team: Team | None = None, rights: dict[str, Any] | None = None, **values: Any) -> User:
    email = f"{name.split()[0].lower()}@example.com"
    user = User.objects.create_user(email, "caruso-demo", name=name, team=team, **values)
    if rights is not None:
        user.roles.add(Role.objects.create(name=f"Role of {name}", rights={"*": rights}))
    return user


@pytest.fixture
def anna(db: None) -> User:
    """The administrator, who may do everything."""
    return _person("Anna Nowak", is_superuser=True)


@pytest.fixture
def marek(sales: Team) -> User:
    """The sales manager: everything of the team Sales, and sees all."""
    team = dict.fromkeys(ALL_RIGHTS, "team")
    return _person("Marek Dvořák", sales, {**team, "view": "all", "create": "all", "destroy": "none"})


@pytest.fixture
def petra(sales: Team) -> User:
    """A sales representative: sees the team's records, changes her own, sends none out."""
    rights = {"view": "team", "create": "all", "edit": "own", "delete": "own", "export": "none", "bulk": "none"}
    return _person("Petra Svobodová", sales, rights)


@pytest.fixture
def tomas(service: Team) -> User:
    """A service agent: sees all, changes the team's."""
    return _person("Tomasz Zieliński", service, {"view": "all", "create": "all", "edit": "team"})


@pytest.fixture
def jan(db: None) -> User:
    """A viewer: sees all and changes nothing."""
    return _person("Jan Kowalski", None, {"view": "all"})


@pytest.fixture
def stranger(db: None) -> User:
    """Signed in, without any role."""
    return _person("Stranger")


@pytest.fixture
def cast(anna: User, marek: User, petra: User, tomas: User, jan: User, stranger: User) -> list[User]:
    """All of them."""
    return [anna, marek, petra, tomas, jan, stranger]
