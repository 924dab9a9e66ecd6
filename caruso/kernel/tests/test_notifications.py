"""People are told what concerns them: once, and only of what they may see."""

import pytest

from caruso.kernel.events import record_events
from caruso.kernel.jobs import JobKind, job_kind, run, start
from caruso.kernel.jobs.running import MOST_ATTEMPTS
from caruso.kernel.models import Job, Notification
from caruso.kernel.models.notification import unread_count
from caruso.kernel.notifying import mentioned_people, notification_kind, notify, notify_mentioned

pytestmark = pytest.mark.django_db
ASSIGNED = notification_kind("assigned in a test", "%(who)s gave you “%(title)s”")


def test_one_event_tells_a_person_once_and_never_the_one_who_did_it(account, cast):
    (event,) = record_events([account], "assigned", by=cast.anna, data=[{}])
    people = [cast.petra, cast.anna, cast.petra]
    notify(people, ASSIGNED, record=account, event=event, by=cast.anna)
    notify(people, "mentioned", record=account, event=event, by=cast.anna)
    assert [note.text for note in Notification.objects.all()] == ["Anna Nowak gave you “Kowalski i synowie”"]
    assert unread_count(cast.petra.pk) == 1


def test_who_may_not_see_the_record_is_not_told_of_it(account, cast):
    cast.marek.is_active = False
    notify([cast.stranger, cast.marek, cast.jan], ASSIGNED, record=account, by=cast.petra)
    assert [note.person for note in Notification.objects.all()] == [cast.jan]


def test_an_unknown_kind_is_a_mistake(account, cast):
    with pytest.raises(LookupError):
        notify([cast.petra], "no such kind", record=account)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@[anything](user:{petra}) please", ["petra"]),
        ("Ask @Petra Svobodová about it", ["petra"]),
        ("ask @petra svobodova.", ["petra"]),
        ("@Marek Dvořák, @Jan Kowalski and @Marek Dvorak", ["marek", "jan"]),
        ("write to petra@Marek Dvořák", []),
        ("@Petra alone, @Nobody Here, @[x](user:999999)", []),
        ("@", []),
    ],
)
def test_mentions_are_found(cast, text, found):
    people = mentioned_people(text.replace("{petra}", str(cast.petra.pk)))
    assert people == [getattr(cast, name) for name in found]


def test_a_name_that_two_people_bear_mentions_nobody(cast, django_user_model):
    django_user_model.objects.create_user("other@example.com", name="Petra Svobodova")
    assert mentioned_people("@Petra Svobodová") == []


def test_those_mentioned_are_told_if_they_may_see_the_record(account, cast):
    notify_mentioned("@Marek Dvořák @Stranger @Petra Svobodová", account, by=cast.petra)
    assert [note.person for note in Notification.objects.all()] == [cast.marek]


@job_kind
class Lucky(JobKind):
    name = "kernel.lucky"

    def step(self, job):
        if job.parameters.get("bad"):
            raise ValueError("no luck")
        return True


def test_the_owner_is_told_how_a_job_ended(cast):
    run(start("kernel.lucky", by=cast.petra, title="Try").pk)
    bad = start("kernel.lucky", by=cast.petra, title="Again", bad=True)
    for _attempt in range(MOST_ATTEMPTS):
        Job.objects.filter(pk=bad.pk).update(due_at="2020-01-01T00:00Z")
        run(bad.pk)
    assert [note.text for note in Notification.objects.order_by("pk")] == [
        "Done: Try",
        "Failed: Again – ValueError: no luck",
    ]
