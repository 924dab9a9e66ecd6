"""The matrix of a role, and seeing as it."""

import pytest
from django.urls import reverse

from caruso.kernel.access.rights import RIGHTS
from caruso.kernel.models import Role, User
from caruso.ui.office.matrix import rows_of

pytestmark = pytest.mark.django_db
ACCOUNT = "customers.account"


@pytest.fixture
def reader(cast):
    return Role.objects.get(name="Reader")


def shown(role):
    """What the browser sends when nothing is changed."""
    answers = {"name": role.name, "description": role.description, "version": role.version}
    for row in rows_of(role.rights):
        answers.update({cell.name: cell.chosen for cell in row.cells})
        if row.own:
            answers[f"{row.object}-own"] = "on"
    return answers


def test_saving_the_matrix_unchanged_changes_nothing(office, reader):
    before = reader.rights
    office.post(reverse("office:role", args=[reader.pk]), shown(reader))
    assert Role.objects.get(pk=reader.pk).rights == before


def test_a_changed_line_becomes_the_objects_own(office, reader):
    office.post(reverse("office:role", args=[reader.pk]), {**shown(reader), f"{ACCOUNT}-edit": "team"})
    assert Role.objects.get(pk=reader.pk).rights == {"*": {"view": "all"}, ACCOUNT: {"view": "all", "edit": "team"}}


def test_a_line_that_is_no_more_ticked_follows_the_first(office, reader):
    reader.rights = {"*": {"view": "all"}, ACCOUNT: {"view": "own"}}
    reader.save()
    answers = shown(reader)
    del answers[f"{ACCOUNT}-own"]
    office.post(reverse("office:role", args=[reader.pk]), answers)
    assert Role.objects.get(pk=reader.pk).rights == {"*": {"view": "all"}}


def test_nothing_at_all_is_a_right_of_its_own(office, reader, cast):
    answers = {**shown(reader), **{f"{ACCOUNT}-{right}": "none" for right in RIGHTS}}
    office.post(reverse("office:role", args=[reader.pk]), answers)
    assert not User.objects.get(pk=cast.jan.pk).access.may(ACCOUNT, "view")


def test_a_stale_matrix_is_refused_and_kept_on_the_page(office, reader):
    answers = {**shown(reader), "description": "mine", f"{ACCOUNT}-edit": "all"}
    Role.objects.filter(pk=reader.pk).update(version=2, description="theirs")
    page = office.post(reverse("office:role", args=[reader.pk]), answers)
    assert page.status_code == 200 and page.context["form"]["description"].value() == "mine"
    assert "meanwhile" in page.content.decode()
    assert Role.objects.get(pk=reader.pk).description == "theirs"


def test_forged_scopes_are_not_kept(office, reader):
    office.post(reverse("office:role", args=[reader.pk]), {**shown(reader), "*-view": "universe", "*-fly": "all"})
    assert Role.objects.get(pk=reader.pk).rights.get("*", {}).get("view") is None


def test_fields_are_hidden_on_their_own_page(office, reader, cast):
    path = reverse("office:role_fields", args=[reader.pk, ACCOUNT])
    office.post(path, {"version": reader.version, "field-revenue": "hidden", "field-name": "read", "field-x": "hidden"})
    role = Role.objects.get(pk=reader.pk)
    assert role.rights[ACCOUNT] == {"view": "all", "fields": {"revenue": "hidden", "name": "read"}}
    assert User.objects.get(pk=cast.jan.pk).access.field(ACCOUNT, "revenue") == "hidden"
    office.post(reverse("office:role", args=[role.pk]), {**shown(role), f"{ACCOUNT}-edit": "own"})
    assert Role.objects.get(pk=role.pk).rights[ACCOUNT]["fields"] == {"revenue": "hidden", "name": "read"}


def test_seeing_as_a_role_shows_what_it_shows_and_closes_the_office(office, reader, cast):
    office.post(reverse("office:see_as", args=[reader.pk]))
    page = office.get(reverse("office:preferences"))
    access = page.wsgi_request.user.access
    assert access.may(ACCOUNT, "view") and not access.may(ACCOUNT, "edit") and not access.administers
    assert reverse("office:see_as_myself") in page.content.decode()
    assert reverse("office:people") not in page.content.decode()
    assert office.get(reverse("office:people")).status_code == 403
    administrator = Role.objects.get(name="Administrator")
    assert office.post(reverse("office:see_as", args=[administrator.pk])).status_code == 403
    office.post(reverse("office:see_as_myself"))
    assert office.get(reverse("office:people")).status_code == 200


def test_seen_as_an_administrating_role_the_office_stays_closed(office, cast):
    administrator = Role.objects.get(name="Administrator")
    office.post(reverse("office:see_as", args=[administrator.pk]))
    assert office.get(reverse("office:roles")).status_code == 403


def test_only_who_may_do_everything_sees_as_another(cast, enter):
    cast.tomas.roles.set([Role.objects.get(name="Administrator")])
    browser = enter(cast.tomas)
    assert browser.get(reverse("office:roles")).status_code == 200
    assert browser.post(reverse("office:see_as", args=[Role.objects.get(name="Manager").pk])).status_code == 403
    session = browser.session
    session["seen_as"] = Role.objects.get(name="Reader").pk
    session.save()
    assert browser.get(reverse("office:roles")).status_code == 200, "a forged session entry means nothing"


def test_the_roles_of_the_house_are_named_in_the_readers_language_and_keep_their_names(cast, enter):
    role = Role.objects.get(name="Reader")
    cast.anna.language = "pl"
    cast.anna.save()
    browser = enter(cast.anna)
    assert "Przeglądający" in browser.get("/office/roles").content.decode()
    page = browser.get(f"/office/roles/{role.pk}").content.decode()
    assert 'value="Przeglądający"' in page
    browser.post(f"/office/roles/{role.pk}", {"name": "Przeglądający", "description": "", "version": role.version})
    role.refresh_from_db()
    assert (role.name, role.description) == ("Reader", "")
    browser.post(f"/office/roles/{role.pk}", {"name": "Stażysta", "description": "", "version": role.version})
    role.refresh_from_db()
    assert role.name == "Stażysta"
