"""The running clock of the promised first contact: on the lead's page, on one's day, in lists and beside the lead's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.sales.models import Lead
from caruso.sales.models.lead import LeadState
from caruso.sales.models.lead_policy import lead_policy
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see
from caruso.screens.marks import Mark, marks_records
from caruso.ui.dates import show_moment
from caruso.ui.templatetags.ui import icon

#: The fields that the clock tells something of.
TOLD_BY = ("state", "contact_due_at", "contacted_at")
HUES = {"running": "green", "soon": "amber", "late": "red"}


@dataclass(frozen=True)
class Clock:
    """How long there is to call, or how late it is."""

    due_at: datetime
    alert_minutes: int

    @property
    def moment(self) -> str:
        return show_moment(self.due_at)

    @property
    def left(self) -> timedelta:
        return self.due_at - timezone.now()

    @property
    def state(self) -> str:
        """running, soon or late."""
        if self.left < timedelta():
            return "late"
        return "soon" if self.left < timedelta(minutes=self.alert_minutes) else "running"

    @property
    def said(self) -> str:
        """As the countdown says it, which goes on from here."""
        minutes = int(abs(self.left).total_seconds()) // 60
        days, minutes = divmod(minutes, 1440)
        time = f"{minutes // 60}:{minutes % 60:02}"
        if days:
            time = f"{_('{days} d').replace('{days}', str(days))} {time}"
        return (_("{time} late") if self.state == "late" else _("{time} left to call")).replace("{time}", time)


def clock_of(lead: Any) -> Clock | None:
    """The clock, while somebody still has to call."""
    if lead.state != LeadState.NEW or lead.contacted_at or not lead.contact_due_at:
        return None
    return Clock(lead.contact_due_at, lead_policy().alert_minutes)


@dataclass(frozen=True)
class ClockMark(Mark):
    """The clock beside a name, or in a column of its own, counting on by itself."""

    clock: Clock | None = None

    def drawn(self) -> str:
        if self.clock is None:
            return super().drawn()
        words = {"left": _("{time} left to call"), "late": _("{time} late"), "days": _("{days} d")}
        told = "".join(f' data-{name}="{escape(said)}"' for name, said in words.items())
        return (
            f' <span class="clock" data-size="small" data-state="{self.clock.state}" data-island="sales/countdown"'
            f' data-due="{self.clock.due_at.isoformat()}" data-alert="{self.clock.alert_minutes}"{told}'
            f' title="{escape(self.title)}">{icon("clock")}<span data-count>{escape(str(self.label))}</span></span>'
        )


@marks_records("sales.lead")
def running_clocks(numbers: set[int], user: User) -> dict[int, Mark]:
    """Leads that somebody still has to call, with the time that is left."""
    if not may_see(screen_of(Lead), user, TOLD_BY):
        return {}
    waiting = Lead.objects.filter(pk__in=numbers, state=LeadState.NEW, contacted_at=None, contact_due_at__isnull=False)
    clocks = {
        number: Clock(due_at, lead_policy().alert_minutes)
        for number, due_at in waiting.order_by().values_list("pk", "contact_due_at")
    }
    return {
        number: ClockMark(clock.said, HUES[clock.state], _promised(clock), "contact_due_at", clock)
        for number, clock in clocks.items()
    }


def _promised(clock: Clock) -> str:
    return _("First contact promised by %(moment)s") % {"moment": clock.moment}
