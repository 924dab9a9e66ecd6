"""The demo has a large deal whose yes is waited for, so that whoever looks around sees how that goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from caruso.customers.models import Account, Activity, Contact
from caruso.customers.seeds.chapters import Setting
from caruso.customers.seeds.staff import hire
from caruso.kernel.models import Event, Notification, User
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.models import Approval, Delivery, Opportunity, Product, Stage, Suggestion
from caruso.sales.models.pipeline import schema_changed
from caruso.sales.seeds import catalogue, deals, orders

pytestmark = pytest.mark.django_db


def test_a_large_deal_waits_for_the_manager(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deals, "DEALS", 0)
    people = hire()
    petra, marek = people["petra"], people["marek"]
    account = Account(name="Kawiarnia", language="pl", currency="PLN", owner=petra).create(by=petra)
    contact = Contact(first_name="Ewa", account=account, owner=petra).create(by=petra)
    deals.tell(Setting(timezone.now(), people, [account], [contact]))
    deal = Opportunity.objects.get()
    approval = Approval.objects.get()
    assert (deal.stage, approval.state, approval.approver) == ("rfq", "asked", marek)
    assert Notification.objects.get(kind="approval_asked").person == marek
    client.force_login(marek)
    assert f'action="/approvals/{approval.pk}/decide"' in client.get(f"/opportunities/{deal.pk}").content.decode()
    assert approval.subject in client.get("/").content.decode()


def test_guidance_speaks_the_language_of_its_reader_until_it_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deals, "DEALS", 0)
    people = hire()
    petra, admin = people["petra"], people["admin"]
    account = Account(name="Kavárna", language="cs", currency="CZK", owner=petra).create(by=petra)
    contact = Contact(first_name="Eva", account=account, owner=petra).create(by=petra)
    deals.tell(Setting(timezone.now(), people, [account], [contact]))
    address = f"/opportunities/{Opportunity.objects.get().pk}"

    def page(person: User) -> str:
        browser = Client()
        browser.force_login(person)
        return browser.get(address).content.decode()

    assert "Answer within two working days" in page(admin) and "Price list of machines" in page(admin)
    czech = page(petra)
    assert "Odpovězte do dvou pracovních dnů" in czech and "Ceník kávovarů" in czech
    assert "Ověřit dodací lhůtu kávovarů" in czech and "Projít s vedoucím" in czech
    Stage.objects.filter(code="rfq").update(advice="Reply today.")
    schema_changed()
    assert "Reply today." in page(petra)


def test_a_suggestion_planned_in_one_language_is_not_suggested_again_in_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deals, "DEALS", 0)
    people = hire()
    account = Account(name="Kavárna", language="cs", currency="CZK", owner=people["petra"]).create(by=people["petra"])
    contact = Contact(first_name="Eva", account=account, owner=people["petra"]).create(by=people["petra"])
    deals.tell(Setting(timezone.now(), people, [account], [contact]))
    deal, wanted = Opportunity.objects.get(), Suggestion.objects.get(stage__code="rfq")
    browser = Client()
    browser.force_login(people["petra"])
    browser.post(f"/opportunities/{deal.pk}/plan/{wanted.pk}")
    assert Activity.objects.filter(subject="Ověřit dodací lhůtu kávovarů").exists()
    browser.force_login(people["admin"])
    assert "Check the delivery time" not in browser.get(f"/opportunities/{deal.pk}").content.decode()


def test_deliveries_leave_and_arrive_in_the_days_after_their_order() -> None:
    people, now = hire(), timezone.now()
    petra = people["petra"]
    accounts = [Account(name=f"Kavárna {at}", currency="EUR", owner=petra).create(by=petra) for at in range(5)]
    catalogue.tell(Setting(now, people, accounts, []))
    orders.tell(Setting(now, people, accounts, []))
    gone = Delivery.objects.exclude(shipped_at=None).select_related("order")
    assert len(gone) > 5
    for delivery in gone:
        ordered = delivery.order.created_at
        assert ordered < delivery.created_at < delivery.shipped_at <= ordered + timedelta(days=5), delivery
        assert delivery.delivered_at is None or delivery.shipped_at <= delivery.delivered_at <= now
    told = Event.objects.filter(object="sales.delivery", kind="shipped", record__in=[one.pk for one in gone])
    assert told.exists() and not told.filter(at__gte=now).exists()


def test_the_catalogue_is_told_in_the_language_of_the_firm() -> None:
    with translation.override("pl"):
        catalogue.tell(Setting(timezone.now(), hire("pl"), [], []))
    cups = Product.objects.get(sku="CUP-E")
    assert (cups.name, cups.category.name) == ("Filiżanki do espresso, 6 szt.", "Filiżanki i kubki")
    assert current_organisation().language == "pl"
