"""Promises to leads: whoever has to call is told before the time runs out, and scores lose with age."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
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


def start() -> None:
    by_the_clock(EVERY, alert)
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
            contact_due_at__lte=now + timedelta(minutes=lead_policy().alert_minutes),
        )
        leads = list(due.order_by("contact_due_at")[:AT_ONCE])
        for lead in leads:
            notify(_answerable(lead), DUE_SOON, record=lead)
        Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(alerted_at=now)
    return len(leads)


def _answerable(lead: Lead) -> list[User]:
    """Who has to see to a lead: its owner; where there is none (any more) who leads its team or one above; at last
    the administrators."""
    if lead.owner is not None and lead.owner.is_active:
        return [lead.owner]
    team = lead.team
    while team is not None and (team.leader is None or not team.leader.is_active):
        team = team.parent
    if team is not None and team.leader is not None:
        return [team.leader]
    return list(User.objects.active().filter(is_superuser=True))


def let_scores_decay() -> bool:
    """Have open leads scored anew where time alone changes the score; whether that was begun."""
    forget_organisation()
    return let_time_pass()
