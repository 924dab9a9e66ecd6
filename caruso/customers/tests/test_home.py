"""My day: what is to do, whom one has left alone, what just happened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity
from caruso.customers.seeds import story
from caruso.kernel.models import Event, TimelineEntry, User


@pytest.mark.django_db
def test_the_numbers_of_ones_own_day(client: Client, petra: User, marek: User) -> None:
    now = timezone.now()
    for due_at, by in ((now - timedelta(hours=30), petra), (now + timedelta(days=3), petra), (now, marek)):
        Activity(subject="x", due_at=due_at, owner=by).create(by=by)
    Activity(subject="done", due_at=now, done_at=now, owner=petra).create(by=petra)
    client.force_login(petra)
    home = client.get("/").context
    assert (home["overdue"], home["today"], home["done"], len(home["to_do"])) == (1, 0, 1, 2)


@pytest.mark.django_db
def test_accounts_left_alone_are_shown_to_whose_they_are(client: Client, petra: User, marek: User) -> None:
    quiet = Account(name="Quiet", owner=petra).create(by=petra)
    busy = Account(name="Busy", owner=petra).create(by=petra)
    long_ago = timezone.now() - timedelta(days=50)
    for account in (quiet, busy):
        Activity(subject="x", due_at=long_ago, done_at=long_ago, account=account, owner=petra).create(by=petra)
    Activity(subject="next", due_at=timezone.now() + timedelta(days=1), account=busy, owner=petra).create(by=petra)
    client.force_login(petra)
    assert client.get("/").context["left_alone"] == [quiet]
    client.force_login(marek)
    assert client.get("/").context["left_alone"] == []


@pytest.mark.django_db
def test_what_happened_is_told_as_far_as_one_may_see(client: Client, petra: User, anna: User, stranger: User) -> None:
    Account(name="Open", owner=petra).create(by=petra)
    Account(name="Secret", owner=anna).create(by=anna)
    client.force_login(petra)
    text = client.get("/").content.decode()
    assert "Open" in text and "Secret" not in text
    client.force_login(stranger)
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_the_demo_tells_a_story_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "ACCOUNTS", 12)
    monkeypatch.setattr(story, "CONTACTS", 110)
    sample = story.random.Random.sample
    monkeypatch.setattr(
        story.random.Random, "sample", lambda self, rows, k, **more: sample(self, rows, min(k, len(rows)), **more)
    )
    monkeypatch.setattr(story, "DONE_EACH", (1, 3))
    story.tell()
    now = timezone.now()
    assert Account.objects.count() == 12 and Activity.objects.filter(done_at__isnull=False).exists()
    for account in Account.objects.all():
        Account.validate(
            {
                name: field.value_of(account)
                for name, field in account.described.fields.items()
                if field.kind.family != "link"
            },
            None,
        )
    assert not Activity.objects.filter(done_at__gt=now).exists(), "nothing was done in the future"
    assert not Event.objects.filter(at__gt=now).exists()
    assert not TimelineEntry.objects.exclude(event__object__startswith="customers.").exists()
    with pytest.raises(RuntimeError):
        story.tell()
