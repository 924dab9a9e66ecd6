"""Views: kept, shared, changed and removed by whom they belong to."""

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.screens.saved_views.models import SavedView

pytestmark = pytest.mark.django_db


def keep(client: Client, user: User, address: str, **values: str) -> SavedView:
    client.force_login(user)
    answer = client.post("/accounts/views/new", {"address": address, "name": "Mine", **values})
    view = SavedView.objects.latest("pk")
    assert answer["Location"].endswith(f"?view={view.pk}")
    return view


def test_a_view_keeps_the_address_and_shows_it_again(client: Client, petra: User) -> None:
    small = Account(name="Small", size=1, owner=petra).create(by=petra)
    Account(name="Large", size=9, owner=petra).create(by=petra)
    view = keep(client, petra, "/accounts/?where=size+%3C+5&sort=-name&columns=name,city&after=abc&view=0")
    assert view.parameters == {"where": "size < 5", "sort": "-name", "columns": "name,city"}
    page = client.get(f"/accounts/?view={view.pk}")
    assert [row.pk for row in page.context["page"].rows] == [small.pk]
    assert [field.name for field in page.context["query"].columns] == ["name", "city"]
    assert page.context["query"].sort == "-name" and not page.context["query"].changed


def test_what_the_address_says_goes_before_the_view(client: Client, petra: User) -> None:
    Account(name="Large", size=9, owner=petra).create(by=petra)
    view = keep(client, petra, "/accounts/?where=size+%3C+5&sort=-name")
    assert client.get(f"/accounts/?view={view.pk}").context["page"].rows == []
    page = client.get(f"/accounts/?view={view.pk}&where=&sort=name")
    assert len(page.context["page"].rows) == 1 and page.context["query"].changed


def test_the_last_condition_of_a_view_can_be_taken_away(client: Client, petra: User) -> None:
    Account(name="Large", size=9, owner=petra).create(by=petra)
    view = keep(client, petra, "/accounts/?where=size+%3C+5")
    [chip] = client.get(f"/accounts/?view={view.pk}").context["chips"]
    without = client.get(chip.remove)
    assert len(without.context["page"].rows) == 1 and without.context["chips"] == []
    assert without.context["query"].view == view


def test_keeping_changes_keeps_the_rest_of_the_view(client: Client, petra: User) -> None:
    view = keep(client, petra, "/accounts/?where=size+%3C+5&columns=name")
    client.post(f"/accounts/views/{view.pk}/update", {"address": f"/accounts/?view={view.pk}&sort=name&columns="})
    view.refresh_from_db()
    assert view.parameters == {"where": "size < 5", "sort": "name"}
    copy = keep(client, petra, f"/accounts/?view={view.pk}&sort=-name", name="Copy")
    assert copy.parameters == {"where": "size < 5", "sort": "-name"}


@pytest.mark.parametrize(
    ("shared", "seen_by"), [("private", []), ("team", ["marek"]), ("all", ["marek", "jan"]), ("forged", [])]
)
def test_a_view_is_shown_to_whom_it_is_shared_with(
    client: Client, petra: User, marek: User, jan: User, shared: str, seen_by: list[str]
) -> None:
    view = keep(client, petra, "/accounts/?where=size+%3C+5", shared=shared)
    for name, person in (("marek", marek), ("jan", jan)):
        client.force_login(person)
        page = client.get(f"/accounts/?view={view.pk}")
        assert (page.context["query"].view == view) is (name in seen_by)
        assert (view in page.context["views"]) is (name in seen_by)


def test_only_its_owner_changes_a_view(client: Client, petra: User, marek: User, anna: User) -> None:
    view = keep(client, petra, "/accounts/?sort=name", shared="all")
    own = keep(client, petra, "/accounts/?sort=name")
    client.force_login(marek)
    for verb in ("update", "remove"):
        assert client.post(f"/accounts/views/{view.pk}/{verb}", {"address": "?sort=-name"}).status_code == 403
        assert client.post(f"/accounts/views/{own.pk}/{verb}").status_code == 404
        assert client.post(f"/contacts/views/{view.pk}/{verb}").status_code == 404
    view.refresh_from_db()
    assert view.parameters == {"sort": "name"} and SavedView.objects.count() == 2
    client.force_login(anna)
    assert client.post(f"/accounts/views/{view.pk}/remove").status_code == 302, "an administrator tidies shared ones"
    assert list(SavedView.objects.all()) == [own]


def test_widths_are_kept_in_ones_own_view_or_among_ones_preferences(client: Client, petra: User, marek: User) -> None:
    view = keep(client, petra, "/accounts/?sort=name", shared="all")
    client.post("/accounts/views/width", {"field": "name", "width": "99999", "view": view.pk})
    view.refresh_from_db()
    assert view.widths == {"name": 1200}
    client.force_login(marek)
    client.post("/accounts/views/width", {"field": "name", "width": "240", "view": view.pk})
    view.refresh_from_db()
    marek.refresh_from_db()
    assert view.widths == {"name": 1200} and marek.preferences["widths"] == {"customers.account": {"name": 240}}
    for wrong in ({"field": "forged", "width": "10"}, {"field": "name", "width": "²"}, {"field": "name"}):
        assert client.post("/accounts/views/width", wrong).status_code == 400
