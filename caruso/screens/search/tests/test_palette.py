"""The palette and the page of results, through the browser's door."""

import pytest
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def text(client: Client, address: str, **given: str) -> str:
    response = client.get(address, given)
    assert response.status_code == 200
    return response.content.decode()


def test_the_palette_offers_records_with_the_found_part_marked(page: Client, anna: User) -> None:
    contact = Contact(first_name="Jan", last_name="Łódzki", job_title="<script>").create(by=anna)
    shown = text(page, "/search", q="lodz")
    assert f'href="/contacts/{contact.pk}"' in shown
    assert "Jan <mark>Łódz</mark>ki" in shown
    assert "<script>" not in shown


def test_the_palette_offers_pages_and_things_to_do(page: Client) -> None:
    assert 'href="/contacts/"' in text(page, "/search", q="conta")
    assert 'href="/contacts/new"' in text(page, "/search", q="new cont")


def test_the_palette_offers_only_what_one_may_do(client: Client, jan: User, stranger: User) -> None:
    client.force_login(jan)
    assert "/contacts/new" not in text(client, "/search", q="new")
    client.force_login(stranger)
    assert "/contacts/" not in text(client, "/search", q="contacts")


def test_with_nothing_typed_the_palette_shows_what_one_worked_on(page: Client, anna: User, jan: User) -> None:
    mine = Account(name="Mine").create(by=anna)
    Account(name="Somebody's").create(by=jan)
    shown = text(page, "/search", q="")
    assert f"/accounts/{mine.pk}" in shown
    assert "Somebody" not in shown


def test_nothing_found_says_so(page: Client) -> None:
    assert "Nothing found for “&lt;xyzzy&gt;”" in text(page, "/search", q="<xyzzy>")


def test_the_page_groups_by_object_and_can_be_narrowed(page: Client, anna: User) -> None:
    account = Account(name="Nowak").create(by=anna)
    contact = Contact(first_name="Jan", last_name="Nowak").create(by=anna)
    both = text(page, "/search/results", q="nowak")
    assert f"/accounts/{account.pk}" in both and f"/contacts/{contact.pk}" in both
    narrowed = text(page, "/search/results", q="nowak", **{"in": "contacts"})
    assert f"/accounts/{account.pk}" not in narrowed and f"/contacts/{contact.pk}" in narrowed


def test_the_page_gives_only_what_was_found_to_htmx(page: Client, anna: User) -> None:
    Account(name="Nowak").create(by=anna)
    response = page.get("/search/results", {"q": "nowak"}, headers={"HX-Request": "true"})
    assert b"<html" not in response.content and b"Nowak" in response.content


def test_a_lookup_answers_with_options(page: Client, anna: User) -> None:
    account = Account(name='Nowak "&" Sons').create(by=anna)
    shown = text(page, "/accounts/lookup", q="now")
    assert f'data-value="{account.pk}"' in shown
    assert "Nowak &quot;&amp;&quot; Sons" in shown


def test_a_lookup_of_what_one_may_not_see_does_not_exist(client: Client, stranger: User) -> None:
    client.force_login(stranger)
    assert client.get("/accounts/lookup", {"q": "a"}).status_code == 404


def test_the_palette_takes_few_queries(page: Client, anna: User, django_assert_max_num_queries: object) -> None:
    Account(name="Nowak").create(by=anna)
    page.get("/search", {"q": "nowak"})
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page.get("/search", {"q": "nowak"})
