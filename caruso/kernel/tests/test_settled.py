"""Queries whose SQL is written once give what the ORM gives."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from caruso.kernel.models import Role, User
from caruso.kernel.settled import SettledQuery


def everything(rows: Any) -> list[dict[str, Any]]:
    return [{name: value for name, value in vars(row).items() if name != "_state"} for row in rows]


@pytest.mark.parametrize(
    "make",
    [
        lambda number: User.objects.filter(pk=number),
        lambda number: Role.objects.filter(people=number),
        lambda number: User.objects.filter(is_active=True, pk__gte=number).order_by("-name")[:3],
    ],
)
def test_the_rows_are_those_of_the_queryset_for_each_value(anna: User, petra: User, jan: User, make: Any) -> None:
    settled: SettledQuery[Any] = SettledQuery(make, sample=-1)
    for person in (anna, petra, jan):
        assert everything(settled.rows(person.pk)) == everything(make(person.pk))
    assert settled.first(10**9) is None


def test_a_value_is_never_more_than_a_value(db: None) -> None:
    session: SettledQuery[Session] = SettledQuery(lambda key: Session.objects.filter(session_key=key), sample="a key")
    assert session.rows("' OR 1=1 --") == []


def test_who_left_and_whose_session_ended_are_not_let_in(petra: User, client: Client) -> None:
    client.force_login(petra)
    assert client.get("/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").status_code == 302

    client.force_login(petra)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=petra.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_role_taken_away_counts_at_the_next_request(petra: User, client: Client) -> None:
    client.force_login(petra)
    assert client.get("/accounts/").status_code == 200
    petra.roles.clear()
    assert client.get("/accounts/").status_code == 404
