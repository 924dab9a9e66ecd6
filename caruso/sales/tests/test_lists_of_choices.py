"""Reasons and units are lists that an administrator changes; records keep what they have, by values that never change."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.kernel.models.organisation import Organisation, forget_organisation
from caruso.sales.choice_lists import as_shown
from caruso.sales.einvoice import codes
from caruso.sales.models import Lead, Opportunity, Product, Quote, QuoteLine
from caruso.sales.models.choice_list import LISTS, ChoiceList
from caruso.sales.tests.offers import draft
from caruso.screens.tests.importing import brought_in, outcomes

LANGUAGES = ("en", "pl", "cs")


@pytest.fixture
def office(anna: User) -> Client:
    browser = Client()
    browser.force_login(anna)
    return browser


def rows(name: str) -> list[dict[str, Any]]:
    """A list as its page shows it."""
    return as_shown(LISTS[name])


def save(office: Client, name: str, wanted: list[dict[str, Any]], **more: str) -> Any:
    data: dict[str, Any] = {
        "choice-value": [one.get("value", "") for one in wanted],
        "choice-archived": ["yes" if one.get("archived") else "" for one in wanted],
        **more,
    }
    if any("code" in one for one in wanted):
        data["choice-code"] = [one.get("code", "") for one in wanted]
    data |= {f"choice-{code}": [one["labels"].get(code, "") for one in wanted] for code in LANGUAGES}
    return office.post(f"/office/choices/{name}", data, follow=True)


def added(name: str, english: str, **labels: str) -> list[dict[str, Any]]:
    return [*rows(name), {"labels": {"en": english, **labels}}]


def without(name: str, value: str) -> list[dict[str, Any]]:
    return [one for one in rows(name) if one["value"] != value]


def archive(office: Client, name: str, value: str) -> None:
    save(office, name, [{**one, "archived": one.get("archived") or one["value"] == value} for one in rows(name)])


def deal_of(person: User, **values: Any) -> Opportunity:
    account = Account(name="Bistro", owner=person).create(by=person)
    return Opportunity(name="Two machines", account=account, owner=person, **values).create(by=person)


def test_a_reason_of_the_firms_own_is_chosen_shown_found_and_told_to_programs(office: Client, petra: User) -> None:
    answer = save(office, "loss_reasons", added("loss_reasons", "Missing feature", pl="Brak funkcji"))
    assert answer.status_code == 200
    deal, browser = deal_of(petra), Client()
    browser.force_login(petra)
    assert "Missing feature" in browser.get(f"/opportunities/{deal.pk}/lose").content.decode()
    browser.post(f"/opportunities/{deal.pk}/lose", {"loss_reason": "missing_feat"})
    deal.refresh_from_db()
    assert (deal.outcome, deal.loss_reason) == ("lost", "missing_feat")
    found = browser.get("/opportunities/", {"where": 'loss_reason = "Missing feature"', "columns": "name,loss_reason"})
    assert "Two machines" in found.content.decode() and "Missing feature" in found.content.decode()
    assert browser.get(f"/api/v1/opportunities/{deal.pk}").json()["loss_reason"] == "missing_feat"
    assert "Missing feature" in browser.get(f"/opportunities/{deal.pk}").content.decode()
    assert "Missing feature" in browser.get("/insight/pipeline").content.decode()
    petra.language = "pl"
    petra.save()
    assert "Brak funkcji" in browser.get(f"/opportunities/{deal.pk}").content.decode()


def test_what_nobody_renamed_stays_translated_and_what_somebody_did_is_called_so(office: Client) -> None:
    wanted = rows("loss_reasons")
    assert (wanted[0]["labels"]["en"], wanted[0]["labels"]["pl"]) == ("price", "cena")
    wanted[0]["labels"]["en"] = "too dear"
    save(office, "loss_reasons", wanted)
    kept = {one["value"]: one["labels"] for one in ChoiceList.objects.get().choices}
    assert kept["price"] == {"en": "too dear"} and not any(kept[value] for value in kept if value != "price")
    said = []
    for code in LANGUAGES:
        with translation.override(code):
            said.append(str(dict(LISTS["loss_reasons"].offered)["price"]))
    assert said == ["too dear", "cena", "cena"]
    assert "price" in dict(LISTS["win_reasons"].offered)
    changes = Event.objects.get(object="sales.choicelist").data["changes"]["choices"]
    assert changes[0] == [] and changes[1][0]["labels"] == {"en": "too dear"}


def test_the_order_of_the_list_is_the_order_offered(office: Client) -> None:
    save(office, "units", list(reversed(rows("units"))))
    assert next(iter(dict(LISTS["units"].offered))) == "package"
    assert Product().unit == "piece"


def test_an_archived_reason_stays_where_it_is_and_is_offered_no_more(office: Client, petra: User) -> None:
    deal = deal_of(petra)
    deal.lose(by=petra, reason="timing")
    other = deal_of(petra)
    archive(office, "loss_reasons", "timing")
    browser = Client()
    browser.force_login(petra)
    assert 'value="timing"' not in browser.get(f"/opportunities/{other.pk}/lose").content.decode()
    assert browser.post(f"/opportunities/{other.pk}/lose", {"loss_reason": "timing"}).status_code == 422
    page = browser.get(f"/opportunities/{deal.pk}").content.decode()
    assert "timing" in page
    assert 'value="timing" selected' in browser.get(f"/opportunities/{deal.pk}/edit").content.decode()
    listed = browser.get("/opportunities/", {"where": 'loss_reason = "timing"'}).content.decode()
    assert listed.count("Two machines") and "is not on offer" not in listed
    assert "timing" in browser.get("/insight/pipeline").content.decode()


def test_what_is_used_rests_and_what_nobody_has_goes_away(office: Client, petra: User) -> None:
    save(office, "disqualifying_reasons", [*added("disqualifying_reasons", "Too far"), {"labels": {"en": "Too small"}}])
    lead = Lead(company="Far", owner=petra).create(by=petra)
    lead.disqualify(by=petra, reason="too_far")
    kept = [one for one in rows("disqualifying_reasons") if one["value"] not in ("too_far", "too_small", "spam")]
    answer = save(office, "disqualifying_reasons", kept)
    assert "2 stay in the list" in answer.content.decode()
    assert {value for value, _label in LISTS["disqualifying_reasons"].retired} == {"too_far", "spam"}
    assert "too_small" not in {one["value"] for one in rows("disqualifying_reasons")}
    lead.refresh_from_db()
    assert lead.get_reason_display() == "Too far"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (lambda: added("win_reasons", "Speed"), "“speed” is there twice."),
        (lambda: [{**one, "archived": True} for one in rows("win_reasons")], "Leave at least one to choose."),
        (lambda: [{"value": "price", "labels": {}}, *rows("win_reasons")[1:]], "Please fill this in."),
    ],
    ids=["twice", "none", "nameless"],
)
def test_a_list_that_helps_nobody_is_refused_and_what_was_typed_stays(office: Client, wanted: Any, said: str) -> None:
    answer = save(office, "win_reasons", wanted())
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ChoiceList.objects.exists()


def test_two_who_change_a_list_at_a_time_do_not_undo_each_other(office: Client) -> None:
    page = office.get("/office/choices/units").content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    mine = added("units", "pallet")
    assert save(office, "units", added("units", "tonne"), seen=seen).status_code == 200
    answer = save(office, "units", mine, seen=seen)
    assert answer.status_code == 422 and 'value="pallet"' in answer.content.decode()
    assert "tonne" in dict(LISTS["units"].offered) and "pallet" not in dict(LISTS["units"].offered)


def test_only_who_administers_comes_in(client: Client, cast: list[User], anna: User) -> None:
    for person in cast:
        client.force_login(person)
        told = client.get("/office/choices/units").status_code
        assert told == (200 if person == anna else 403)
        if person != anna:
            assert save(client, "units", added("units", "pallet")).status_code == 403
    assert client.get("/office/choices", follow=True).status_code == 403 and not ChoiceList.objects.exists()
    client.force_login(anna)
    assert client.get("/office/choices/sources").status_code == 404


def test_lines_and_papers_know_a_unit_of_the_firms_own(
    office: Client, anna: User, petra: User, bistro: Account
) -> None:
    save(office, "units", added("units", "pallet", cs="paleta"))
    beans = Product(name="Beans", unit="pallet", price=Decimal(900), owner=petra).create(by=petra)
    quote: Quote = draft(bistro, petra)
    office.force_login(anna)
    made = {"lines": [{"product": beans.pk, "quantity": 2}]}
    answer = office.generic(
        "PATCH", f"/api/v1/quotes/{quote.pk}", json.dumps(made), "application/json", headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200, answer.content
    [line] = answer.json()["lines"]
    assert line["unit"] == "pallet"
    with translation.override("cs"):
        assert QuoteLine.objects.get(pk=line["id"]).get_unit_display() == "paleta"
    assert (codes.unit("pallet"), codes.unit("hour")) == ("ZZ", "HUR")
    archive(office, "units", "pallet")
    editor = office.get(f"/quotes/{quote.pk}/lines").content.decode()
    assert '<option value="pallet" selected>' in editor
    # It comes back as it was read; a new line cannot have it.
    same = {"lines": [{"id": line["id"], "unit": "pallet"}]}
    send = {"content_type": "application/json", "headers": {"If-Match": '"2"'}}
    assert office.patch(f"/api/v1/quotes/{quote.pk}", json.dumps(same), **send).status_code == 200
    new = {"lines": [{"description": "Cups", "unit": "pallet"}]}
    send["headers"] = {"If-Match": '"3"'}
    assert office.patch(f"/api/v1/quotes/{quote.pk}", json.dumps(new), **send).status_code == 422


def test_a_unit_of_the_firms_own_gets_the_code_that_e_invoices_know(office: Client) -> None:
    answer = save(office, "units", [*rows("units"), {"labels": {"en": "Euro pallet"}, "code": "XPX"}])
    assert answer.status_code == 200
    assert codes.unit("euro_pal") == "XPX" and codes.unit("hour") == "HUR"
    page = office.get("/office/choices/units").content.decode()
    assert '<option value="XPX" selected>Pallet (XPX)</option>' in page and page.count("selected>Mutually") == 0
    # Another change leaves it, and what is archived keeps it for the lines that have it.
    save(office, "units", [*rows("units"), {"labels": {"en": "Crate"}, "code": ""}])
    assert (codes.unit("euro_pal"), codes.unit("crate")) == ("XPX", "ZZ")
    archive(office, "units", "euro_pal")
    assert codes.unit("euro_pal") == "XPX"
    event = Event.objects.filter(object="sales.choicelist").latest("pk")
    assert "XPX" in json.dumps(event.changes)


def test_no_other_code_is_taken_and_those_of_the_house_stay(office: Client) -> None:
    assert save(office, "units", [*rows("units"), {"labels": {"en": "Crate"}, "code": "<x>"}]).status_code == 422
    assert not ChoiceList.objects.exists()
    save(office, "units", [{**one, "code": "XPX"} for one in rows("units")])
    assert codes.unit("hour") == "HUR"
    reasons = office.get("/office/choices/loss_reasons").content.decode()
    assert "choice-code" not in reasons
    with translation.override("pl"):
        assert str(dict(LISTS["units"].coding.offered.choices)["XPX"]) == "paleta"


def test_an_export_writes_labels_that_an_import_and_programs_understand(office: Client, anna: User) -> None:
    save(office, "units", added("units", "Euro pallet"))
    Product(name="Beans", unit="euro_pal", owner=anna).create(by=anna)
    answer = office.get("/products/export", {"format": "csv", "columns": "name,unit"})
    written = b"".join(answer).decode("utf-8-sig")
    assert "Beans" in written and "Euro pallet" in written
    run = brought_in("Name,Unit\nCups,Euro pallet\n", anna, "products", name="products.csv")
    assert [outcome for _row, outcome, *_rest in outcomes(run)] == ["created"]
    assert Product.objects.get(name="Cups").unit == "euro_pal"
    told = office.get("/api/v1/products/schema").json()["fields"]
    [unit] = [one for one in told if one["name"] == "unit"]
    assert {"value": "euro_pal", "label": "Euro pallet"} in unit["choices"]


def test_other_processes_follow_and_a_list_page_asks_nothing_more(office: Client, petra: User) -> None:
    deal_of(petra).lose(by=petra, reason="timing")
    address = "/opportunities/?columns=name,loss_reason,win_reason"
    office.get(address)

    def questions() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            office.get(address)
        return [one["sql"] for one in asked.captured_queries]

    before = len(questions())
    save(office, "loss_reasons", added("loss_reasons", "Missing feature"))
    office.get(address)
    assert len(questions()) == before and not any("choicelist" in sql for sql in questions())
    # Another process: the row and the version change, nobody tells this one.
    row = ChoiceList.objects.get()
    row.choices[-1]["labels"]["en"] = "Lacks something"
    ChoiceList.objects.filter(pk=row.pk).update(choices=row.choices)
    Organisation.objects.update(schema_version=987_654)
    forget_organisation()
    assert "Lacks something" in [str(label) for _value, label in LISTS["loss_reasons"].offered]
