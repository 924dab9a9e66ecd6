"""What a stage asks for before a deal may enter."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.sales.models import Opportunity, Stage
from caruso.sales.models.pipeline import schema_changed


@pytest.fixture
def deal(bistro: Account, marek: User) -> Opportunity:
    return Opportunity(name="Aria 2", account=bistro, owner=marek, currency="EUR").create(by=marek)


def ask(code: str, **values: object) -> None:
    Stage.objects.filter(code=code).update(**values)
    schema_changed()


def test_required_fields_are_named_and_then_let_through(deal: Opportunity, marek: User) -> None:
    ask("quoted", required_fields=["amount", "contact", "close_date"])
    with pytest.raises(ValidationError) as problem:
        deal.enter("quoted", by=marek)
    said = problem.value.message_dict["stage"][0]
    assert "Quotation sent" in said and "amount" in said and "contact" in said
    ask("quoted", required_fields=["amount"])
    deal.refresh_from_db()
    deal.change({"amount": Decimal(5), "stage": "quoted"}, by=marek)
    assert deal.stage == "quoted", "what is filled in by the same change counts"


def test_an_entry_condition_holds_at_every_door(deal: Opportunity, marek: User, client: Client) -> None:
    ask("rfq", entry_condition="amount > 100")
    client.force_login(marek)
    answer = client.post(f"/opportunities/{deal.pk}/field/stage", {"stage": "rfq"})
    assert answer.status_code == 422 and "amount &gt; 100" in answer.content.decode()
    client.post(f"/opportunities/{deal.pk}/enter", {"stage": "rfq"})
    deal.refresh_from_db()
    assert deal.stage == "initiation"
    deal.change({"amount": Decimal(101)}, by=marek)
    client.post(f"/opportunities/{deal.pk}/enter", {"stage": "rfq"})
    deal.refresh_from_db()
    assert deal.stage == "rfq"


def test_the_way_back_is_always_open_and_giving_up_too(deal: Opportunity, marek: User) -> None:
    deal.enter("rfq", by=marek)
    ask("identification", required_fields=["amount"])
    ask("lost", required_fields=["amount"])
    deal.enter("identification", by=marek)
    deal.lose(by=marek, reason="budget")
    assert deal.outcome == "lost"


def test_a_new_deal_in_a_later_stage_brings_what_that_asks_for(bistro: Account, marek: User) -> None:
    ask("quoted", required_fields=["amount"])
    with pytest.raises(ValidationError):
        Opportunity(name="Late", account=bistro, owner=marek, stage="quoted").create(by=marek)
    assert not Opportunity.objects.exists()
    Opportunity(name="Old", account=bistro, owner=marek, stage="lost").create(by=marek)
    assert Opportunity.objects.get().outcome == "lost", "what has ended elsewhere is history"


def test_a_condition_that_nobody_understands_any_more_stops_nobody(deal: Opportunity, marek: User) -> None:
    ask("rfq", entry_condition="no_such_field = 1")
    deal.enter("rfq", by=marek)
    assert deal.stage == "rfq"


def test_an_unknown_stage_is_refused(deal: Opportunity, marek: User) -> None:
    with pytest.raises(ValidationError):
        deal.enter("nonsense", by=marek)


def test_jumping_over_a_stage_does_not_skip_what_it_asks_for(deal: Opportunity, marek: User, client: Client) -> None:
    ask("identification", entry_condition="amount > 100")
    ask("qualification", required_fields=["contact"])
    client.force_login(marek)
    doors = (
        ("board/move", {"id": deal.pk, "lane": "rfq"}),
        (f"{deal.pk}/field/stage", {"stage": "rfq"}),
    )
    for path, data in doors:
        answer = client.post(f"/opportunities/{path}", data)
        assert answer.status_code == 422
    for step in ("identification", "qualification"):
        assert Stage.objects.get(code=step).name in answer.content.decode()
    deal.refresh_from_db()
    assert deal.stage == "initiation"
    contact = Contact(last_name="Veselá", account=deal.account, owner=marek).create(by=marek)
    deal.change({"contact": contact.pk, "amount": Decimal(101)}, by=marek)
    assert client.post("/opportunities/board/move", {"id": deal.pk, "lane": "rfq"}).status_code == 200
    deal.refresh_from_db()
    assert deal.stage == "rfq"


def test_what_is_won_is_not_held_up_by_a_question_of_an_early_stage(
    deal: Opportunity, marek: User, client: Client
) -> None:
    ask("qualification", required_fields=["contact"])
    client.force_login(marek)
    assert client.post(f"/opportunities/{deal.pk}/win", {"win_reason": "speed"}).status_code < 400
    deal.refresh_from_db()
    assert deal.outcome == "won"


def test_ending_and_opening_again_or_beginning_later_skips_nothing_either(
    deal: Opportunity, bistro: Account, marek: User
) -> None:
    ask("qualification", required_fields=["contact"])
    deal.lose(by=marek, reason="budget")
    with pytest.raises(ValidationError, match="Qualification"):
        deal.enter("rfq", by=marek)
    deal.refresh_from_db()
    deal.reopen(by=marek)
    assert deal.stage == "initiation"
    with pytest.raises(ValidationError, match="Qualification"):
        Opportunity(name="Late", account=bistro, owner=marek, stage="quoted").create(by=marek)


def test_a_stage_that_was_passed_asks_for_nothing_any_more(deal: Opportunity, marek: User) -> None:
    deal.enter("rfq", by=marek)
    ask("qualification", required_fields=["contact"])
    deal.enter("quoted", by=marek)
    assert deal.stage == "quoted"
