"""My day: what is to do, whom one has left alone, what just happened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity
from caruso.customers.seeds import story
from caruso.kernel.models import Event, TimelineEntry, User


def figures_in(context):
    (card,) = context["cards"]["top"]
    return card["figures"]


@pytest.mark.django_db
def test_the_numbers_of_ones_own_day_are_those_of_the_lists_behind_them(
    client: Client, petra: User, marek: User
) -> None:
    now = timezone.now()
    for due_at, by in ((now - timedelta(hours=30), petra), (now + timedelta(days=3), petra), (now, marek)):
        Activity(subject="x", due_at=due_at, owner=by).create(by=by)
    Activity(subject="done", due_at=now, done_at=now, owner=petra).create(by=petra)
    client.force_login(petra)
    home = client.get("/").context
    (to_do,) = [card["to_do"] for card in home["cards"]["left"] if "to_do" in card]
    assert [figure.count for figure in figures_in(home)] == [1, 0, 1] and len(to_do) == 2
    for figure in figures_in(home):
        query = client.get(figure.address).context["query"]
        assert query.problem is None and query.count() == (figure.count, True)


@pytest.mark.django_db
def test_what_is_due_on_this_whole_day_is_of_today_and_not_late(client: Client, petra: User) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Activity(subject="Stocktaking", due_at=midnight, all_day=True, owner=petra).create(by=petra)
    client.force_login(petra)
    answer = client.get("/")
    assert [figure.count for figure in figures_in(answer.context)] == [0, 1, 0]
    assert 'data-due="today"' in answer.content.decode() and 'data-due="overdue"' not in answer.content.decode()


@pytest.mark.django_db
def test_accounts_left_alone_are_shown_to_whose_they_are(client: Client, petra: User, marek: User) -> None:
    quiet = Account(name="Quiet", owner=petra).create(by=petra)
    busy = Account(name="Busy", owner=petra).create(by=petra)
    long_ago = timezone.now() - timedelta(days=50)
    for account in (quiet, busy):
        Activity(subject="x", due_at=long_ago, done_at=long_ago, account=account, owner=petra).create(by=petra)
    Activity(subject="next", due_at=timezone.now() + timedelta(days=1), account=busy, owner=petra).create(by=petra)
    client.force_login(petra)
    assert [card["accounts"] for card in client.get("/").context["cards"]["right"] if "accounts" in card] == [[quiet]]
    client.force_login(marek)
    assert not [card for card in client.get("/").context["cards"]["right"] if "accounts" in card]


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
    if connection.vendor == "sqlite":
        # The servers of the browser tests are told the whole story on this database.
        monkeypatch.setattr("caruso.sales.seeds.deals.DEALS", 60)
    story.tell()
    now = timezone.now()
    assert Account.objects.count() >= 12 and Activity.objects.filter(done_at__isnull=False).exists()
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
    told = {object.partition(".")[0] for object in TimelineEntry.objects.values_list("event__object", flat=True)}
    assert told <= {"customers", "sales"}
    with pytest.raises(RuntimeError):
        story.tell()
