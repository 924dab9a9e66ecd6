"""Deciding what was asked: from the record's page, and from the list of all that waits."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel.request import Request
from caruso.sales.models import Approval
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

MOST = 100


@dataclass(frozen=True)
class Waiting:
    """A question with the record it is about."""

    approval: Approval
    record: Any
    address: str


@require_GET
def waiting(request: Request) -> HttpResponse:
    """What waits for this person's approval, the longest waiting first; only about records that the person sees, and not
    about those that somebody else has to look at."""
    asked = Approval.objects.waiting_for(request.user).select_related("asked_by", "approver", "role", "task")
    rows = list(asked.order_by("asked_at", "pk")[:MOST])
    records = _records(rows, request.user)
    known = [(one, records.get((one.about_object, one.about_record))) for one in rows]
    found = [_waiting(one, record) for one, record in known if record and one.may_be_decided_by(request.user, record)]
    return render(request, "sales/approvals.html", {"waiting": found})


def _waiting(approval: Approval, record: Any) -> Waiting:
    return Waiting(approval, record, screen_of(record).record_url(record.pk))


def _records(rows: list[Approval], user: Any) -> dict[tuple[str, int], Any]:
    """The records that are asked about, read in one query for each object."""
    numbers: dict[str, set[int]] = {}
    for one in rows:
        numbers.setdefault(one.about_object, set()).add(one.about_record)
    return {
        (object, record.pk): record
        for object, wanted in numbers.items()
        for record in screen_of(object).model.objects.visible_to(user).filter(pk__in=wanted)
    }


@require_POST
def decide(request: Request, number: int) -> HttpResponse:
    """Approve or refuse; a refusal needs a reason. Who was not asked is refused (403)."""
    approval = get_object_or_404(Approval, pk=number)
    record = record_or_404(screen_of(approval.about_object), approval.about_record, request.user)
    answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "").replace("\x00", "")
    if answer not in ("approve", "refuse"):
        raise Http404
    try:
        if answer == "approve":
            approval.approve(by=request.user, reason=reason)
            toast(request, _("Approved: %(subject)s") % {"subject": approval.subject})
        else:
            approval.refuse(by=request.user, reason=reason)
            toast(request, _("Refused: %(subject)s") % {"subject": approval.subject})
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else screen_of(record).record_url(record.pk))
