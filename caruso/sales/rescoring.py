"""Scoring open leads anew after the rules have changed, and where time alone changes the score: in steps, as a job."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import jobs
from caruso.kernel.conditions import ConditionProblem, parse
from caruso.kernel.conditions.relative_dates import is_relative
from caruso.kernel.conditions.tree import Aggregate, All, Not, Test
from caruso.kernel.conditions.tree import Any as Either
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import Job, User
from caruso.sales.models import Lead
from caruso.sales.models.lead import LeadState
from caruso.sales.models.scoring_rule import scoring_rules
from caruso.screens.description import screen_of

OPEN = (LeadState.NEW, LeadState.WORKING)
A_STEP = 200
JUST_NOW = timedelta(minutes=30)
#: What follows from the rules and the policy alone.
FOLLOWS = ("problems", "validity", "score", "rating")


@job_kind
class Rescoring(JobKind):
    """Holds every open lead against rules and policy once more; a lead that is written meanwhile follows them already."""

    name = "sales.rescoring"

    def prepare(self, job: Job) -> None:
        job.total = _open_leads().count()

    def step(self, job: Job) -> bool:
        leads = list(_open_leads().filter(pk__gt=job.cursor.get("after", 0)).order_by("pk")[:A_STEP])
        for lead in leads:
            job.result["different"] = job.result.get("different", 0) + _score_anew(lead)
        job.done += len(leads)
        if leads:
            job.cursor = {"after": leads[-1].pk}
        return len(leads) < A_STEP

    def finish(self, job: Job) -> None:
        job.result["address"] = screen_of(Lead).first_url


def score_anew(*, by: User) -> Job:
    """Have it done by the rules as they are now; a job that waits still will read them, one under way begins again."""
    with transaction.atomic():
        for job in _unfinished().select_for_update(of=("self",)):
            if job.state == Job.State.WAITING and not job.cursor:
                return job
            jobs.cancel(job)
        return jobs.start(Rescoring.name, by=by, title=_("Score open leads anew"))


def let_time_pass() -> bool:
    """Have it done where time alone changes scores, unless that is under way or another worker has just seen to it."""
    if not time_changes_scores():
        return False
    by_the_clock = Job.objects.filter(kind=Rescoring.name, by=None)
    if _unfinished().exists() or by_the_clock.filter(created_at__gt=timezone.now() - JUST_NOW).exists():
        return False
    by_the_clock.filter(state=Job.State.DONE).delete()
    jobs.start(Rescoring.name, by=None, title=_("Score open leads anew"))
    return True


def time_changes_scores() -> bool:
    """Whether a rule in use says another thing tomorrow of a lead that nobody writes."""
    return any(rule.halves_after_days or speaks_of_time(rule.condition) for rule in scoring_rules())


def speaks_of_time(condition: str) -> bool:
    """Whether it has a relative date in it, or asks about other records, which change without the lead."""
    try:
        return _moves(parse(condition))
    except ConditionProblem:
        return False


def _moves(part: Any) -> bool:
    if isinstance(part, Not):
        return _moves(part.item)
    if isinstance(part, Test):
        values = part.value if isinstance(part.value, tuple) else (part.value,)
        return "." in part.path or any(isinstance(one, str) and is_relative(one) for one in values)
    return isinstance(part, Aggregate) or (isinstance(part, (All, Either)) and any(map(_moves, part.items)))


def _unfinished() -> Any:
    return Job.objects.filter(kind=Rescoring.name, finished_at=None, cancel_asked=False)


def _open_leads() -> Any:
    return Lead.objects.live().filter(state__in=OPEN)


def _score_anew(lead: Lead) -> bool:
    """Whether anything is different. It is no change of the lead's own, so neither version nor event follow."""
    before = [getattr(lead, name) for name in FOLLOWS]
    lead.written_at = timezone.now()
    lead.derive()
    values = {name: getattr(lead, name) for name in FOLLOWS}
    if list(values.values()) == before:
        return False
    return bool(Lead.objects.filter(pk=lead.pk, version=lead.version).update(**values))
