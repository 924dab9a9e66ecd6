"""Programs read and write the lines of a document together with it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import Role, User
from caruso.sales.models import Product, Quote, QuoteLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(petra: User) -> Quote:
    account = Account(name="Teatr Wielki", owner=petra).create(by=petra)
    lines = [QuoteLine(description="Cups", price=Decimal(10), quantity=Decimal(4), cost=Decimal(3))]
    return Quote(account=account, currency="EUR", owner=petra).create(by=petra, lines=lines)


def send(client: Client, method: str, address: str, data: Any, **headers: str) -> Any:
    return client.generic(method, f"/api/v1/{address}", json.dumps(data), "application/json", headers=headers)


def test_a_document_is_read_with_its_lines(client: Client, petra: User, quote: Quote) -> None:
    client.force_login(petra)
    data = client.get(f"/api/v1/quotes/{quote.pk}").json()
    [line] = data["lines"]
    assert (line["description"], line["price"], line["net"], line["tax_percent"]) == (
        "Cups",
        "10.0000",
        "40.00",
        "23.000",
    )
    assert line["product"] is None and line["cost"] == "3.0000"
    assert "lines" not in client.get("/api/v1/quotes").json()["items"][0]


def test_a_document_is_made_with_its_lines_in_one_request(client: Client, petra: User, quote: Quote) -> None:
    machine = Product(name="Aida", price=Decimal(900), currency="EUR", owner=petra).create(by=petra)
    client.force_login(petra)
    lines = [
        {"product": machine.pk, "quantity": 2},
        {"description": "Transport", "price": "55.50", "discount_percent": 10},
    ]
    answer = send(client, "POST", "quotes", {"account": quote.account_id, "currency": "EUR", "lines": lines})
    assert answer.status_code == 201, answer.content
    data = answer.json()
    assert [line["net"] for line in data["lines"]] == ["1800.00", "49.95"]
    assert data["net_total"] == "1849.95" and data["version"] == 1


def test_lines_are_replaced_with_the_version_that_was_read(client: Client, petra: User, quote: Quote) -> None:
    client.force_login(petra)
    [line] = quote.lines.all()
    lines = [{"description": "Saucers", "price": 1}, {"id": line.pk, "quantity": 5}]
    answer = send(client, "PATCH", f"quotes/{quote.pk}", {"title": "Both", "lines": lines}, **{"If-Match": '"1"'})
    assert answer.status_code == 200, answer.content
    assert [(one.description, one.quantity) for one in quote.lines.all()] == [("Saucers", 1), ("Cups", 5)]
    assert quote.lines.last().pk == line.pk
    quote.refresh_from_db()
    assert (quote.title, quote.net_total, quote.version) == ("Both", 51, 2)
    late = send(client, "PATCH", f"quotes/{quote.pk}", {"lines": []}, **{"If-Match": '"1"'})
    assert late.status_code == 412 and quote.lines.count() == 2


@pytest.mark.parametrize(
    ("lines", "name"),
    [("x", "lines"), ([1], "lines"), ([{"price": 1}], "lines[0].description"),
     ([{"description": "A", "price": "many"}], "lines[0].price"), ([{"description": "A", "net": 3}], "lines[0].net"),
     ([{"description": "A"}, {"description": "B", "quantity": -1}], "lines[1].quantity"),
     ([{"description": "A", "quantity": 0}], "lines[0].quantity"),
     ([{"description": "A", "colour": "red"}], "lines[0].colour"), ([{"product": 99999}], "lines[0].product"),
     ([{"id": "one", "description": "A"}], "lines[0].id")],
)  # fmt: skip
def test_what_is_wrong_in_a_line_is_named(client: Client, petra: User, quote: Quote, lines: Any, name: str) -> None:
    client.force_login(petra)
    answer = send(client, "PATCH", f"quotes/{quote.pk}", {"lines": lines}, **{"If-Match": "*"})
    assert answer.status_code == 422
    assert [fault["name"] for fault in answer.json()["errors"]] == [name]
    assert [line.description for line in quote.lines.all()] == ["Cups"]


def test_hidden_costs_are_no_part_of_lines(client: Client, petra: User, quote: Quote) -> None:
    [role] = Role.objects.filter(people=petra)
    role.rights["sales.quote"] = {**role.rights["*"], "fields": {"cost_total": "hidden"}}
    role.save()
    client.force_login(petra)
    assert "cost" not in client.get(f"/api/v1/quotes/{quote.pk}").json()["lines"][0]
    assert (
        send(
            client, "PATCH", f"quotes/{quote.pk}", {"lines": [{"description": "A", "cost": 1}]}, **{"If-Match": "*"}
        ).status_code
        == 422
    )
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert "cost" not in schemas["QuotesChange"]["properties"]["lines"]["items"]["properties"]


def test_lines_are_described(client: Client, anna: User) -> None:
    client.force_login(anna)
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    read, written = (
        schemas[name]["properties"]["lines"]["items"]["properties"] for name in ("QuotesRecord", "QuotesCreate")
    )
    assert {"id", "net", "tax_percent", "cost", "product"} <= read.keys()
    assert "net" not in written and {"id", "quantity", "product"} <= written.keys()
