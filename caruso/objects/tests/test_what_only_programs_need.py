"""The version of a record is for programs, which send it back: people are not offered it anywhere."""

import csv
import io

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(anna: User, client: Client) -> str:
    key = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna).key
    screen_of(key).model(name="Flooded cellar").create(by=anna)
    client.force_login(anna)
    return key


@pytest.mark.parametrize("slug", ["claims", "accounts"])
def test_lists_and_filters_do_not_offer_it(claims: str, client: Client, slug: str) -> None:
    columns = client.get(f"/{slug}/columns").content.decode()
    assert 'value="name"' in columns and 'value="version"' not in columns
    row = client.get(f"/{slug}/filter_row?prefix=g0-r0")
    asked = client.get(f"/{slug}/filter").content.decode() + row.content.decode()
    assert 'value="version"' not in asked and '.version"' not in asked


def test_exports_of_everything_leave_it_out(claims: str, client: Client) -> None:
    content = b"".join(client.get("/claims/export", {"format": "csv", "all_fields": "1"}))  # type: ignore[arg-type]
    (header, *_rows) = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert "Name" in header and "Version" not in header


def test_the_builder_and_the_settings_of_an_object_do_not_offer_it(claims: str, client: Client) -> None:
    for face in ("record", "list", "form", "peek"):
        page = client.get(f"/office/screens/{claims}/{face}")
        canvas = page.context["canvas"]
        offered = [one.name for zone in canvas.left_out if zone.takes == "field" for one in zone.items]
        assert "version" not in offered, face
        for source in canvas.sources:
            assert "version" not in {name for name, _label in (*source["measured"], *source["grouping"])}
    settings = client.get(f"/office/objects/{claims}/settings").content.decode()
    assert 'value="name"' in settings and 'value="version"' not in settings


def test_programs_still_read_it(claims: str, client: Client) -> None:
    (item,) = client.get("/api/v1/claims", {"where": "version = 1"}).json()["items"]
    assert item["version"] == 1
