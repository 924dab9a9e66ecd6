"""A quote is no way around the yes that its deal needs; once it is sent, the deal goes on with it."""

from decimal import Decimal
from typing import Any

from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales import drawing
from caruso.sales.from_quote import order_for
from caruso.sales.models import Approval, ApprovalPolicy, Opportunity, Order, Pipeline, Quote, Stage
from caruso.sales.models.pipeline import schema_changed
from caruso.sales.tests.large_deals import large
from caruso.sales.tests.offers import MACHINE, draft, sent


def worth(amount: int) -> dict[str, Any]:
    return {**MACHINE, "quantity": Decimal(1), "price": Decimal(amount)}


def send(client: Client, quote: Quote, **data: str) -> Any:
    return client.post(f"/quotes/{quote.pk}/send", {"email": "", **data})


def test_a_quote_of_a_deal_that_waits_for_its_yes_is_not_sent(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    quote = draft(bistro, petra, opportunity=deal)
    client.force_login(petra)
    assert "Review with the senior manager" in client.get(f"/quotes/{quote.pk}/send").content.decode()
    refused = send(client, quote)
    assert refused.status_code == 422 and "Marek" in refused.content.decode()
    quote.refresh_from_db()
    assert (quote.state, quote.links.count()) == ("draft", 0)
    Approval.objects.get().approve(by=marek)
    assert send(client, quote).status_code == 200
    deal.refresh_from_db()
    assert deal.stage == "quoted", "a deal goes on with its quote"


def test_the_larger_amount_counts_and_its_yes_is_asked_for_where_the_quote_is_sent(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra, 1_000)
    deal.enter("rfq", by=petra)
    quote = draft(bistro, petra, worth(60_000), opportunity=deal, currency="EUR")
    client.force_login(petra)
    assert "Ask for approval" in client.get(f"/quotes/{quote.pk}/send").content.decode()
    assert send(client, quote).status_code == 422
    for _twice in range(2):
        send(client, quote, do="ask")
    approval = Approval.objects.get()
    assert (approval.approver, approval.amount, approval.currency) == (marek, Decimal(1_500_000), "CZK")
    deal.refresh_from_db()
    deal.change({"next_step": "Wait"}, by=petra)
    approval.refresh_from_db()
    assert approval.state == "asked", "the quote still needs it"
    approval.approve(by=marek)
    assert send(client, quote).status_code == 200


def test_a_yes_for_less_is_asked_for_anew(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra)
    deal.enter("rfq", by=petra)
    Approval.objects.get().approve(by=marek)
    quote = draft(bistro, petra, worth(1_300_000), opportunity=deal)
    client.force_login(petra)
    assert send(client, quote).status_code == 422
    send(client, quote, do="ask")
    assert Approval.objects.get(state="asked").amount == 1_300_000


def test_a_stage_that_asks_for_more_holds_up_the_deal_and_not_the_quote(
    bistro: Account, petra: User, client: Client
) -> None:
    Stage.objects.filter(code="quoted").update(required_fields=["close_date"])
    schema_changed()
    deal = large(bistro, petra)
    quote = draft(bistro, petra, opportunity=deal)
    client.force_login(petra)
    answer = send(client, quote)
    assert answer.status_code == 200 and "expected close" in answer.content.decode()
    deal.refresh_from_db()
    quote.refresh_from_db()
    assert (deal.stage, quote.state) == ("initiation", "sent")
    event = Event.objects.get(object="sales.opportunity", record=deal.pk, kind="stayed")
    assert "expected close" in event.data["note"]


def test_a_deal_of_somebody_else_and_one_further_on_stay_where_they_are(
    bistro: Account, petra: User, marek: User
) -> None:
    theirs, ahead = large(bistro, marek), large(bistro, petra)
    ahead.enter("quoted", by=petra)
    for deal in (theirs, ahead):
        sent(draft(bistro, petra, opportunity=deal), petra)
        deal.refresh_from_db()
    assert (theirs.stage, ahead.stage) == ("initiation", "quoted")
    assert Event.objects.get(kind="stayed").record == theirs.pk


def test_an_order_is_no_way_around_the_yes(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra, 1_000)
    quote = draft(bistro, petra, opportunity=deal)
    sent(quote, petra)
    quote.accept(by=petra)
    deal.refresh_from_db()
    deal.change({"amount": Decimal(1_200_000)}, by=petra)
    client.force_login(petra)
    for posted in ({}, {"win": "on"}):
        refused = client.post(f"/quotes/{quote.pk}/order", posted)
        assert refused.status_code == 422 and "Review with the senior manager" in refused.content.decode()
    assert not Order.objects.exists()
    Approval.objects.get().approve(by=marek)
    assert client.post(f"/quotes/{quote.pk}/order", {}).status_code == 302
    assert Order.objects.count() == 1


def test_winning_at_a_small_amount_first_does_not_help(
    policy: ApprovalPolicy, bistro: Account, petra: User, marek: User, client: Client
) -> None:
    deal = large(bistro, petra, 1_000)
    quote = draft(bistro, petra, worth(1_200_000), opportunity=deal)
    quote.send(by=petra)
    quote.accept(by=petra)
    deal.win(by=petra)
    client.force_login(petra)
    client.post(f"/opportunities/{deal.pk}/order")
    assert not Order.objects.exists()
    client.post(f"/quotes/{quote.pk}/order", {"do": "ask"})
    Approval.objects.get(amount=1_200_000).approve(by=marek)
    assert order_for(quote, by=petra).net_total == 1_200_000


def test_a_copied_pipeline_knows_where_sent_quotes_lead(bistro: Account, petra: User, anna: User) -> None:
    drawing.save_pipeline(Pipeline(name="Druga"), by=anna)
    deal = Opportunity(
        name="Second", account=bistro, owner=petra, currency="CZK", pipeline=Pipeline.objects.get(name="Druga").code
    ).create(by=petra)
    sent(draft(bistro, petra, opportunity=deal), petra)
    deal.refresh_from_db()
    assert (deal.pipeline, deal.stage) == ("druga", "quoted-2")
