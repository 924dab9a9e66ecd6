"""Promises to leads: whoever has to call is told before the time runs out, those above when it has; scores age."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.recording import record_events
from caruso.kernel.models import Event, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models import Lead
from caruso.sales.models.lead import LeadState
from caruso.sales.models.lead_policy import lead_policy
from caruso.sales.rescoring import let_time_pass

EVERY = 30.0
SCORES_EVERY = 3600.0
AT_ONCE = 200
DUE_SOON = notification_kind("lead_due", _("Please contact “%(title)s”: the promised time is running out"))
LATE = notification_kind("lead_late", _("Nobody has contacted “%(title)s” in the promised time"))
#: The event that tells that nobody called in time; it also keeps that people were told.
BROKEN = "promise_broken"
#: Promises broken longer ago, of leads that were brought from elsewhere, alarm nobody.
TOLD_WITHIN = timedelta(days=7)
NEVER = datetime.min.replace(tzinfo=UTC)


def start() -> None:
    by_the_clock(EVERY, alert)
    by_the_clock(EVERY, escalate)
    by_the_clock(SCORES_EVERY, let_scores_decay)


def alert() -> int:
    """Tell who has to call that the promised time ends soon, once of each lead; returns how many."""
    forget_organisation()
    now = timezone.now()
    with transaction.atomic():
        due = Lead.objects.live().select_for_update(of=("self",)).select_related("owner", "team__leader")
        due = due.filter(
            state=LeadState.NEW,
            contacted_at=None,
            alerted_at=None,
            contact_due_at__gt=now,
            contact_due_at__lte=now + timedelta(minutes=lead_policy().alert_minutes),
        )
        leads = list(due.order_by("contact_due_at")[:AT_ONCE])
        for lead in leads:
            notify(_answerable(lead), DUE_SOON, record=lead)
        Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(alerted_at=now)
    return len(leads)


def escalate() -> int:
    """Tell of promises that were broken, once of each, the owner and who leads them; returns how many."""
    forget_organisation()
    now = timezone.now()
    with transaction.atomic():
        told = Event.objects.filter(object="sales.lead", kind=BROKEN, at__gte=OuterRef("contact_due_at"))
        late = Lead.objects.live().select_for_update(of=("self",)).select_related("owner", "team__leader")
        late = late.filter(
            ~Exists(told.filter(record=OuterRef("pk"))),
            state=LeadState.NEW,
            contacted_at=None,
            contact_due_at__lte=now,
            contact_due_at__gt=now - TOLD_WITHIN,
        )
        leads = _not_told_meanwhile(list(late.order_by("contact_due_at")[:AT_ONCE]))
        for lead in leads:
            notify(_escalated_to(lead), LATE, record=lead)
        record_events(leads, BROKEN, by=None, data=[{}] * len(leads), at=now)
    return len(leads)


def _not_told_meanwhile(leads: list[Lead]) -> list[Lead]:
    """Another worker may have held the leads until now; only a question asked afterwards sees what it wrote."""
    events = Event.objects.filter(object="sales.lead", kind=BROKEN, record__in=[lead.pk for lead in leads])
    told = dict(events.order_by("at").values_list("record", "at"))
    return [lead for lead in leads if lead.contact_due_at and told.get(lead.pk, NEVER) < lead.contact_due_at]


def _answerable(lead: Lead) -> list[User]:
    """Who has to see to a lead: its owner, or where there is none (any more) who is above."""
    return _owner(lead) or _above(lead)


def _escalated_to(lead: Lead) -> list[User]:
    """The owner, and who is above."""
    return list(dict.fromkeys([*_owner(lead), *_above(lead)]))


def _owner(lead: Lead) -> list[User]:
    return [lead.owner] if lead.owner is not None and lead.owner.is_active else []


def _above(lead: Lead) -> list[User]:
    """Who leads the lead's team or one above, not being its owner; where nobody does, the administrators."""
    team = lead.team
    while team is not None:
        leader = team.leader
        if leader is not None and leader.is_active and leader != lead.owner:
            return [leader]
        team = team.parent
    return list(User.objects.active().filter(is_superuser=True))


def let_scores_decay() -> bool:
    """Have open leads scored anew where time alone changes the score; whether that was begun."""
    forget_organisation()
    return let_time_pass()
