"""The demo has a large deal whose yes is waited for, so that whoever looks around sees how that goes."""

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.customers.seeds.chapters import Setting
from caruso.customers.seeds.staff import hire
from caruso.kernel.models import Notification
from caruso.sales.models import Approval, Opportunity
from caruso.sales.seeds import deals

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
