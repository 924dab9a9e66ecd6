"""A form writes what somebody has changed, and leaves alone what its inputs show only in part."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from caruso.customers.models import Activity, Contact
from caruso.kernel.models import Event, User

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 11, 30, 13, 15, 42, tzinfo=UTC)


def test_seconds_stay_where_only_something_else_was_changed(client: Client, petra: User) -> None:
    call = Activity(kind="call", subject="Call back", due_at=DUE, owner=petra).create(by=petra)
    client.force_login(petra)
    mine = {"owner": petra.pk, "team": petra.team_id}
    sent = {**mine, "kind": "call", "subject": "Call them", "due_at": "2026-11-30T14:15", "version": call.version}
    assert client.post(f"/activities/{call.pk}/edit", sent).status_code == 302
    call.refresh_from_db()
    assert (call.subject, call.due_at) == ("Call them", DUE)
    assert set(Event.objects.filter(record=call.pk, kind="changed").get().changes) == {"subject"}

    sent |= {"due_at": "2026-11-30T14:16", "version": call.version}
    assert client.post(f"/activities/{call.pk}/edit", sent).status_code == 302
    call.refresh_from_db()
    assert call.due_at == DUE.replace(minute=16, second=0)


def test_spaces_and_a_choice_that_is_none_stay_until_somebody_changes_them(client: Client, petra: User) -> None:
    contact = Contact(first_name="Ewa", owner=petra).create(by=petra)
    Contact.objects.filter(pk=contact.pk).update(department="  Sales  ", salutation="dr", hobbies="two\nlines")
    client.force_login(petra)
    page = client.get(f"/contacts/{contact.pk}/edit").content.decode()
    assert '<option value="dr" selected>dr</option>' in page
    sent = {
        "owner": petra.pk,
        "team": petra.team_id,
        "first_name": "Eva",
        "department": "  Sales  ",
        "salutation": "dr",
        "hobbies": "two\r\nlines",
        "version": contact.version,
    }
    assert client.post(f"/contacts/{contact.pk}/edit", sent).status_code == 302
    contact.refresh_from_db()
    assert (contact.first_name, contact.department, contact.salutation) == ("Eva", "  Sales  ", "dr")
    assert contact.hobbies == "two\nlines"
    sent |= {"salutation": "", "department": "Purchasing", "version": contact.version}
    assert client.post(f"/contacts/{contact.pk}/edit", sent).status_code == 302
    contact.refresh_from_db()
    assert (contact.department, contact.salutation) == ("Purchasing", "")


def test_another_choice_that_is_none_is_refused(client: Client, petra: User) -> None:
    contact = Contact(first_name="Ewa", owner=petra).create(by=petra)
    client.force_login(petra)
    sent = {"first_name": "Ewa", "salutation": "dr", "version": contact.version}
    assert client.post(f"/contacts/{contact.pk}/edit", sent).status_code == 422
