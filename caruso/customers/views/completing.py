"""Completing an activity, and asking what is next: a customer without a next step is a customer forgotten."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind, Outcome
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

USUAL_PAUSE = timedelta(days=7)


def complete(request: Request, number: int) -> HttpResponse:
    """GET asks for the outcome and what is next; POST completes and, where a subject was given, plans the next."""
    screen = screen_of(Activity)
    activity = record_or_404(screen, number, request.user, "edit")
    if request.method != "POST":
        next_at = timezone.localtime(timezone.now() + USUAL_PAUSE).replace(hour=9, minute=0)
        context = {"activity": activity, "outcomes": Outcome.choices, "kinds": _kinds(), "next_at": next_at}
        return render(request, "customers/complete.html", context)
    if activity.is_done:
        return _back(request)
    outcome = request.POST.get("outcome", "")
    activity.complete(by=request.user, outcome=outcome if outcome in Outcome.values else Outcome.DONE)
    toast(
        request,
        _("“%(subject)s” is done.") % {"subject": activity.subject},
        undo=f"{request.path.removesuffix('complete')}reopen",
    )
    _plan_next(request, activity)
    return _back(request)


@require_POST
def reopen(request: Request, number: int) -> HttpResponse:
    activity = record_or_404(screen_of(Activity), number, request.user, "edit")
    activity.reopen(by=request.user)
    return _back(request)


def _plan_next(request: Request, done: Activity) -> None:
    subject = " ".join(request.POST.get("next_subject", "").split())[:250]
    if not subject or not request.user.access.may("customers.activity", "create"):
        return
    kind = request.POST.get("next_kind", "")
    field = screen_of(Activity).field("due_at")
    try:
        due_at = field.parse(request.POST.get("next_at", "")) or timezone.now() + USUAL_PAUSE
    except ValidationError:
        due_at = timezone.now() + USUAL_PAUSE
    following = Activity(
        kind=kind if kind in ActivityKind.values else ActivityKind.TASK,
        subject=subject,
        due_at=due_at,
        owner=request.user,
        contact_id=done.contact_id,
        account_id=done.account_id,
        about_object=done.about_object,
        about_record=done.about_record,
    )
    following.create(by=request.user)


def _kinds() -> list[tuple[str, Any]]:
    return [choice for choice in ActivityKind.choices if choice[0] != ActivityKind.NOTE]


def _back(request: Request) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(request.headers.get("Referer", "/") if _is_ours(request) else "/")


def _is_ours(request: Request) -> bool:
    return url_has_allowed_host_and_scheme(request.headers.get("Referer", ""), {request.get_host()})
