"""The board: lanes by choice, what they sum to, and cards moved between them."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Event, Role, User
from caruso.kernel.models.exchange_rate import ExchangeRate
from caruso.kernel.models.organisation import current_organisation
from caruso.screens.boards import lanes as lanes_module

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def lanes(client: Client, address: str = "/accounts/board") -> dict[str, Any]:
    return {lane.value: lane for lane in client.get(address).context["lanes"]}


def make(by: User, stage: str, **values: Any) -> Account:
    return Account(name=f"In {stage}", lifecycle_stage=stage, owner=by, **values).create(by=by)


def test_cards_stand_in_the_lane_of_their_choice(client: Client, petra: User, anna: User) -> None:
    lost, nowhere = make(petra, "lost"), make(petra, "")
    make(anna, "lost")
    client.force_login(petra)
    shown = lanes(client)
    assert [card.pk for card in shown["lost"].cards] == [lost.pk], "another's card is not there"
    assert [card.pk for card in shown[""].cards] == [nowhere.pk]
    assert shown["loyal"].cards == [] and shown["lost"].figures.count == 1
    assert [card.pk for card in lanes(client, '/accounts/board?where=name+=+"In lost"')["lost"].cards] == [lost.pk]


def test_sums_are_in_the_firms_currency_and_only_where_they_are_right(client: Client, petra: User) -> None:
    own = current_organisation().currency
    other, unknown = ("USD", "JPY") if own != "USD" else ("EUR", "JPY")
    ExchangeRate.objects.create(base=own, currency=other, day=date(2020, 1, 1), rate="2")
    make(petra, "lost", revenue=100, currency=own)
    make(petra, "lost", revenue=50, currency=other)
    make(petra, "loyal", revenue=10, currency=own)
    make(petra, "loyal", revenue=10, currency=unknown)
    client.force_login(petra)
    shown = lanes(client)
    assert "200" in shown["lost"].figures.total and shown["loyal"].figures.total == ""
    role: Any = Role.objects.get(name=f"Role of {petra.name}")
    role.rights["*"]["fields"] = {"revenue": "hidden"}
    role.save()
    assert lanes(client)["lost"].figures.total == ""


def test_a_long_lane_shows_its_first_cards_and_the_next_on_demand(
    client: Client, petra: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_module, "CARDS", 3)
    monkeypatch.setattr(lanes_module, "COUNTED_TO", 4)
    for _number in range(7):
        make(petra, "lost", revenue=1)
    client.force_login(petra)
    lane = lanes(client)["lost"]
    assert len(lane.cards) == 3 and (lane.figures.count, lane.figures.counted_all, lane.figures.total) == (4, False, "")
    seen = [card.pk for card in lane.cards]
    while lane.after:
        answer = client.get(f"/accounts/board?lane=lost&after={lane.after.as_text()}", headers=HTMX)
        lane = answer.context["lane"]
        seen += [card.pk for card in lane.cards]
    assert len(seen) == len(set(seen)) == 7
    assert client.get("/accounts/board?lane=forged", headers=HTMX).status_code == 200


def test_conditions_of_a_board_lead_back_to_it(client: Client, petra: User) -> None:
    client.force_login(petra)
    shown = client.get('/accounts/board?where=name+=+"Mine"')
    assert shown.context["chips"][0].remove.startswith("/accounts/board")
    assert "/accounts/filter?where=name+%3D+%22Mine%22&amp;back=board" in shown.content.decode()


def test_a_card_is_moved_and_moved_back(client: Client, petra: User) -> None:
    account = make(petra, "lost")
    client.force_login(petra)
    answer = client.post("/accounts/board/move", {"id": account.pk, "lane": "loyal"})
    account.refresh_from_db()
    assert answer.status_code == 200 and account.lifecycle_stage == "loyal" and account.version == 2
    assert Event.objects.latest("pk").changes == {"lifecycle_stage": ["lost", "loyal"]}
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert client.post(undo).status_code in (200, 302)
    account.refresh_from_db()
    assert account.lifecycle_stage == "lost"


@pytest.mark.parametrize("data", [{}, {"id": "²"}, {"id": "99999999999999999999"}, {"id": "0", "lane": "lost"}])
def test_a_card_that_is_not_there_is_not_moved(client: Client, petra: User, data: dict[str, str]) -> None:
    client.force_login(petra)
    assert client.post("/accounts/board/move", data).status_code == 404


def test_a_card_stays_where_the_move_is_refused(client: Client, petra: User, jan: User) -> None:
    account = make(petra, "lost")
    client.force_login(petra)
    assert client.post("/accounts/board/move", {"id": account.pk, "lane": "forged"}).status_code == 422
    client.force_login(jan)
    assert client.post("/accounts/board/move", {"id": account.pk, "lane": "loyal"}).status_code == 403
    account.refresh_from_db()
    assert account.lifecycle_stage == "lost" and account.version == 1
    assert client.get("/relationships/board").status_code == 404, "no board is described"
