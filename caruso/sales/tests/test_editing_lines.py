"""All lines of a document are edited on one page, and saved as one change."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account
from caruso.kernel.models import Event, Role, User
from caruso.sales.models import Price, PriceList, Product, Quote, QuoteLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(petra: User) -> Product:
    product = Product(name="Aida", sku="A-2", price=Decimal(900), cost=Decimal(600), currency="EUR", owner=petra)
    return product.create(by=petra)


@pytest.fixture
def quote(petra: User) -> Quote:
    account = Account(name="Teatr Wielki", owner=petra).create(by=petra)
    quote = Quote(account=account, currency="EUR", owner=petra)
    return quote.create(by=petra, lines=[QuoteLine(description="Cups", price=Decimal(10), quantity=Decimal(4))])


@pytest.fixture
def at_door(client: Client, petra: User) -> Client:
    client.force_login(petra)
    return client


def row(key: str, **cells: Any) -> dict[str, Any]:
    return {
        f"{key}-{name}": value
        for name, value in {"quantity": "1", "unit": "piece", "tax_class": "standard", **cells}.items()
    }


def save(
    door: Client, quote: Quote, keys: list[str], *rows: dict[str, Any], version: int | None = None, **more: Any
) -> Any:
    data = {"row": keys, "version": version or quote.version, "discount_percent": "0", **more}
    for one in rows:
        data |= one
    return door.post(f"/quotes/{quote.pk}/lines", data)


def described(quote: Quote) -> list[str]:
    return [line.description for line in quote.lines.all()]


def test_totals_begin_with_the_sum_of_the_lines_only_where_a_discount_follows(at_door: Client, quote: Quote) -> None:
    row_of_lines = "<dt>Lines</dt>"
    assert row_of_lines not in at_door.get(f"/quotes/{quote.pk}").content.decode()
    save(at_door, quote, ["r1"], row("r1", description="Cups", price="10"), discount_percent="5")
    assert row_of_lines in at_door.get(f"/quotes/{quote.pk}").content.decode()


def test_one_save_writes_all_lines_in_their_order_with_totals_and_taxes(at_door: Client, quote: Quote) -> None:
    answer = save(
        at_door, quote, ["r1", "r9", "r0"],
        row("r0", description="Cups", quantity="4", price="10"),
        row("r1", description="Saucers", quantity="2,5", price="1 000,20", discount_percent="10"),
        {"r9-kind": "heading", "r9-heading": "Porcelain"},
    )  # fmt: skip
    assert answer.status_code == 302
    quote.refresh_from_db()
    assert [(line.description, line.section, line.net) for line in quote.lines.all()] == [
        ("Saucers", "", Decimal("2250.45")),
        ("Cups", "Porcelain", Decimal("40.00")),
    ]
    assert (quote.net_total, quote.tax_total) == (Decimal("2290.45"), Decimal("526.80"))
    assert quote.tax_summary == [{"class": "standard", "percent": "23.000", "net": "2290.45", "tax": "526.80"}]
    assert {line.tax_percent for line in quote.lines.all()} == {Decimal(23)}
    assert quote.version == 2
    assert Event.objects.filter(object="sales.quote", record=quote.pk, kind="changed").count() == 1


def test_a_change_that_leaves_the_totals_is_a_change_all_the_same(petra: User, quote: Quote) -> None:
    summary = [{"class": "reduced", "percent": "8.000", "net": "40.00", "tax": "3.20"}]
    [line] = quote.lines.all()
    line.description = "Cups of porcelain"
    assert quote.write_lines([line], by=petra, version=1)
    assert (quote.version, described(quote)) == (2, ["Cups of porcelain"])
    lines = [
        QuoteLine(description="Beans", price=Decimal(20), tax_class="exempt"),
        QuoteLine(description="Milk", price=Decimal(20), tax_class="zero"),
    ]
    quote.write_lines(lines, by=petra)
    before = quote.gross_total
    lines = [QuoteLine(description="Beans", price=Decimal(30), tax_class="zero")]
    lines.append(QuoteLine(description="Milk", price=Decimal(10), tax_class="exempt"))
    quote.write_lines(lines, by=petra)
    stored = Quote.objects.get(pk=quote.pk)
    assert stored.gross_total == before and stored.tax_summary != summary
    assert {one["class"]: one["net"] for one in stored.tax_summary} == {"zero": "30.00", "exempt": "10.00"}
    assert stored.version == 4
    told = Event.objects.filter(object="sales.quote", record=quote.pk).latest("pk")
    assert [line["description"] for line in told.data["lines"]] == ["Beans", "Milk"]


def test_saving_what_is_there_already_is_no_change(petra: User, quote: Quote) -> None:
    assert not quote.write_lines(list(quote.lines.all()), by=petra, version=1)
    assert Quote.objects.get(pk=quote.pk).version == 1


def test_lines_keep_their_numbers_and_no_line_of_another_document_is_taken(petra: User, quote: Quote) -> None:
    other = Quote(account=quote.account, currency="EUR").create(by=petra, lines=[QuoteLine(description="Theirs")])
    [mine], [theirs] = quote.lines.all(), other.lines.all()
    forged = QuoteLine(pk=theirs.pk, description="Forged")
    quote.write_lines([QuoteLine(pk=mine.pk, description="Cups"), forged], by=petra)
    assert quote.lines.first().pk == mine.pk
    assert described(other) == ["Theirs"] and described(quote) == ["Cups", "Forged"]


def test_the_second_of_two_people_sees_what_the_first_saved_and_keeps_what_was_typed(
    at_door: Client, quote: Quote, marek: User
) -> None:
    quote.write_lines([QuoteLine(description="Theirs", price=Decimal(7))], by=marek)
    answer = save(at_door, quote, ["r0"], row("r0", description="Mine", price="5"), version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page and 'value="Mine"' in page and 'name="version" value="2"' in page
    assert described(quote) == ["Theirs"]
    assert save(at_door, quote, ["r0"], row("r0", description="Mine", price="5"), version=2).status_code == 302
    assert described(quote) == ["Mine"]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [("quantity", "many"), ("quantity", "-1"), ("price", "1e400"), ("price", "NaN"), ("discount_percent", "101"),
     ("unit", "ell"), ("tax_class", "secret"), ("description", ""), ("product", "999999"), ("product", "x'--")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_cell_and_nothing_is_lost(
    at_door: Client, quote: Quote, cell: str, typed: str
) -> None:
    answer = save(at_door, quote, ["r0"], row("r0", **{"description": "Typed", "price": "3", cell: typed}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="r0-{cell}-error"' in page
    assert described(quote) == ["Cups"] and Quote.objects.get(pk=quote.pk).version == 1


@pytest.mark.parametrize("typed", ["0", "0.00001"])
def test_a_line_of_nothing_is_refused_beside_its_quantity(at_door: Client, quote: Quote, typed: str) -> None:
    answer = save(at_door, quote, ["r0"], row("r0", description="Saucers", quantity=typed, price="10"))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="r0-quantity-error"' in page and described(quote) == ["Cups"]


def test_amounts_that_no_column_holds_are_refused(at_door: Client, quote: Quote) -> None:
    answer = save(at_door, quote, ["r0"], row("r0", description="Gold", quantity="1000000", price="999999999999"))
    assert answer.status_code == 422 and described(quote) == ["Cups"]


def test_a_product_fills_its_line_also_by_its_code_alone(at_door: Client, quote: Quote, machine: Product) -> None:
    save(at_door, quote, ["r0", "r1"], row("r0", product=machine.pk, quantity="2"), row("r1", find="a-2"))
    assert [(one.description, one.price, one.cost) for one in quote.lines.all()] == [("Aida", 900, 600)] * 2
    quote.refresh_from_db()
    assert (quote.net_total, quote.margin) == (Decimal(2700), Decimal(900))


def test_every_button_works_as_a_plain_form(at_door: Client, quote: Quote) -> None:
    rows = row("r0", description="One") | row("r1", description="Two")
    for verb, order in {
        "down:r0": ["r1", "r0"],
        "up:r1": ["r1", "r0"],
        "remove:r0": ["r1"],
        "double:r0": ["r0", "r2", "r1"],
        "add": ["r0", "r1", "r2"],
        "up:r99": ["r0", "r1"],
    }.items():
        page = save(at_door, quote, ["r0", "r1"], rows, do=verb)
        assert page.status_code == 200
        assert [row.key for row in page.context["editor"].rows.rows] == order, verb
    assert described(quote) == ["Cups"]


def test_live_totals_write_nothing(at_door: Client, quote: Quote) -> None:
    data = {"row": ["r0"], "do": "reckon", "version": 1, **row("r0", description="Beans", quantity="3", price="7")}
    page = at_door.post(f"/quotes/{quote.pk}/lines", data, headers={"HX-Request": "true"}).content.decode()
    assert 'id="line-totals"' in page and "21.00" in page and "<form" not in page
    assert described(quote) == ["Cups"]


def test_costs_and_discounts_follow_the_rights_of_the_document(
    client: Client, petra: User, quote: Quote, machine: Product
) -> None:
    [role] = Role.objects.filter(people=petra)
    role.rights["sales.quote"] = {
        **role.rights["*"],
        "fields": {"cost_total": "hidden", "margin": "hidden", "discount_percent": "read"},
    }
    role.save()
    client.force_login(petra)
    page = client.get(f"/quotes/{quote.pk}/lines").content.decode()
    assert "-cost" not in page and "Margin" not in page
    save(client, quote, ["r0"], row("r0", product=machine.pk, cost="1", discount_percent="50"), discount_percent="90")
    [line] = quote.lines.all()
    quote.refresh_from_db()
    assert (line.cost, line.discount_percent, quote.discount_percent) == (600, 0, 0)
    assert "Margin" not in client.get(f"/quotes/{quote.pk}").content.decode()


def test_a_discount_given_elsewhere_brings_the_totals_along(petra: User, quote: Quote) -> None:
    quote.change({"discount_percent": Decimal(50)}, by=petra)
    stored = Quote.objects.get(pk=quote.pk)
    assert (stored.net_total, stored.discount_total, stored.gross_total) == (20, 20, Decimal("24.60"))


def test_lines_are_edited_only_where_the_document_may_be(client: Client, quote: Quote, jan: User, tomas: User) -> None:
    for person, status in ((jan, 403), (tomas, 403)):
        client.force_login(person)
        assert client.get(f"/quotes/{quote.pk}/lines").status_code == status
        assert save(client, quote, ["r0"], row("r0", description="Mine")).status_code == status
    assert described(quote) == ["Cups"]


def test_other_objects_have_no_lines(client: Client, anna: User, quote: Quote) -> None:
    client.force_login(anna)
    assert client.get(f"/accounts/{quote.account_id}/lines").status_code == 404


def test_a_price_from_a_list_follows_the_quantity_and_a_typed_one_stays(
    at_door: Client, quote: Quote, machine: Product, petra: User
) -> None:
    lists = PriceList(name="Wholesale", currency="EUR", owner=petra).create(by=petra)
    Price(price_list=lists, product=machine, price=Decimal(800), from_quantity=Decimal(10), owner=petra).create(
        by=petra
    )
    save(at_door, quote, ["r0", "r1"], row("r0", product=machine.pk), row("r1", product=machine.pk))
    first, second = quote.lines.all()
    page = at_door.get(f"/quotes/{quote.pk}/lines").context["editor"].rows.rows
    assert [one.get("offered") for one in page] == ["900", "900"]
    typed = {"product": machine.pk, "filled": machine.pk, "offered": "900", "description": "Aida", "quantity": "10"}
    save(
        at_door, quote, ["r0", "r1"],
        row("r0", number=first.pk, price="900", **typed), row("r1", number=second.pk, price="850", **typed), version=2,
    )  # fmt: skip
    assert [line.price for line in quote.lines.all()] == [800, 850]


def test_numbers_stand_in_fields_as_the_reader_writes_them(at_door: Client, quote: Quote, petra: User) -> None:
    quote.write_lines([QuoteLine(description="Beans", price=Decimal("1234.5"))], by=petra)
    User.objects.filter(pk=petra.pk).update(language="cs")
    assert 'value="1234,5"' in at_door.get(f"/quotes/{quote.pk}/lines").content.decode()


def test_fifty_lines_cost_as_many_questions_as_two(at_door: Client, quote: Quote, machine: Product) -> None:
    asked = []
    for count in (1, 2, 50):
        # The first request of a session asks for more; other quantities give each save every line to write.
        rows = [row(f"r{at}", product=machine.pk, quantity=str(at + len(asked) + 1)) for at in range(count)]
        version = Quote.objects.get(pk=quote.pk).version
        with CaptureQueriesContext(connection) as captured:
            save(at_door, quote, [f"r{at}" for at in range(count)], *rows, version=version)
        asked.append(len(captured))
        assert quote.lines.count() == count
    assert max(asked) <= 40, asked
    assert asked[1] == asked[2], "a document of many lines asks as often as one of few"
