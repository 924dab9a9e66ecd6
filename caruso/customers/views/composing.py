"""Writing down what happened, or what is next, from the page of a customer or of what is done for one."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind, Outcome
from caruso.customers.panels import COMPOSED, takes_activities
from caruso.kernel.fields import kind_named
from caruso.kernel.notifying.mentions import notify_mentioned
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import may_write, record_or_404, require_writable
from caruso.ui.toasts import toast, with_toast

SUBJECT = 120


@require_POST
def compose(request: Request) -> HttpResponse:
    """One activity about a record. What lies ahead is planned; without a time, tasks and meetings do."""
    user = request.user
    user.access.require("customers.activity", "create")
    require_writable(screen_of(Activity), user, COMPOSED)
    customer = _customer(request)
    text = request.POST.get("text", "").replace("\x00", "").strip()
    kind = request.POST.get("kind", "")
    if not text or kind not in ActivityKind.values:
        return _refused(request, customer, _("Write a few words first."))
    try:
        due_at = kind_named("datetime").parse(request.POST.get("due_at", ""), screen_of(Activity).field("due_at"))
    except ValidationError as problem:
        return _refused(request, customer, problem.messages[0])
    activity = _activity(kind, text, request.POST.get("outcome", ""), due_at, user)
    point_at(activity, customer)
    activity.create(by=user)
    notify_mentioned(text, activity, by=user)
    if not request.htmx:
        return redirect(screen_of(customer).record_url(customer.pk))
    return with_toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Saved."))


def _customer(request: Request) -> Any:
    try:
        screen = screen_of(request.POST.get("object", ""))
    except KeyError:
        raise Http404 from None
    if not takes_activities(screen):
        raise Http404
    return record_or_404(screen, number_from(request.POST.get("record", "")) or 0, request.user)


def _activity(kind: str, text: str, outcome: str, due_at: Any, user: Any) -> Activity:
    """The first line is the subject; a long one is kept whole in the text."""
    subject, _newline, rest = text.partition("\n")
    body = rest.strip() if len(subject) <= SUBJECT else text
    activity = Activity(kind=kind, subject=subject[:SUBJECT].strip(), body=body[:50_000], owner=user)
    now = timezone.now()
    planned = due_at > now if due_at else kind in (ActivityKind.TASK, ActivityKind.MEETING)
    if planned:
        activity.due_at = due_at or now + timedelta(days=1)
    else:
        activity.due_at = activity.done_at = due_at or now
        may_say_how = may_write(screen_of(Activity), user, ["outcome"])
        if kind == ActivityKind.CALL and outcome in Outcome.values and may_say_how:
            activity.outcome = outcome
    return activity


def _refused(request: Request, customer: Any, reason: str) -> HttpResponse:
    if request.htmx:
        return with_toast(HttpResponse(status=204), reason, error=True)
    toast(request, reason, error=True)
    return redirect(screen_of(customer).record_url(customer.pk))
