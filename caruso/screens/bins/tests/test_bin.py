"""Deleted records go to the bin, come back, and are destroyed only from there."""

import pytest
from django.test import Client

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.models import Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(petra: User) -> Account:
    return Account(name="Kavárna", owner=petra).create(by=petra)


def numbers(client: Client, page: str) -> list[int]:
    return [row.pk for row in client.get(page).context["page"].rows]


def test_a_deleted_record_is_in_the_bin_and_nowhere_else(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    client.post(f"/accounts/{account.pk}/delete")
    assert numbers(client, "/accounts/") == [] and numbers(client, "/accounts/bin") == [account.pk]
    for page in ("", "/edit", "/history", "/peek", "/hover", "/timeline"):
        assert client.get(f"/accounts/{account.pk}{page}").status_code == 404, page
    account.refresh_from_db()
    assert account.binned_by == petra and Event.objects.latest("pk").kind == "binned"


def test_it_comes_back_as_it_was(client: Client, petra: User, account: Account) -> None:
    client.force_login(petra)
    client.post(f"/accounts/{account.pk}/delete")
    assert client.post(f"/accounts/{account.pk}/restore")["Location"] == f"/accounts/{account.pk}"
    account.refresh_from_db()
    assert not account.in_bin and account.binned_by is None and account.version == 3
    assert numbers(client, "/accounts/") == [account.pk] and numbers(client, "/accounts/bin") == []
    assert client.post(f"/accounts/{account.pk}/restore").status_code == 404, "only what lies in the bin"


def test_destroying_is_a_right_of_its_own(
    client: Client, petra: User, marek: User, anna: User, account: Account
) -> None:
    contact = Contact(first_name="Jan", account=account, owner=petra).create(by=petra)
    activity = Activity(subject="Call", contact=contact, account=account, owner=petra).create(by=petra)
    client.force_login(anna)
    assert client.post(f"/accounts/{account.pk}/destroy").status_code == 404, "what is alive is not destroyed"
    account.put_in_bin(by=petra)
    for person in (petra, marek):
        client.force_login(person)
        assert client.post(f"/accounts/{account.pk}/destroy").status_code == 403
    assert Account.objects.filter(pk=account.pk).exists()
    client.force_login(anna)
    assert client.post(f"/accounts/{account.pk}/destroy")["Location"] == "/accounts/bin"
    assert not Account.objects.exists() and Event.objects.latest("pk").kind == "destroyed"
    contact.refresh_from_db()
    activity.refresh_from_db()
    assert contact.account_id is None and activity.account_id is None and activity.contact == contact


def test_who_may_not_delete_deletes_nothing(
    client: Client, jan: User, marek: User, stranger: User, petra: User, tomas: User, account: Account
) -> None:
    for person, status in ((jan, 403), (tomas, 403), (stranger, 404)):
        client.force_login(person)
        assert client.post(f"/accounts/{account.pk}/delete").status_code == status
    client.force_login(petra)
    assert client.get(f"/accounts/{account.pk}/delete").status_code == 405
    account.refresh_from_db()
    assert not account.in_bin and account.version == 1
    account.put_in_bin(by=petra)
    client.force_login(jan)
    assert client.post(f"/accounts/{account.pk}/restore").status_code == 403
    client.force_login(tomas)
    assert client.post(f"/accounts/{account.pk}/destroy").status_code == 403


def test_the_bin_shows_the_last_first_page_by_page(client: Client, petra: User) -> None:
    made = [Account(name=f"A{number}", owner=petra).create(by=petra) for number in range(53)]
    for account in made:
        account.put_in_bin(by=petra)
    client.force_login(petra)
    page = client.get("/accounts/bin").context["page"]
    assert [row.pk for row in page.rows] == [account.pk for account in made[:2:-1]]
    rest = client.get(f"/accounts/bin?after={page.after.as_text()}").context["page"]
    assert [row.pk for row in rest.rows] == [account.pk for account in made[2::-1]]
