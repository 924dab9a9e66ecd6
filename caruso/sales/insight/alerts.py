"""Alerts about targets: whoever can still do something is told when the pace falls under a step, once for each."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.business_hours import business_hours
from caruso.kernel.models import User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.insight.actuals import actuals
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import Target, TargetAlert
from caruso.sales.rules.pace import STEPS, Pace, pace

EVERY = 1800.0
BEHIND = notification_kind("target_behind", _("At this pace, “%(title)s” comes to %(percent)s %%"))


def start() -> None:
    by_the_clock(EVERY, alert)


def alert() -> int:
    """Tell the people of targets under way whose pace has fallen under a step; returns how many were told.

    Each person is told by the figures that this person may see.
    """
    forget_organisation()
    today, told = timezone.localdate(), 0
    under_way = Target.objects.live().filter(first_day__lte=today, last_day__gte=today)
    concerned: dict[User, list[Target]] = {}
    for target in under_way.select_related("owner", "team__leader", "created_by"):
        for person in _concerned(target):
            concerned.setdefault(person, []).append(target)
    teams, hours = TeamTree(), business_hours()
    for person, targets in concerned.items():
        found = actuals(targets, person, teams)
        for target in targets:
            if target.pk in found:
                last = target.last_day or target.first_day
                told += _tell(target, person, pace(found[target.pk], target.goal, hours, target.first_day, last, today))
    return told


def _concerned(target: Target) -> Iterator[User]:
    """The person of the target and who leads the team; who set it for the whole firm."""
    leader = target.team.leader if target.team else target.created_by
    yield from {person for person in (target.owner, leader) if person is not None and person.is_active}


def _tell(target: Target, person: User, found: Pace) -> bool:
    step = found.step
    if step is None:
        return False
    with transaction.atomic():
        known = set(TargetAlert.objects.filter(target=target, person=person).values_list("step", flat=True))
        # Whoever falls far at once is told of the lowest step alone.
        passed = [TargetAlert(target=target, person=person, step=one) for one in STEPS if one >= step]
        TargetAlert.objects.bulk_create(passed, ignore_conflicts=True)
        if step in known:
            return False
        notify([person], BEHIND, record=target, percent=found.leads_to)
    return True
