"""Another pipeline is no way around the yes that a deal owes to its own."""

import json
from decimal import Decimal

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales import drawing
from caruso.sales.models import Approval, ApprovalPolicy, Opportunity, Pipeline, Quote
from caruso.sales.models.pipeline import schema_changed
from caruso.sales.tests.large_deals import large
from caruso.sales.tests.offers import MACHINE, draft


@pytest.fixture
def second(anna: User) -> Pipeline:
    pipeline = Pipeline(name="Second")
    drawing.save_pipeline(pipeline, by=anna)
    return pipeline


def leave(client: Client, deal: Opportunity, **values: str) -> int:
    answer = client.patch(
        f"/api/v1/opportunities/{deal.pk}",
        json.dumps(values),
        content_type="application/json",
        headers={"If-Match": "*"},
    )
    deal.refresh_from_db()
    return answer.status_code


def test_a_deal_that_waits_for_its_yes_stays_in_its_pipeline(
    policy: ApprovalPolicy, second: Pipeline, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    client.force_login(petra)
    doors = {"pipeline": "second"}, {"pipeline": "second", "stage": "rfq-2"}, {"stage": "won-2"}
    for values in (*doors, {"stage": "rfq-2", "amount": "5"}):
        assert leave(client, deal, **values) == 422
    for name, value in (("pipeline", "second"), ("stage", "rfq-2")):
        answer = client.post(f"/opportunities/{deal.pk}/field/{name}", {name: value})
        assert answer.status_code == 422 and "Review with the senior manager" in answer.content.decode()
    deal.refresh_from_db()
    assert (deal.pipeline, deal.stage, deal.amount) == ("new-business", "rfq", 1_200_000)
    Approval.objects.get().refuse(by=marek, reason="Too little margin")
    assert leave(client, deal, pipeline="second") == 422, "a no is no yes"
    client.post(f"/opportunities/{deal.pk}/ask/{policy.pk}")
    Approval.objects.get(state="asked").approve(by=marek)
    assert leave(client, deal, pipeline="second") == 200
    assert (deal.pipeline, deal.stage) == ("second", "initiation-2")


def test_a_deal_that_would_be_asked_about_later_stays_too(
    policy: ApprovalPolicy, second: Pipeline, bistro: Account, petra: User, client: Client
) -> None:
    deal, small = large(bistro, petra), large(bistro, petra, 100)
    draft(bistro, petra, {**MACHINE, "price": Decimal(900_000)}, opportunity=small)
    client.force_login(petra)
    assert leave(client, deal, pipeline="second") == 422
    assert leave(client, small, pipeline="second") == 422, "its quote is as large"
    Quote.objects.get().put_in_bin(by=petra)
    assert leave(client, small, pipeline="second") == 200


def test_who_chooses_another_pipeline_means_its_beginning_or_the_same_end(
    second: Pipeline, bistro: Account, petra: User, client: Client
) -> None:
    deal, lost = large(bistro, petra), large(bistro, petra)
    deal.enter("quoted", by=petra)
    lost.lose(by=petra, reason="budget")
    client.force_login(petra)
    for one in (deal, lost):
        assert leave(client, one, pipeline="second") == 200
    assert (deal.stage, lost.stage, lost.loss_reason) == ("initiation-2", "lost-2", "budget")


def test_a_question_that_the_deal_leaves_behind_is_taken_back(
    policy: ApprovalPolicy, second: Pipeline, bistro: Account, petra: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    policy.condition = 'amount > "90000 USD"'
    policy.save()
    schema_changed()
    client.force_login(petra)
    assert leave(client, deal, pipeline="second") == 200
    assert Approval.objects.get().state == "withdrawn"
