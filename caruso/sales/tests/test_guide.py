"""The guide on top of a deal: the way, what is missing, what is suggested, and what a stage plans by itself."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.sales.models import Interest, KeyPlayer, Milestone, Opportunity, Product, Stage, StageDocument, Suggestion
from caruso.sales.models.pipeline import schema_changed


@pytest.fixture
def deal(bistro: Account, marek: User) -> Opportunity:
    return Opportunity(name="Aria 2", account=bistro, owner=marek, currency="EUR").create(by=marek)


def suggest(code: str, subject: str, **values: object) -> Suggestion:
    made = Suggestion.objects.create(stage=Stage.objects.get(code=code), subject=subject, **values)
    schema_changed()
    return made


def page_of(client: Client, deal: Opportunity) -> str:
    return client.get(f"/opportunities/{deal.pk}").content.decode()


def side_of(client: Client, deal: Opportunity) -> str:
    """What the page asks for once it stands."""
    return client.get(f"/opportunities/{deal.pk}/panels").content.decode()


def test_the_guide_says_what_is_missing_and_takes_it(deal: Opportunity, marek: User, client: Client) -> None:
    Stage.objects.filter(code="identification").update(required_fields=["amount"], entry_condition="amount > 10")
    schema_changed()
    client.force_login(marek)
    page = page_of(client, deal)
    assert 'id="fill-in"' in page and "amount &gt; 10" in page
    address = f"/opportunities/{deal.pk}/fill-in"
    wrong = client.post(address, {"amount": "much"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422 and "much" in wrong.content.decode(), "what was typed stays"
    client.post(address, {"amount": "250"}, headers={"HX-Request": "true"})
    deal.refresh_from_db()
    assert deal.amount == Decimal(250)
    assert "Nothing is missing." in page_of(client, deal)


def test_a_click_plans_what_is_suggested_once(deal: Opportunity, marek: User, client: Client) -> None:
    wanted = suggest("initiation", "Count the cups", kind="call", due_in_days=3, reminder_minutes=30)
    client.force_login(marek)
    assert "Count the cups" in page_of(client, deal)
    client.post(f"/opportunities/{deal.pk}/plan/{wanted.pk}")
    call = Activity.objects.get()
    assert (call.kind, call.owner, call.about_record, call.account_id) == ("call", marek, deal.pk, deal.account_id)
    assert call.due_at - call.reminder_at == timedelta(minutes=30)
    assert abs(call.due_at - timezone.now() - timedelta(days=3)) < timedelta(minutes=1)
    assert "Plan: Count the cups" not in page_of(client, deal)
    deal.refresh_from_db()
    assert deal.next_activity_at == call.due_at


def test_what_another_stage_suggests_is_not_planned(deal: Opportunity, marek: User, client: Client) -> None:
    other = suggest("rfq", "Check the delivery time")
    client.force_login(marek)
    assert client.post(f"/opportunities/{deal.pk}/plan/{other.pk}").status_code == 404
    assert not Activity.objects.exists()


def test_a_stage_plans_by_itself_what_it_shall(deal: Opportunity, marek: User) -> None:
    suggest("quoted", "Ask how it was received", automatic=True, due_in_days=2)
    suggest("quoted", "Send a reference")
    deal.enter("quoted", by=marek)
    assert [one.subject for one in Activity.objects.all()] == ["Ask how it was received"]
    deal.change({"next_step": "Wait"}, by=marek)
    assert Activity.objects.count() == 1


def test_the_guide_costs_the_same_queries_however_much_surrounds_the_deal(
    deal: Opportunity, bistro: Account, marek: User, client: Client
) -> None:
    client.force_login(marek)
    machine = Product(name="Aria 2", price=Decimal(900), owner=marek).create(by=marek)

    def grow(number: int, start: int) -> None:
        contacts = [Contact(last_name=f"Novák {n + start}", account=bistro, owner=marek) for n in range(number)]
        writing.create(contacts, by=marek)
        people = [KeyPlayer(opportunity=deal, contact=one, influence=3, attitude="neutral") for one in contacts]
        days = [Milestone(opportunity=deal, name=f"Day {n}", due_on=timezone.localdate()) for n in range(number)]
        wishes = [Interest(opportunity=deal, product=machine, quantity=n + 1) for n in range(number)]
        for rows in (people, days, wishes):
            for row in rows:
                row.owner = marek
            writing.create(rows, by=marek)

    def queries(part: Callable[[Client, Opportunity], str]) -> int:
        part(client, deal)
        with CaptureQueriesContext(connection) as captured:
            part(client, deal)
        return len(captured)

    grow(2, 0)
    few = queries(page_of), queries(side_of)
    grow(8, 2)
    assert (queries(page_of), queries(side_of)) == few
    assert max(few) <= 20


def test_what_surrounds_a_deal_is_shown_and_summed(
    deal: Opportunity, bistro: Account, marek: User, client: Client
) -> None:
    contact = Contact(last_name="Procházková", account=bistro, owner=marek).create(by=marek)
    KeyPlayer(opportunity=deal, contact=contact, influence=5, attitude="champion", owner=marek).create(by=marek)
    for name, price in (("Aria 2", "900"), ("Basso", "50.50")):
        product = Product(name=name, price=Decimal(price), currency="EUR", owner=marek).create(by=marek)
        Interest(opportunity=deal, product=product, quantity=2, owner=marek).create(by=marek)
    client.force_login(marek)
    deal.change({"currency": "EUR"}, by=marek)
    page = side_of(client, deal)
    assert "Procházková" in page and "<svg" in page
    assert "€1,901.00" in page
    assert "Aria 2" in client.get(f"/accounts/{bistro.pk}").content.decode()


def test_a_document_of_a_stage_is_offered_while_the_deal_is_there(
    deal: Opportunity, marek: User, client: Client
) -> None:
    stage = Stage.objects.get(code="initiation")
    StageDocument.objects.create(stage=stage, title="Tariff of Aria", url="https://example.com/prices")
    client.force_login(marek)
    assert "Tariff of Aria" in page_of(client, deal)
    deal.enter("rfq", by=marek)
    assert "Tariff of Aria" not in page_of(client, deal)
