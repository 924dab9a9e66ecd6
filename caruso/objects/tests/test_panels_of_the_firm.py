"""Panels that the firm adds to its pages: numbers, charts, lists, notes and pages of other sites."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account, Contact
from caruso.kernel.defining import add_field as add_custom_field
from caruso.kernel.models import User
from caruso.objects.layouts.home import HOME
from caruso.objects.layouts.panels import make_panel
from caruso.objects.layouts.saving import save_layout
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


def read(kind: str, record: Any, user: User, **settings: str) -> Any:
    return make_panel({"kind": kind, "settings": settings}).context(record, user)


@pytest.fixture
def bistro(anna: User) -> Account:
    return Account(name="Bistro Łódź", owner=anna).create(by=anna)


@pytest.fixture
def claims(anna: User, bistro: Account) -> Any:
    """Three claims of the bistro and one of nobody."""
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(definition.key, "money", {"en": "Amount"}, by=anna)
    add_field(definition.key, "choice", {"en": "Kind"}, by=anna, choices=["Water", "Fire"])
    options = {"target": "customers.account", "reverse": "claims"}
    add_field(definition.key, "relation", {"en": "Account"}, by=anna, options=options)
    model = screen_of(definition.key).model
    for amount, kind, of in (
        (100, "water", bistro.pk),
        (50, "water", bistro.pk),
        (7, "fire", bistro.pk),
        (1, "fire", None),
    ):
        model(name=f"Claim {amount}", amount=amount, currency="EUR", kind=kind, account_id=of).create(by=anna)
    return definition


def test_a_number_counts_and_adds_up_what_belongs_to_the_record(claims: Any, bistro: Account, anna: User) -> None:
    about = {"source": "collection:claims", "field": "amount"}

    assert read("number", bistro, anna, **about, function="count")["shown"] == "3"
    assert "157" in read("number", bistro, anna, **about, function="sum")["shown"]
    assert "150" in read("number", bistro, anna, **about, function="sum", where="kind = water")["shown"]
    assert read("number", bistro, anna, source=f"object:{claims.key}", function="count")["shown"] == "4"


def test_the_list_behind_a_number_has_the_same_records(
    claims: Any, bistro: Account, anna: User, client: Client
) -> None:
    panel = read("number", bistro, anna, source="collection:claims", function="count", where="kind = water")
    client.force_login(anna)

    query = client.get(panel["address"]).context["query"]

    assert query.problem is None and query.count() == (2, True)


def test_a_chart_has_a_bar_for_each_group_with_its_figure(claims: Any, bistro: Account, anna: User) -> None:
    panel = read("chart", bistro, anna, source="collection:claims", function="sum", field="amount", by="kind")

    assert [(bar.label, int(bar.value)) for bar in panel["bars"]] == [("Water", 150), ("Fire", 7)]


@pytest.mark.parametrize("by", ["created_at", "owner", "account"])
def test_a_chart_is_grouped_by_months_people_and_linked_records(
    claims: Any, bistro: Account, anna: User, by: str
) -> None:
    panel = read("chart", None, anna, source=f"object:{claims.key}", function="count", by=by)

    assert sum(bar.value for bar in panel["bars"]) == 4


def test_a_chart_is_grouped_by_a_custom_field(bistro: Account, anna: User) -> None:
    add_custom_field("customers.account", "choice", {"en": "Shop size"}, by=anna, choices=["Small", "Large"])
    bistro.change({"shop_size": "small"}, by=anna)

    panel = read("chart", None, anna, source="object:customers.account", function="count", by="shop_size")

    assert [(bar.label, bar.value) for bar in panel["bars"]] == [("Small", 1)]


def test_panels_tell_nobody_of_records_that_are_not_theirs(
    claims: Any, bistro: Account, anna: User, petra: User, stranger: User
) -> None:
    about = {"source": f"object:{claims.key}", "function": "count", "by": "kind"}
    for kind in ("number", "chart", "records"):
        assert read(kind, None, stranger, **about) is None
    assert read("number", None, petra, **about)["shown"] == "0"
    assert read("chart", None, petra, **about)["bars"] == []
    assert read("records", None, petra, **about)["rows"] == []


def test_panels_tell_nobody_of_fields_that_are_hidden(claims: Any, bistro: Account, jan: User) -> None:
    role = jan.roles.get()
    role.rights["*"]["fields"] = {"amount": "hidden", "kind": "hidden"}
    role.save()
    about = {"source": f"object:{claims.key}"}

    assert read("number", None, jan, **about, function="sum", field="amount") is None
    assert read("number", None, jan, **about, function="count", where="amount > 5") is None
    assert read("chart", None, jan, **about, function="count", by="kind") is None
    assert read("number", None, jan, **about, function="count")["shown"] == "4"


def test_a_panel_about_what_is_gone_is_left_out(bistro: Account, anna: User) -> None:
    for about in ("collection:gone", "object:objects.gone", ""):
        assert read("number", bistro, anna, source=about, function="count") is None
    about = {"source": "object:customers.contact"}
    assert read("number", bistro, anna, **about, function="sum", field="gone") is None
    assert read("chart", bistro, anna, **about, function="count", by="gone") is None
    assert read("number", bistro, anna, **about, function="count", where="gone = 1") is None


def test_pages_of_other_sites_come_only_from_hosts_that_are_allowed(
    bistro: Account, anna: User, client: Client, settings: Any
) -> None:
    settings.WEB_PANEL_HOSTS = ["maps.example.com"]
    shown = read("web", bistro, anna, url="https://maps.example.com/?q={name}")
    assert shown["url"] == "https://maps.example.com/?q=Bistro%20%C5%81%C3%B3d%C5%BA"
    for address in (
        "http://maps.example.com/", "https://evil.example.com/", "https://maps.example.com.evil.example/",
        "https://maps.example.com@evil.example/", "https://maps.example.com:8443/", "javascript:alert(1)",
        "https://maps.example.com\\@evil.example/", "https://{name}/", "//maps.example.com/", "data:text/html,x",
    ):  # fmt: skip
        assert read("web", bistro, anna, url=address) is None, address

    client.force_login(anna)
    assert "frame-src 'self' https://maps.example.com" in client.get("/accounts/").headers["Content-Security-Policy"]


def test_what_a_note_says_is_text_and_nothing_else(anna: User, client: Client) -> None:
    text = "<script>alert(1)</script> https://example.com"
    panel = {"kind": "note", "position": "left", "labels": {"en": "<b>Note"}, "settings": {"text": text}}
    save_layout(HOME, "home", None, {"panels": [panel], "known": []}, by=anna, version=0)
    client.force_login(anna)

    page = client.get("/").content.decode()

    assert "<script>alert" not in page and "<b>Note" not in page
    assert "&lt;script&gt;" in page and 'href="https://example.com"' in page


def test_the_home_page_of_a_role_shows_its_cards_and_others_theirs(anna: User, jan: User, client: Client) -> None:
    Contact(first_name="Jana", last_name="Kolářová").create(by=anna)
    number = {
        "kind": "number", "position": "right", "labels": {"en": "All our people"},
        "settings": {"source": "object:customers.contact", "function": "count"},
    }  # fmt: skip
    known = ["figures", "to_do", "happened", "greetings", "left_alone", "leads_to_call"]
    panels = [{"kind": "shipped", "name": "to_do", "position": "right"}, number]
    save_layout(HOME, "home", jan.roles.get(), {"panels": panels, "known": known}, by=anna, version=0)

    client.force_login(jan)
    arranged = client.get("/").content.decode()
    client.force_login(anna)
    shipped = client.get("/").content.decode()

    assert "All our people" in arranged and "To do" in arranged and "Just happened" not in arranged
    assert "All our people" not in shipped and "Just happened" in shipped


def test_fields_that_are_worked_out_are_not_on_offer_for_panels(claims: Any, bistro: Account, anna: User) -> None:
    options = {"formula": "amount * 2", "result": "decimal"}
    add_field(claims.key, "formula", {"en": "Twice"}, by=anna, options=options)

    panel = read("number", bistro, anna, source="collection:claims", function="sum", field="twice")

    assert panel is None


@pytest.mark.parametrize(
    ("holder", "many"), [(key, many) for key in ("objects.claim", "customers.account") for many in (False, True)]
)
@pytest.mark.parametrize("kind", ["number", "chart", "records"])
def test_a_panel_is_about_what_leads_here_however_the_link_is_kept(
    holder: str, many: bool, kind: str, anna: User, client: Client
) -> None:
    """By a column, by a value of the custom fields, or by a table of links to several."""
    if holder == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    options = {"target": "customers.contact", "reverse": "guarded", "many": many}
    add_field(holder, "relation", {"en": "Guardian"}, by=anna, options=options)
    add_field(holder, "integer", {"en": "Weight"}, by=anna)
    jana, other = (Contact(first_name=name, last_name="Kolářová").create(by=anna) for name in ("Jana", "Ewa"))
    for name, weight, *leads in (("A", 2, jana), ("B", 3, jana, other), ("C", 50, other), ("D", 700)):
        record = screen_of(holder).model(name=name, owner=anna)
        record.put("guardian", [one.pk for one in leads] if many else leads[0].pk if leads else None)
        record.put("weight", weight)
        record.create(by=anna)
    panel = {
        "kind": kind, "position": "side", "labels": {"en": "In her care"},
        "settings": {"source": "collection:guarded", "function": "sum", "field": "weight", "by": "owner"},
    }  # fmt: skip
    save_layout("customers.contact", "record", None, {"panels": [panel], "known": []}, by=anna, version=0)
    client.force_login(anna)

    answer = client.get(f"/contacts/{jana.pk}/panels")

    shown = next(one for one in answer.context["panels"] if one["title"] == "In her care")
    if kind == "number":
        assert shown["shown"] == "5"
    elif kind == "chart":
        assert [int(bar.value) for bar in shown["bars"]] == [5]
    else:
        assert {str(row) for row in shown["rows"]} == {"A", "B"}
    query = client.get(shown["all"] if kind == "records" else shown["address"]).context["query"]
    assert query.problem is None and query.count() == (2, True)


def test_a_panel_that_fails_says_so_in_its_place_and_the_page_stands(
    bistro: Account, anna: User, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number = {
        "kind": "number", "position": "side", "labels": {"en": "All our people"},
        "settings": {"source": "object:customers.contact", "function": "count"},
    }  # fmt: skip
    note = {"kind": "note", "position": "side", "labels": {"en": "Ask Jana"}, "settings": {"text": "Before noon."}}
    save_layout("customers.account", "record", None, {"panels": [number, note], "known": []}, by=anna, version=0)
    home = [{**number, "position": "right"}, {**note, "position": "right"}]
    save_layout(HOME, "home", None, {"panels": home, "known": []}, by=anna, version=0)
    monkeypatch.setattr("caruso.objects.layouts.panels.source.Source.records", lambda *_any: 1 / 0)
    client.force_login(anna)

    for address in (f"/accounts/{bistro.pk}/panels", "/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "All our people" in page.content.decode() and "cannot be shown just now" in page.content.decode()
        assert "Before noon." in page.content.decode()
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError] * 2  # type: ignore[misc]
