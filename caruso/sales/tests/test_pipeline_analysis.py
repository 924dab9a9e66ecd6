"""The pipeline: conversion and speed of stages, why deals end, and the way from each figure to its deals."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales import drawing
from caruso.sales.insight.pipeline import endings, flows, velocity
from caruso.sales.insight.scope import Whose
from caruso.sales.models import Opportunity, Pipeline
from caruso.sales.rules.periods import Period

NOW = datetime(2026, 11, 13, 12, tzinfo=UTC)
QUARTER = Period("quarter", date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def begun(account: Account, owner: User, days: int, **values: str) -> Opportunity:
    deal = Opportunity(account=account, owner=owner, amount=Decimal(100), currency="EUR", **{"name": "Deal", **values})
    deal.created_at = NOW - timedelta(days=days)
    return deal.create(by=owner)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_stages_tell_who_went_on_how_fast_and_who_stays(bistro: Account, petra: User) -> None:
    for days, after in ((30, 10), (20, 16)):
        begun(bistro, petra, days).enter("identification", by=petra, at=NOW - timedelta(days=days - after))
    begun(bistro, petra, 9).lose(by=petra, reason="budget", at=NOW - timedelta(days=5))
    begun(bistro, petra, 70)
    first = flows(petra, Whose(), QUARTER, NOW)[0]
    assert (first.count, first.went_on, first.average_days) == (3, pytest.approx(2 / 3), 10)
    assert (first.open, first.old) == (1, 1)


def test_velocity_is_what_open_deals_bring_in_a_week(bistro: Account, petra: User) -> None:
    assert velocity(flows(petra, Whose(), QUARTER, NOW), endings(petra, Whose(), QUARTER)).a_week is None
    for days in (20, 20):
        begun(bistro, petra, days).win(by=petra, at=NOW - timedelta(days=days - 14))
    begun(bistro, petra, 14).lose(by=petra, reason="timing", at=NOW)
    begun(bistro, petra, 14).lose(by=petra, reason="budget", at=NOW)
    begun(bistro, petra, 3)
    found = velocity(flows(petra, Whose(), QUARTER, NOW), endings(petra, Whose(), QUARTER))
    assert (found.open, found.win_rate, found.average_won, found.days) == (1, 0.5, 100, 14)
    assert found.a_week == 25
    assert "€25" in entered(petra).get("/insight/pipeline?period=2026-Q4").content.decode()


def test_reasons_and_sources_are_of_the_deals_that_ended(
    bistro: Account, petra: User, tomas: User, marek: User
) -> None:
    rival = Account(name="Kaffa", owner=petra).create(by=petra)
    begun(bistro, petra, 30, source="fair").win(by=petra, reason="service", at=NOW)
    begun(bistro, petra, 30, source="fair").lose(by=petra, reason="price", to=rival, at=NOW)
    begun(bistro, tomas, 30, source="web").lose(by=tomas, reason="budget", at=NOW)
    begun(bistro, petra, 200).lose(by=petra, reason="timing", at=NOW - timedelta(days=100))
    mine, all_of_them = endings(petra, Whose(), QUARTER), endings(marek, Whose(), QUARTER)
    assert (mine.won, mine.lost, all_of_them.lost) == (1, 1, 2)
    assert mine.sources["fair"].win_rate == 0.5 and "web" not in mine.sources
    assert mine.loss_reasons.keys() == {"price"} and mine.winners[rival.pk].count == 1
    page = entered(petra).get("/insight/pipeline?period=2026-Q4")
    assert "Kaffa" in page.content.decode()
    for table in page.context["tables"]:
        for row in table["rows"]:
            assert ">Deal<" in entered(petra).get(row["address"]).content.decode(), row["address"]


def test_rivals_and_reasons_that_one_may_not_see_are_not_named(bistro: Account, petra: User, tomas: User) -> None:
    rival = Account(name="Kaffa", owner=tomas).create(by=tomas)
    deal = begun(bistro, petra, 30)
    deal.lose(by=petra, reason="budget", at=NOW)
    Opportunity.objects.filter(pk=deal.pk).update(lost_to=rival)
    page = entered(petra).get("/insight/pipeline?period=2026-Q4").content.decode()
    assert "Kaffa" not in page and "somebody else" in page
    role = petra.roles.get()
    role.rights["sales.opportunity"] = {**role.rights["*"], "fields": {"loss_reason": "hidden"}}
    role.save()
    assert "no budget" not in entered(petra).get("/insight/pipeline?period=2026-Q4").content.decode()


def test_strangers_have_no_such_page(stranger: User, petra: User) -> None:
    assert entered(stranger).get("/insight/pipeline").status_code == 404
    begun(Account(name="A", owner=petra).create(by=petra), petra, 9, source='"<b>\\').lose(by=petra, reason="budget")
    page = entered(petra).get("/insight/pipeline?whose=x&pipeline=y")
    assert page.status_code == 200 and "<b>" not in page.content.decode()
    address = next(
        row["address"] for table in page.context["tables"] for row in table["rows"] if "source" in row["address"]
    )
    assert entered(petra).get(address).status_code == 200


def test_of_several_pipelines_one_is_shown_with_its_own_velocity(bistro: Account, petra: User, anna: User) -> None:
    drawing.save_pipeline(Pipeline(name="Second"), by=anna)
    for values in ({}, {"pipeline": "second"}):
        begun(bistro, petra, 20, **values).win(by=petra, at=NOW - timedelta(days=6))
        begun(bistro, petra, 3, **values)
    found = {}
    for code in ("", "second"):
        page = entered(petra).get(f"/insight/pipeline?period=2026-Q4&pipeline={code}")
        named = [flow.stage.pipeline.code for flow, _now, _old in page.context["flows"]]
        found[code] = (set(named), page.context["velocity"].days, page.context["velocity"].open)
    assert found == {"": ({"new-business"}, 14, 1), "second": ({"second"}, 14, 1)}
    page = entered(petra).get("/insight/pipeline?period=2026-Q4").content.decode()
    assert "pipeline=second" in page and "All pipelines" not in page


def test_a_forecast_of_several_pipelines_says_whose_stage_it_is(bistro: Account, petra: User, anna: User) -> None:
    alone = entered(petra).get("/insight/forecast?period=2026-Q4").content.decode()
    assert "New business: " not in alone
    drawing.save_pipeline(Pipeline(name="Second"), by=anna)
    page = entered(petra).get("/insight/forecast?period=2026-Q4")
    names = [str(row["stage"]) for row in page.context["stages"]]
    assert len(set(names)) == len(names) == 10 and "Second: Initiation" in names
    narrowed = entered(petra).get("/insight/forecast?period=2026-Q4&pipeline=second")
    assert str(next(iter(narrowed.context["stages"]))["stage"]) == "Initiation"


def test_sources_are_told_in_the_readers_language(bistro: Account, petra: User) -> None:
    deal = begun(bistro, petra, 9, source="website", source_detail="Chat of the shop")
    deal.lose(by=petra, reason="budget", at=NOW)
    browser = entered(petra)
    for language, word in (("en", "our website"), ("pl", "nasza strona"), ("cs", "naše stránky")):
        headers = {"Accept-Language": language}
        for address in (f"/opportunities/{deal.pk}", "/insight/pipeline?period=2026-Q4"):
            said = browser.get(address, headers=headers).content.decode().lower()
            assert word in said and ">website<" not in said
    assert "Chat of the shop" in browser.get(f"/opportunities/{deal.pk}").content.decode()


def test_free_words_about_a_source_are_kept_beside_it(bistro: Account, petra: User) -> None:
    deals = {words: begun(bistro, petra, 9, source=words) for words in ("Fair", "Cold call", "a friend of Jana", "")}
    sorting = import_module("caruso.sales.migrations.0005_words_about_sources")
    sorting.sort_words(apps, None)
    found = {}
    for words, deal in deals.items():
        deal.refresh_from_db()
        found[words] = (deal.source, deal.source_detail)
    assert found == {
        "Fair": ("fair", ""), "Cold call": ("cold_call", ""), "a friend of Jana": ("other", "a friend of Jana"), "": ("", ""),
    }  # fmt: skip
    sorting.words_again(apps, None)
    assert Opportunity.objects.filter(source="a friend of Jana", source_detail="").exists()
