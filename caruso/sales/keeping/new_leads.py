"""Whoever a new lead was given to hears of it: of one by its name, of many at once by their number.

By which rule it was given stands on its timeline.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events.recording import record_events
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.written import Written
from caruso.sales.models import Lead
from caruso.screens.description import screen_of

NEW_LEAD = notification_kind("lead_given", _("A new lead for you: “%(title)s”"))
NEW_LEADS = notification_kind("leads_given", _("New leads for you: %(count)s"))


def keep(written: Written) -> None:
    if written.object.model is not Lead or written.verb != "create":
        return
    _tell_why(written.records)
    given: dict[int, list[Any]] = defaultdict(list)
    for lead in written.records:
        if lead.owner_id and lead.owner_id != getattr(written.by, "pk", None) and lead.is_open:
            given[lead.owner_id].append(lead)
    for owner in User.objects.filter(pk__in=given):
        leads = given[owner.pk]
        if len(leads) == 1:
            notify([owner], NEW_LEAD, record=leads[0], by=written.by)
        else:
            mine = f"{screen_of(Lead).list_url}?{urlencode({'view': 'mine'})}"
            notify([owner], NEW_LEADS, by=written.by, address=mine, count=len(leads))


def _tell_why(leads: Sequence[Any]) -> None:
    """Whose turn it was, and by which rule."""
    by_rule = [lead for lead in leads if lead.given_by is not None]
    if not by_rule:
        return
    with override(current_organisation().language):
        data = [{"rule": lead.given_by.pk, "note": _reason(lead)} for lead in by_rule]
    record_events(by_rule, "lead_given", by=None, at=[lead.created_at for lead in by_rule], data=data)


def _reason(lead: Any) -> str:
    words = {"rule": lead.given_by, "how": lead.given_by.get_method_display(), "owner": lead.owner or lead.team or "–"}
    return gettext("%(owner)s, by the rule “%(rule)s” (%(how)s)") % words
