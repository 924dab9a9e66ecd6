"""Winning, losing and opening again, and the doors that may not lead past the question why."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.models import Opportunity


@pytest.fixture
def deal(bistro: Account, marek: User) -> Opportunity:
    record = Opportunity(name="Aria 2", account=bistro, owner=marek, amount=Decimal(900), currency="EUR")
    return record.create(by=marek)


def test_winning_writes_reason_moment_and_one_event(deal: Opportunity, marek: User) -> None:
    before = Event.objects.count()
    deal.win(by=marek, reason="service", note="The quick repairs", amount=Decimal(800))
    assert (deal.stage, deal.outcome, deal.win_reason, deal.amount) == ("won", "won", "service", Decimal(800))
    assert deal.closed_at is not None and deal.weighted_base == Decimal(800)
    assert Event.objects.count() == before + 1 and Event.objects.latest("pk").kind == "won"


def test_losing_says_to_whom_and_why(deal: Opportunity, marek: User) -> None:
    rival = Account(name="Kaffa Systems", owner=marek).create(by=marek)
    deal.lose(by=marek, reason="price", to=rival)
    assert (deal.outcome, deal.loss_reason, deal.lost_to_id, deal.weighted_base) == ("lost", "price", rival.pk, 0)
    assert Event.objects.latest("pk").kind == "lost"


@pytest.mark.parametrize(
    ("values", "field"), [({"reason": ""}, "loss_reason"), ({"reason": "price"}, "lost_to")], ids=["why", "to whom"]
)
def test_nobody_loses_without_saying_it(deal: Opportunity, marek: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as problem:
        deal.lose(by=marek, **values)
    assert field in problem.value.message_dict
    stored = Opportunity.objects.get(pk=deal.pk)
    assert stored.outcome == "open" and not Event.objects.filter(kind="lost").exists()


def test_a_loss_to_nobody_known_needs_a_note(deal: Opportunity, marek: User) -> None:
    deal.lose(by=marek, reason="price", note="They would not say who")
    assert deal.outcome == "lost"


def test_a_loss_that_nobody_won_needs_no_winner(deal: Opportunity, marek: User) -> None:
    deal.lose(by=marek, reason="no_decision")
    assert deal.outcome == "lost"


def test_no_door_leads_past_the_question_why(deal: Opportunity, marek: User, client: Client) -> None:
    client.force_login(marek)
    edit = client.post(f"/opportunities/{deal.pk}/field/stage", {"stage": "lost"})
    api = client.patch(
        f"/api/v1/opportunities/{deal.pk}",
        json.dumps({"stage": "lost"}),
        content_type="application/json",
        headers={"If-Match": f'"{deal.version}"'},
    )
    form = client.post(
        f"/opportunities/{deal.pk}/edit", {"name": "Aria 2", "account": deal.account_id, "stage": "lost"}
    )
    client.post("/opportunities/bulk/edit", {"row": deal.pk, "field": "stage", "stage": "lost"})
    assert (edit.status_code, api.status_code, form.status_code) == (422, 422, 422)
    assert "Say why the deal was lost." in edit.content.decode() + form.content.decode()
    deal.refresh_from_db()
    assert deal.stage == "initiation"


def test_opening_again_goes_back_to_the_stage_before_and_forgets_the_end(deal: Opportunity, marek: User) -> None:
    deal.enter("rfq", by=marek)
    deal.lose(by=marek, reason="timing", note="After the season")
    deal.reopen(by=marek)
    assert (deal.stage, deal.outcome, deal.loss_reason, deal.closing_note) == ("rfq", "open", "", "")
    assert deal.closed_at is None
    version = deal.version
    deal.reopen(by=marek)
    assert deal.version == version, "an open deal stays as it is"


def test_a_lost_deal_keeps_its_reason(deal: Opportunity, marek: User) -> None:
    deal.lose(by=marek, reason="timing")
    with pytest.raises(ValidationError):
        deal.change({"loss_reason": ""}, by=marek)


def test_the_dialog_loses_the_deal(deal: Opportunity, marek: User, client: Client) -> None:
    client.force_login(marek)
    asked = client.get(f"/opportunities/{deal.pk}/lose", headers={"HX-Request": "true"})
    assert "loss_reason" in asked.content.decode()
    refused = client.post(f"/opportunities/{deal.pk}/lose", {"loss_reason": ""}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    done = client.post(f"/opportunities/{deal.pk}/lose", {"loss_reason": "timing"}, headers={"HX-Request": "true"})
    said = json.loads(done.headers["HX-Trigger"])
    assert {"moved", "close-dialog", "toast"} <= said.keys()
    deal.refresh_from_db()
    assert deal.loss_reason == "timing"


def test_the_dialog_wins_the_deal_without_script_too(deal: Opportunity, marek: User, client: Client) -> None:
    client.force_login(marek)
    answer = client.post(f"/opportunities/{deal.pk}/win", {"win_reason": "speed", "amount": "1000"})
    assert answer.status_code == 302
    deal.refresh_from_db()
    assert (deal.outcome, deal.win_reason, deal.amount) == ("won", "speed", Decimal(1000))


def test_the_dialog_of_winning_asks_why_and_lets_nobody_pass_without_it(
    deal: Opportunity, marek: User, client: Client
) -> None:
    client.force_login(marek)
    page = client.get(f"/opportunities/{deal.pk}/win")
    asked = page.context["form"]
    assert '<option value=""></option>' in page.content.decode() and " selected" not in page.content.decode()
    assert asked.inputs["win_reason"].required and not asked.inputs["closing_note"].required
    refused = client.post(f"/opportunities/{deal.pk}/win", {"win_reason": "", "amount": "1000"})
    assert refused.status_code == 422 and refused.context["form"].inputs["win_reason"].errors
    deal.refresh_from_db()
    assert (deal.outcome, deal.amount) == ("open", Decimal(900))


def test_the_competitor_must_be_one_that_the_reader_sees(
    deal: Opportunity, petra: User, tomas: User, client: Client
) -> None:
    hidden = Account(name="Of the service", owner=tomas).create(by=tomas)
    mine = Opportunity(name="Mine", account=deal.account, owner=petra).create(by=petra)
    client.force_login(petra)
    answer = client.post(f"/opportunities/{mine.pk}/lose", {"loss_reason": "price", "lost_to": hidden.pk})
    assert answer.status_code == 422
    mine.refresh_from_db()
    assert mine.outcome == "open"


def test_a_dialog_opened_in_a_new_tab_stands_in_a_page(bistro: Account, petra: User, client: Client) -> None:
    deal = Opportunity(name="<script>three()</script> & more", account=bistro, owner=petra).create(by=petra)
    client.force_login(petra)
    address = f"/opportunities/{deal.pk}/lose"
    page = client.get(address, headers={"Sec-Fetch-Dest": "document"}).content.decode()
    assert (
        "<script>three" not in page
        and "&lt;script&gt;three()&lt;/script&gt; &amp; more" in page.partition("</title>")[0]
    )
    assert page.startswith("<!doctype html>") and 'class="nav"' in page and 'name="loss_reason"' in page
    assert "<!doctype" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
