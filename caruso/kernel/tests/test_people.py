"""People and teams are administered by administrators, of whom one always stays."""

import threading

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from caruso.kernel.access.roles import RoleChanged, clean_rights, remove_role, save_role
from caruso.kernel.models import Event, Role, Team, User
from caruso.kernel.people.administering import add_person, change_person, set_active
from caruso.kernel.people.beginning import AlreadyBegun, begin
from caruso.kernel.people.invitation import accept, invitation_token, invited_person, send_invitation
from caruso.kernel.people.teams import dissolve_team, save_team

pytestmark = pytest.mark.django_db


def role_administrator(cast):
    """Somebody who administers by a role, not as superuser."""
    cast.tomas.roles.set([Role.objects.get(name="Administrator")])
    return User.objects.get(pk=cast.tomas.pk)


def test_a_person_is_added_with_roles_and_told_in_the_audit_log(cast):
    person = add_person({"email": "Eva@Example.com", "name": "Eva"}, [Role.objects.get(name="Agent")], by=cast.anna)
    assert person.email == "eva@example.com" and not person.has_usable_password()
    event = Event.objects.get(object="kernel.user", record=person.pk)
    assert (event.kind, event.actor, event.data["roles"]) == ("created", cast.anna, ["Agent"])


def test_only_who_administers_may(cast):
    for verb in (
        lambda: add_person({"email": "x@example.com"}, by=cast.marek),
        lambda: change_person(cast.jan, {"name": "X"}, by=cast.marek),
        lambda: set_active(cast.jan, False, by=cast.marek),
        lambda: save_team(Team(name="X"), by=cast.marek),
        lambda: save_role(Role(name="X"), {}, by=cast.marek),
        lambda: send_invitation(cast.jan, "address", by=cast.marek),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert User.objects.filter(is_active=True).count() == 6
    assert not Event.objects.filter(object__startswith="kernel.").exists()


def test_the_last_administrator_stays(cast):
    with pytest.raises(ValidationError):
        set_active(cast.anna, False, by=cast.anna)
    with pytest.raises(ValidationError):
        change_person(cast.anna, {"is_superuser": False}, by=cast.anna)
    assert User.objects.get(pk=cast.anna.pk).is_superuser and User.objects.get(pk=cast.anna.pk).is_active
    eve = role_administrator(cast)
    anna = User.objects.get(pk=cast.anna.pk)
    change_person(anna, {"is_superuser": False}, by=cast.anna)
    role = Role.objects.get(name="Administrator")
    with pytest.raises(ValidationError):
        save_role(role, {"administers": False}, by=eve)
    with pytest.raises(ValidationError):
        change_person(User.objects.get(pk=eve.pk), {}, roles=[], by=eve)
    assert eve.roles.get() == role and Role.objects.get(pk=role.pk).administers


def test_who_administers_by_a_role_cannot_reach_who_may_do_everything(cast):
    tomas = role_administrator(cast)
    for verb in (
        lambda: change_person(cast.jan, {"is_superuser": True}, by=tomas),
        lambda: change_person(cast.anna, {"email": "mine@example.com"}, by=tomas),
        lambda: set_active(cast.anna, False, by=tomas),
        lambda: add_person({"email": "x@example.com", "is_superuser": True}, by=tomas),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert User.objects.get(is_superuser=True).email == "anna@example.com"


def test_a_change_is_told_with_old_and_new(cast):
    change_person(cast.jan, {"team": cast.sales}, [Role.objects.get(name="Agent")], by=cast.anna)
    event = Event.objects.get(object="kernel.user", kind="changed")
    assert event.changes == {"team": [None, cast.sales.pk], "roles": [["Reader"], ["Agent"]]}


def test_an_invitation_sets_the_password_once(cast):
    token = invitation_token(cast.jan)
    assert invited_person(token) == cast.jan
    assert invited_person(token + "x") is None
    with pytest.raises(ValidationError):
        accept(token, "short")
    assert accept(token, "a long enough one") == cast.jan
    assert accept(token, "another long one") is None
    assert User.objects.get(pk=cast.jan.pk).check_password("a long enough one")


def test_an_invitation_expires_and_ends_with_the_person(cast, monkeypatch):
    token = invitation_token(cast.jan)
    monkeypatch.setattr("caruso.kernel.people.invitation.LIFETIME_DAYS", -1)
    assert invited_person(token) is None
    monkeypatch.undo()
    set_active(cast.jan, False, by=cast.anna)
    assert invited_person(token) is None


def test_an_invitation_is_mailed_where_mail_is_set_up(cast, settings):
    assert send_invitation(cast.jan, "http://testserver/invited/token", by=cast.anna)
    assert "http://testserver/invited/token" in mail.outbox[0].body
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not send_invitation(cast.jan, "http://testserver/invited/token", by=cast.anna)


def test_teams_make_no_circle_and_are_dissolved_empty(cast):
    north = Team(name="North", parent=cast.sales)
    save_team(north, by=cast.anna)
    cast.sales.parent = north
    with pytest.raises(ValidationError):
        save_team(cast.sales, by=cast.anna)
    assert Team.objects.get(pk=cast.sales.pk).parent is None
    with pytest.raises(ValidationError):
        dissolve_team(cast.sales, by=cast.anna)
    dissolve_team(north, by=cast.anna)
    assert not Team.objects.filter(name="North").exists()


def test_a_role_changed_meanwhile_is_not_overwritten(cast):
    role = Role.objects.get(name="Reader")
    save_role(role, {"description": "one"}, by=cast.anna, version=1)
    with pytest.raises(RoleChanged):
        save_role(role, {"description": "two"}, by=cast.anna, version=1)
    assert Role.objects.get(pk=role.pk).description == "one"
    with pytest.raises(ValidationError):
        remove_role(role, by=cast.anna)


def test_rights_that_mean_nothing_are_not_kept(cast):
    cleaned = clean_rights(
        {
            "*": {"view": "all", "edit": "none", "fly": "all"},
            "customers.account": {
                "view": "everything",
                "edit": "own",
                "fields": {"name": "read", "revenue": "hidden", "size": "edit", "nothing": "hidden"},
            },
            "no.such": {"view": "all"},
        }
    )
    assert cleaned == {
        "*": {"view": "all"},
        "customers.account": {"edit": "own", "fields": {"name": "read", "revenue": "hidden"}},
    }


def test_the_office_begins_once(db):
    person = begin(
        {"name": "Firm", "currency": "PLN"}, name="Eva", email="eva@example.com", password="long enough", language="pl"
    )
    assert person.is_superuser
    with pytest.raises(AlreadyBegun):
        begin({"name": "Other"}, name="Bad", email="bad@example.com", password="long enough", language="en")
    assert User.objects.count() == 1


def at_once(*works):
    """Run these in threads of their own; what each raised, or None."""
    start, ends = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait()
            work()
            ends.append(None)
        except Exception as problem:
            ends.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_does():
    def beginning(name):
        return lambda: begin(
            {"name": name}, name=name, email=f"{name}@example.com", password="long enough", language="en"
        )

    ends = at_once(*(beginning(name) for name in ("eva", "bob", "joe")))
    assert User.objects.count() == 1
    assert sum(isinstance(end, AlreadyBegun) for end in ends) == 2, ends


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once():
    anna, bob = (User.objects.create_superuser(f"{name}@example.com", "x") for name in ("anna", "bob"))
    ends = at_once(
        lambda: set_active(User.objects.get(pk=anna.pk), False, by=bob),
        lambda: set_active(User.objects.get(pk=bob.pk), False, by=anna),
    )
    assert User.objects.filter(is_active=True).count() == 1
    assert [type(end) for end in ends if end] == [ValidationError], ends
