"""The templates for lines of business come with formulas, roll-ups and screens, in three languages, and come only once."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.objects.blueprints import NAMES, blueprint
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.comparing import compare
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db
LANGUAGES = {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_comes_with_formulas_roll_ups_and_screens(name: str, anna: User, office: Client) -> None:
    model = blueprint(name).model
    apply(model, by=anna)
    assert compare(model) == [] and compare(read(written(present()))) == []
    fields = [
        one for of in (*(one.fields for one in model.objects.values()), *model.extended.values()) for one in of.values()
    ]
    assert {"formula", "roll_up"} <= {one.kind for one in fields}
    assert {"record", "list", "board"} <= {face for _object, face, _role in model.screens}
    for one in fields:
        assert set(one.labels) == LANGUAGES and set(one.help) in ({"en"}, LANGUAGES, set()), one.name
    for screen in model.screens.values():
        titled = [*screen.content.get("sections", ()), *screen.content.get("panels", ())]
        assert all(set(one["labels"]) == LANGUAGES for one in titled if "labels" in one)
    for object, face, _role in model.screens:
        screen = screen_of(object)
        made: Any = screen.model(name="Żuraw", owner=anna).create(by=anna)
        addresses = {"record": screen.record_url(made.pk), "list": screen.list_url, "board": screen.url("board")}
        assert office.get(addresses[face]).status_code == 200, addresses[face]


def test_outages_under_way_are_added_up_on_the_account(anna: User) -> None:
    apply(blueprint("utilities").model, by=anna)
    account = Account(name="Waterworks", owner=anna).create(by=anna)
    point = _make("connection_point", anna, account=account.pk)
    for state in ("under_way", "under_way", "over"):
        _make("outage", anna, connection_point=point.pk, outage_state=state)
    meter = _make("meter", anna, connection_point=point.pk)
    day = timezone.localdate() - timedelta(days=3)
    _make("reading", anna, meter=meter.pk, read_on=day)
    assert _value("customers.account", account, "outages_under_way") == 2
    assert _value("objects.meter", meter, "days_since_reading") == 3


def test_views_are_counted_on_the_account_and_packages_run_out(anna: User) -> None:
    apply(blueprint("publishing_portal").model, by=anna)
    account = Account(name="Paper", owner=anna).create(by=anna)
    package = _make("listing_package", anna, account=account.pk, listings_included=3)
    for state, views in (("published", 100), ("draft", 20)):
        _make("listing", anna, account=account.pk, listing_package=package.pk, listing_state=state, views_counted=views)
    assert _value("customers.account", account, "listing_views") == 120
    assert _value("objects.listing_package", package, "listings_left") == 2


def _make(name: str, anna: User, **values: Any) -> Any:
    screen = screen_of(f"objects.{name}")
    record = screen.model(name=name.capitalize(), owner=anna)
    for field, value in values.items():
        record.put(field, value)
    return record.create(by=anna)


def _value(key: str, record: Any, field: str) -> Any:
    found = type(record).objects.get(pk=record.pk)
    return screen_of(key).object.field(field).value_of(found)
