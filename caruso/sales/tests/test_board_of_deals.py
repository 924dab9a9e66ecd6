"""The board of opportunities: lanes, figures that count what the viewer may see, moves, and what asks first."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel import writing
from caruso.kernel.models import ExchangeRate, Role, Team, User
from caruso.sales import drawing
from caruso.sales.models import Opportunity, Pipeline, Stage
from caruso.sales.rules.board import days_quiet
from caruso.screens.boards import lanes as lanes_module
from caruso.screens.boards.lanes import Lane, lanes_of
from caruso.screens.description import screen_of
from caruso.screens.lists.query import ListQuery

BOARD = "/opportunities/board"


def deal(account: Account, owner: User, **values: Any) -> Opportunity:
    name = values.pop("name", "Aria 2")
    return Opportunity(name=name, account=account, owner=owner, **values).create(by=owner)


def lanes(user: User, **given: str) -> dict[str, Lane]:
    screen = screen_of(Opportunity)
    return {lane.value: lane for lane in lanes_of(ListQuery.from_address(screen, user, given))}


def move(client: Client, record: Opportunity, lane: str) -> Any:
    return client.post("/opportunities/board/move", {"id": record.pk, "lane": lane}, headers={"HX-Request": "true"})


def test_a_lane_sums_amounts_and_what_can_be_counted_on_at_the_days_rate(bistro: Account, marek: User) -> None:
    ExchangeRate.objects.create(base="EUR", currency="CZK", day=timezone.localdate(), rate=Decimal("0.04"))
    deal(bistro, marek, amount=Decimal(1000), currency="EUR", stage="qualification")
    deal(bistro, marek, amount=Decimal(50_000), currency="CZK", stage="qualification", probability=50)
    figures = lanes(marek)["qualification"].figures
    assert (figures.count, figures.total, figures.weighted) == (2, "€3,000", "€1,250")
    deal(bistro, marek, amount=Decimal(10), currency="JPY", stage="qualification")
    figures = lanes(marek)["qualification"].figures
    assert (figures.count, figures.total) == (3, ""), "a sum without the amount that has no rate would be wrong"


def test_figures_count_only_what_the_viewer_may_see(bistro: Account, marek: User, petra: User, tomas: User) -> None:
    deal(bistro, petra, amount=Decimal(100), currency="EUR", stage="qualification")
    deal(bistro, tomas, amount=Decimal(900), currency="EUR", stage="qualification")
    assert lanes(marek)["qualification"].figures.total == "€1,000"
    mine = lanes(petra)["qualification"]
    assert (mine.figures.count, mine.figures.total) == (1, "€100")
    role = petra.roles.get()
    role.rights = {**role.rights, "sales.opportunity": {**role.rights["*"], "fields": {"probability": "hidden"}}}
    role.save()
    figures = lanes(User.objects.get(pk=petra.pk))["qualification"].figures
    assert (figures.total, figures.weighted) == ("€100", "")
    role.rights["sales.opportunity"]["fields"] = {"amount": "hidden"}
    role.save()
    figures = lanes(User.objects.get(pk=petra.pk))["qualification"].figures
    assert (figures.count, figures.total, figures.weighted) == (1, "", "")


def test_a_lane_is_counted_and_summed_no_further_than_its_limit(
    bistro: Account, marek: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_module, "COUNTED_TO", 3)
    for number in range(4):
        deal(bistro, marek, amount=Decimal(number), currency="EUR")
    figures = lanes(marek)["initiation"].figures
    assert (figures.count, figures.counted_all, figures.total) == (3, False, "")


def test_the_board_costs_the_same_queries_however_many_deals_there_are(
    bistro: Account, anna: User, marek: User, client: Client
) -> None:
    Role.objects.all()
    client.force_login(marek)

    def queries() -> int:
        client.get(BOARD)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(BOARD)
        assert page.status_code == 200
        return len(captured)

    def grow(number: int) -> None:
        stages = ["initiation", "identification", "qualification", "rfq", "quoted", "won", "lost"]
        deals = [
            Opportunity(name=f"Deal {n}", account=bistro, owner=marek, amount=Decimal(n), stage=stages[n % 7])
            for n in range(number)
        ]
        writing.create(deals, by=marek)

    grow(14)
    few = queries()
    grow(200)
    many = queries()
    assert many == few
    assert many <= 26, "two a lane, and what a page costs"


def test_the_board_shows_one_pipeline_at_a_time(bistro: Account, anna: User, marek: User, client: Client) -> None:
    service = Pipeline(name="Service contracts")
    drawing.save_pipeline(service, by=anna)
    first = Stage.objects.filter(pipeline=service).first()
    assert first is not None
    deal(bistro, marek, name="Yearly service", pipeline=service.code, stage=first.code)
    deal(bistro, marek, name="New machine")
    client.force_login(marek)
    page = client.get(BOARD).content.decode()
    assert "New machine" in page and "Yearly service" not in page and "Service contracts" in page
    page = client.get(BOARD, {"scope": service.code}).content.decode()
    assert "Yearly service" in page and "New machine" not in page
    assert client.get(BOARD, {"scope": "nonsense"}).status_code == 200


def test_a_move_is_written_and_can_be_taken_back(bistro: Account, marek: User, client: Client) -> None:
    record = deal(bistro, marek)
    client.force_login(marek)
    answer = move(client, record, "rfq")
    said = json.loads(answer.headers["HX-Trigger"])
    record.refresh_from_db()
    assert (answer.status_code, record.stage) == (200, "rfq")
    assert "moved" in said
    client.post(said["toast"]["undo"])
    record.refresh_from_db()
    assert record.stage == "initiation"


def test_a_refused_move_says_why_and_changes_nothing(bistro: Account, marek: User, client: Client) -> None:
    Stage.objects.filter(code="quoted").update(required_fields=["amount"])
    record = deal(bistro, marek)
    version = record.version
    client.force_login(marek)
    answer = move(client, record, "quoted")
    assert answer.status_code == 422
    assert "amount" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    record.refresh_from_db()
    assert (record.stage, record.version) == ("initiation", version)
    assert move(client, record, "nonsense").status_code == 422


@pytest.mark.parametrize(("lane", "dialog"), [("won", "win"), ("lost", "lose")])
def test_a_move_into_an_ending_lane_asks_first(
    bistro: Account, marek: User, client: Client, lane: str, dialog: str
) -> None:
    record = deal(bistro, marek)
    client.force_login(marek)
    answer = move(client, record, lane)
    assert answer.status_code == 204
    assert json.loads(answer.headers["HX-Trigger"])["ask"]["url"].startswith(f"/opportunities/{record.pk}/{dialog}")
    record.refresh_from_db()
    assert record.stage == "initiation"


def test_a_deal_goes_quiet_when_nothing_happens_for_longer_than_its_stage_bears(bistro: Account, marek: User) -> None:
    record = deal(bistro, marek, stage="rfq")
    assert days_quiet(record) == 0
    past = timezone.now() - timedelta(days=9)
    record.stage_entered_at = record.updated_at = past
    assert days_quiet(record) == 9
    record.last_activity_at = timezone.now() - timedelta(days=2)
    assert days_quiet(record) == 0
    record.last_activity_at = None
    record.stage = "won"
    assert days_quiet(record) == 0, "what has ended cannot rot"


def test_only_deals_that_may_be_changed_offer_to_be_moved(
    bistro: Account, petra: User, marek: User, sales: Team
) -> None:
    own = deal(bistro, petra, stage="qualification")
    others = deal(bistro, marek, stage="qualification", team=sales)
    browser = Client()
    browser.force_login(petra)
    page = browser.get(BOARD).content.decode()
    cards = {number: page.split(f'data-id="{number}"')[1].split("</article>")[0] for number in (own.pk, others.pk)}
    assert '<details class="move"' in cards[own.pk] and "data-fixed" not in cards[own.pk]
    assert '<details class="move"' not in cards[others.pk] and "data-fixed" in cards[others.pk]
    assert move(browser, others, "rfq").status_code == 403
    browser.force_login(marek)
    assert browser.get(BOARD).content.decode().count('<details class="move"') == 2
