"""Completing an activity, and asking what is next: a customer without a next step is a customer forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.customers.models import Activity
from caruso.customers.models.activity import COMPLETION, ActivityKind, Outcome
from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import may_write, record_or_404, require_writable
from caruso.ui.toasts import toast

#: What planning the next step writes.
PLANNED = ("kind", "subject", "due_at")
USUAL_PAUSE = timedelta(days=7)


def complete(request: Request, number: int) -> HttpResponse:
    """GET asks for the outcome and what is next; POST completes and, where a subject was given, plans the next."""
    activity = record_or_404(screen_of(Activity), number, request.user, "edit")
    require_writable(screen_of(Activity), request.user, COMPLETION)
    if request.method != "POST":
        return _asked(request, activity, next_at=f"{_usual_moment():%Y-%m-%dT%H:%M}")
    if activity.is_done:
        return _back(request)
    try:
        following = _next(request, activity)
    except ValidationError as problem:
        return _asked(request, activity, next_at=request.POST.get("next_at", ""), problem=problem.messages[0])
    outcome = request.POST.get("outcome", "")
    with transaction.atomic():
        if not activity.complete(by=request.user, outcome=outcome if outcome in Outcome.values else Outcome.DONE):
            return _back(request)  # somebody else was quicker
        if following:
            following.create(by=request.user)
    toast(
        request,
        _("“%(subject)s” is done.") % {"subject": activity.subject},
        undo=f"{request.path.removesuffix('complete')}reopen",
    )
    return _back(request)


@require_POST
def reopen(request: Request, number: int) -> HttpResponse:
    screen = screen_of(Activity)
    activity = record_or_404(screen, number, request.user, "edit")
    require_writable(screen, request.user, COMPLETION)
    activity.reopen(by=request.user)
    return _back(request)


def _asked(request: Request, activity: Activity, *, next_at: str, problem: str = "") -> HttpResponse:
    """The dialog, with what was typed."""
    context = {
        "activity": activity,
        "outcomes": Outcome.choices,
        "kinds": _kinds(),
        "given": request.POST,
        "next_at": next_at,
        "problem": problem,
        "may_plan": _may_plan(request.user),
    }
    return render(request, "customers/complete.html", context, status=422 if problem else 200)


def _usual_moment() -> datetime:
    return timezone.localtime(timezone.now() + USUAL_PAUSE).replace(hour=9, minute=0)


def _next(request: Request, done: Activity) -> Activity | None:
    """The next step as it was asked for, if it was. Raises ValidationError for a time that is none."""
    subject = " ".join(request.POST.get("next_subject", "").split())[:250]
    if not subject or not _may_plan(request.user):
        return None
    kind = request.POST.get("next_kind", "")
    due_at = screen_of(Activity).field("due_at").parse(request.POST.get("next_at", ""))
    return Activity(
        kind=kind if kind in ActivityKind.values else ActivityKind.TASK,
        subject=subject,
        due_at=due_at or _usual_moment(),
        owner=request.user,
        contact_id=done.contact_id,
        account_id=done.account_id,
        about_object=done.about_object,
        about_record=done.about_record,
    )


def _may_plan(user: User) -> bool:
    screen = screen_of(Activity)
    return user.access.may(screen.key, "create") and may_write(screen, user, PLANNED)


def _kinds() -> list[tuple[str, Any]]:
    return [choice for choice in ActivityKind.choices if choice[0] != ActivityKind.NOTE]


def _back(request: Request) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(request.headers.get("Referer", "/") if _is_ours(request) else "/")


def _is_ours(request: Request) -> bool:
    return url_has_allowed_host_and_scheme(request.headers.get("Referer", ""), {request.get_host()})
