"""A price list is typed into a grid, and saved whole or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.sales.models import Price, PriceList, Product, Promotion


@pytest.fixture
def beans(anna: User) -> Product:
    return Product(name="Sopran", sku="SOP", price=Decimal(20), currency="EUR", owner=anna).create(by=anna)


@pytest.fixture
def price_list(anna: User, beans: Product) -> PriceList:
    made = PriceList(name="Wholesale", currency="EUR", owner=anna).create(by=anna)
    Price(price_list=made, product=beans, price=Decimal(18), owner=anna).create(by=anna)
    return made


@pytest.fixture
def door(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def prices(price_list: PriceList) -> dict[tuple[str, int], Decimal]:
    live = Price.objects.live().filter(price_list=price_list).select_related("product")
    return {(one.product.name, int(one.from_quantity)): one.price for one in live}


def save(door: Client, price_list: PriceList, **data: Any) -> Any:
    return door.post(f"/price-lists/{price_list.pk}/prices", {"version": price_list.version, **data})


def test_tiers_and_products_are_added_changed_and_taken_out_in_one_save(
    door: Client, price_list: PriceList, beans: Product, anna: User
) -> None:
    cups = Product(name="Cups", sku="CUP", owner=anna).create(by=anna)
    answer = save(
        door, price_list, tier=["1", "10", ""], product=[beans.pk],
        **{f"{beans.pk}-0": "17,50", f"{beans.pk}-1": "16", "new-find": "cup", "new-0": "30"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert prices(price_list) == {("Sopran", 1): Decimal("17.5"), ("Sopran", 10): 16, ("Cups", 1): 30}
    price_list.refresh_from_db()
    save(
        door, price_list, tier=["1", "10"], product=[beans.pk, cups.pk], **{f"{beans.pk}-1": "16", f"{cups.pk}-0": "30"}
    )
    assert prices(price_list) == {("Sopran", 10): 16, ("Cups", 1): 30}
    price_list.refresh_from_db()
    assert price_list.version == 3


@pytest.mark.parametrize(
    ("cells", "where"),
    [({"0": "many"}, "{pk}-0"), ({"0": "-1"}, "{pk}-0"), ({"0": "1", "1": "2"}, "tier-1"), ({"0": "9" * 20}, "{pk}-0")],
)
def test_what_is_wrong_is_said_in_its_place_and_nothing_is_saved(
    door: Client, price_list: PriceList, beans: Product, cells: dict[str, str], where: str
) -> None:
    data = {f"{beans.pk}-{at}": text for at, text in cells.items()}
    answer = save(door, price_list, tier=["1", "1" if "1" in cells else "10"], product=[beans.pk], **data)
    assert answer.status_code == 422
    assert f'id="{where.format(pk=beans.pk)}-error"' in answer.content.decode()
    assert prices(price_list) == {("Sopran", 1): 18}


def test_the_second_of_two_people_is_told(door: Client, price_list: PriceList, beans: Product, anna: User) -> None:
    save(door, price_list, tier=["1"], product=[beans.pk], **{f"{beans.pk}-0": "17"})
    answer = save(door, price_list, tier=["1"], product=[beans.pk], **{f"{beans.pk}-0": "15"})
    assert answer.status_code == 409 and 'value="15"' in answer.content.decode()
    assert prices(price_list) == {("Sopran", 1): 17}


def test_a_condition_that_makes_no_sense_is_refused(door: Client) -> None:
    answer = door.post("/price-lists/new", {"name": "Odd", "currency": "EUR", "customers": "shoe_size > 4"})
    assert answer.status_code == 422 and not PriceList.objects.filter(name="Odd").exists()


def test_only_those_who_may_change_prices_reach_the_grid(
    client: Client, price_list: PriceList, jan: User, petra: User
) -> None:
    for person, status in ((jan, 403), (petra, 404)):
        client.force_login(person)
        assert client.get(f"/price-lists/{price_list.pk}/prices").status_code == status
        assert save(client, price_list, tier=["1"]).status_code == status
    assert prices(price_list) == {("Sopran", 1): 18}


def test_the_customers_are_chosen_by_clicking_on_the_forms_of_price_lists_and_promotions(anna: User) -> None:
    browser = Client()
    browser.force_login(anna)
    built = {"built": "1", "condition-was": "", "condition-text": "", "mode": "all", "g0-mode": "all"}
    row = {"g0-r0-path": "lifecycle_stage", "g0-r0-operator": "in", "g0-r0-value": "loyal"}
    for address, model, rest in (
        ("/price-lists", PriceList, {"currency": "CZK"}),
        ("/promotions", Promotion, {"percent": "5", "currency": "CZK", "from_quantity": "1"}),
    ):
        page = browser.get(f"{address}/new").content.decode()
        assert 'name="g0-r0-path"' in page and 'name="customers"' not in page
        wrong = {"name": "Loyal", **rest, **built, "condition-text": "shoe_size > 4"}
        answer = browser.post(f"{address}/new", wrong)
        assert answer.status_code == 422 and "shoe_size" in answer.content.decode() and not model.objects.exists()
        assert browser.post(f"{address}/new", {"name": "Loyal", **rest, **built, **row}).status_code == 302
        made = model.objects.get()
        assert made.customers == 'lifecycle_stage in ("loyal")'
        page = browser.get(f"{address}/{made.pk}/edit").content.decode()
        assert 'value="lifecycle_stage in (&quot;loyal&quot;)"' in page and 'name="g0-r0-value"' in page
        emptied = {"name": "All", "version": str(made.version), **rest, **built, "condition-was": "x"}
        emptied["condition-text"] = "x"
        assert browser.post(f"{address}/{made.pk}/edit", emptied).status_code == 302
        made.refresh_from_db()
        assert made.customers == ""


def test_promotions_have_one_view_of_all(client: Client, petra: User) -> None:
    client.force_login(petra)
    views = client.get("/promotions/").content.decode().split('class="views"')[1].split("</nav>")[0]
    assert views.count("All</a>") == 1
    assert "Running" in views
