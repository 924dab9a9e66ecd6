"""When somebody of the firm first spoke with a lead: the clock of the promise stops there."""

from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind
from caruso.kernel.written import Written
from caruso.sales.models import Lead
from caruso.sales.models.lead import LeadState

REACHED_BY = (ActivityKind.CALL, ActivityKind.EMAIL, ActivityKind.MEETING)


def keep(written: Written) -> None:
    """The first call, e-mail or meeting that is done begins the work on a lead."""
    if written.object.model is not Activity or written.verb not in ("create", "change"):
        return
    done = {
        one.about_record: one.done_at
        for one in written.records
        if one.about_object == "sales.lead" and one.done_at and one.kind in REACHED_BY and one.direction != "in"
    }
    if not done:
        return
    for lead in Lead.objects.live().filter(pk__in=done, contacted_at=None):
        values = {"contacted_at": done[lead.pk]}
        if lead.state == LeadState.NEW:
            values["state"] = LeadState.WORKING
        lead.change(values, by=None, kind="contacted", at=done[lead.pk])
