"""Whoever has chosen the customer of a deal or quote is offered the people of that customer first."""

import pytest
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


def test_people_of_the_chosen_account_come_first_and_are_told_apart(
    bistro: Account, petra: User, client: Client
) -> None:
    other = Account(name="Browar", owner=petra).create(by=petra)
    Contact(last_name="Novák", first_name="Jan", account=bistro, owner=petra).create(by=petra)
    for first in ("Ewa", "Jan"):
        Contact(last_name="Nowak", first_name=first, account=other, owner=petra).create(by=petra)
    client.force_login(petra)
    asked = f"/contacts/lookup?near=account&number={bistro.pk}"
    text = client.get(f"{asked}&q=").content.decode()
    assert text.index("Jan Novák") < text.index("Others") < text.index("Ewa Nowak")
    assert text.count('data-title="Jan Novák"') == 1
    text = client.get(f"{asked}&q=Jan").content.decode()
    assert text.index("Jan Novák") < text.index("Others") < text.index("Jan Nowak") and "Ewa" not in text
    for odd in ("near=account&number=x", "near=nothing&number=1", "near=name&number=1"):
        assert "Others" not in client.get(f"/contacts/lookup?{odd}").content.decode()
    role = petra.roles.get()
    role.rights["customers.contact"] = {**role.rights["*"], "fields": {"account": "hidden"}}
    role.save()
    assert "Others" not in client.get(asked).content.decode()


def test_the_form_of_a_deal_asks_for_them(petra: User, client: Client) -> None:
    client.force_login(petra)
    for address in ("opportunities", "quotes"):
        assert 'data-url="/contacts/lookup" data-near="account"' in client.get(f"/{address}/new").content.decode()
