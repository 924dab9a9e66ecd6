"""The list reads its address: columns, order, words, conditions; and shows nothing rather than too much."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel.conditions import Test, to_url
from caruso.kernel.models import Role, User
from caruso.screens.lists import query as list_query

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> list[int]:
    """The numbers of the rows on the page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [int(number) for number in re.findall(r'<tr data-id="(\d+)"', answer.content.decode())]


def links(client: Client, address: str) -> dict[str, str]:
    """The addresses of the pages before and after."""
    text = client.get(address).content.decode()
    found = re.findall(r'href="([^"]+)" rel="(next|prev)"', text)
    return {rel: href.replace("&amp;", "&") for href, rel in found}


@pytest.fixture
def towns(petra: User) -> dict[str, Account]:
    names = ("Łódź", "Luty", "Žatec", "Zlín", "Čáslav")
    return {
        name: Account(
            name=name, owner=petra, size=index, addresses=[{"city": name}], notes="secret", lifecycle_stage="lost"
        ).create(by=petra)
        for index, name in enumerate(names)
    }


def test_names_stand_in_alphabetical_order_both_ways(client: Client, petra: User, towns: dict[str, Account]) -> None:
    client.force_login(petra)
    order = [towns[name].pk for name in ("Čáslav", "Luty", "Łódź", "Zlín", "Žatec")]
    assert shown(client, "/accounts/?sort=name") == order
    assert shown(client, "/accounts/?sort=-name") == order[::-1]


def test_pages_follow_each_other_and_lead_back(client: Client, petra: User) -> None:
    for number in range(120):
        Account(name=f"Firm {number % 7}", owner=petra).create(by=petra)
    client.force_login(petra)
    address, pages = "/accounts/?sort=name", []
    while address:
        pages.append(shown(client, address))
        last, address = address, links(client, address).get("next", "")
    wanted = list(Account.objects.order_by("sort_name", "pk").values_list("pk", flat=True))
    assert [number for page in pages for number in page] == wanted and len(pages) == 3
    assert shown(client, links(client, last)["prev"]) == pages[1]


def test_only_the_columns_on_show_are_read(client: Client, petra: User, towns: dict[str, Account]) -> None:
    client.force_login(petra)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(shown(client, "/accounts/?columns=name,city")) == 5
    reads = [one["sql"] for one in queries if "customers_account" in one["sql"] and '"sort_name"' in one["sql"]]
    for sql in [one["sql"] for one in queries if 'FROM "customers_account"' in one["sql"]]:
        assert '"notes"' not in sql and '"emails"' not in sql and '"custom"' not in sql
    assert not reads, "the order is by time here, so no sort key is read"


@pytest.mark.parametrize("columns", ["nothing,like,this", ",", "name,name", "notes,custom,binned_at"])
def test_odd_columns_are_survived(client: Client, petra: User, towns: dict[str, Account], columns: str) -> None:
    client.force_login(petra)
    text = client.get(f"/accounts/?columns={columns}").content.decode()
    assert text.count("<th data-field=") == (1 if columns in ("name,name", "notes,custom,binned_at") else 8)


def test_words_and_conditions_narrow_the_list(client: Client, petra: User, towns: dict[str, Account]) -> None:
    client.force_login(petra)
    lodz = [towns["Łódź"].pk]
    assert shown(client, "/accounts/?q=lodz") == lodz
    assert shown(client, "/accounts/?where=size+<+1") == lodz
    assert shown(client, f"/accounts/?filter={to_url(Test('size', '>=', '3'))}&sort=name") == [
        towns["Čáslav"].pk,
        towns["Zlín"].pk,
    ]
    both = f"/accounts/?filter={to_url(Test('size', '>=', '3'))}&where=size+<+4"
    assert shown(client, both) == [towns["Zlín"].pk], "both conditions hold"


@pytest.mark.parametrize("wrong", ["where=nonsense+>", "where=shoe_size+=+4", "filter=xyz", "where=size+=+many"])
def test_a_wrong_condition_shows_a_message_and_no_rows(
    client: Client, petra: User, towns: dict[str, Account], wrong: str
) -> None:
    client.force_login(petra)
    answer = client.get(f"/accounts/?{wrong}")
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert "<tr data-id" not in answer.content.decode()


def test_a_hidden_field_neither_shows_nor_sorts_nor_filters(
    client: Client, petra: User, towns: dict[str, Account]
) -> None:
    role: Any = Role.objects.get(name=f"Role of {petra.name}")
    role.rights["*"]["fields"] = {"city": "hidden"}
    role.save()
    client.force_login(petra)
    usual = shown(client, "/accounts/")
    assert shown(client, "/accounts/?sort=city") == usual == shown(client, "/accounts/?sort=-city")
    text = client.get("/accounts/?columns=city,name").content.decode()
    assert 'data-field="city"' not in text and "sort=city" not in text
    assert shown(client, '/accounts/?where=city+=+"Zlín"') == []


def test_the_count_stops_where_counting_costs(
    client: Client, petra: User, towns: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_query, "COUNTED_TO", 4)
    client.force_login(petra)
    assert client.get("/accounts/").context["query"].count() == (4, False)
    assert "more than 4" in client.get("/accounts/").content.decode()
    assert client.get("/accounts/?where=size+<+2").context["query"].count() == (2, True)


def test_markup_in_values_stays_text(client: Client, petra: User) -> None:
    Contact(first_name="<script>alert(1)</script>", job_title='"><img src=x>', owner=petra).create(by=petra)
    client.force_login(petra)
    text = client.get("/contacts/").content.decode()
    assert "<script>alert" not in text and "<img src=x" not in text and "&lt;script&gt;" in text


def test_columns_are_chosen_in_a_dialog(client: Client, petra: User, towns: dict[str, Account]) -> None:
    client.force_login(petra)
    address = "/accounts/columns?sort=name&where=size+<+2"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"column": ["city", "name", "forged"]})
    assert answer["Location"] == "/accounts/?where=size+%3C+2&sort=name&columns=city%2Cname"
    assert len(shown(client, answer["Location"])) == 2


def test_an_object_one_may_not_see_is_not_there(client: Client, stranger: User, towns: dict[str, Account]) -> None:
    client.force_login(stranger)
    for page in ("", "columns", "filter", "board", "bin"):
        assert client.get(f"/accounts/{page}").status_code == 404
