"""What the guide of a deal does: going to a stage, filling in what is missing, planning what is suggested."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel.files.storing import path_of
from caruso.kernel.files.views import SANDBOX
from caruso.kernel.request import Request
from caruso.sales.guide_panel import form_for, next_stage, whole
from caruso.sales.keeping.following import activity_of, ask_again
from caruso.sales.models import ApprovalPolicy, Opportunity, StageDocument, Suggestion
from caruso.sales.models.pipeline import stage_named
from caruso.sales.rules.going_on import missing_for
from caruso.screens.description import screen_of
from caruso.screens.doors import editable_fields, record_or_404, require
from caruso.ui.toasts import toast, with_toast


def _deal(request: Request, number: int, right: str = "edit") -> Opportunity:
    """The deal with everything that rules look at, also what is hidden from this person."""
    return whole(record_or_404(screen_of(Opportunity), number, request.user, right))


def _done(request: Request, deal: Opportunity, act: Callable[[], Any], said: Callable[[], str]) -> HttpResponse:
    """Do it and say so, or say why not; the page shows the deal anew."""
    try:
        act()
    except ValidationError as problem:
        reason = " ".join(problem.messages)
        if request.htmx:
            return with_toast(HttpResponse(status=422), reason, error=True)
        toast(request, reason, error=True)
    else:
        if request.htmx:
            return with_toast(HttpResponse(), said(), events=["moved"])
        toast(request, said())
    return redirect(screen_of(deal).record_url(deal.pk))


@require_POST
def enter(request: Request, number: int) -> HttpResponse:
    """Go to the stage that was clicked."""
    deal = _deal(request, number)
    field = screen_of(Opportunity).field("stage")
    if "stage" not in editable_fields(screen_of(Opportunity), request.user):
        raise Http404

    def act() -> None:
        deal.enter(field.parse(request.POST.get("stage", "")), by=request.user)

    words = {"record": deal}
    return _done(
        request,
        deal,
        act,
        lambda: _("“%(record)s” is now %(lane)s.") % {**words, "lane": field.choice_label(deal.stage)},
    )


@require_POST
def fill_in(request: Request, number: int) -> HttpResponse:
    """Write the fields that are missing for the next stage."""
    deal = _deal(request, number)
    stage = stage_named(deal.stage)
    following = next_stage(stage) if stage else None
    if following is None:
        raise Http404
    form = form_for(deal, request.user, missing_for(deal, following, stage), request.POST)
    if form.is_valid():
        try:
            deal.change(form.values, by=request.user)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            return _done(request, deal, lambda: None, lambda: _("Saved."))
    if not request.htmx:
        toast(request, " ".join(text for texts in form.errors.values() for text in texts), error=True)
        return redirect(screen_of(deal).record_url(deal.pk))
    return render(request, "sales/panels/_fill_in.html", {"record": deal, "form": form}, status=422)


@require_POST
def plan(request: Request, number: int, suggestion: int) -> HttpResponse:
    """Plan what the deal's stage suggests, for the deal's owner."""
    deal = _deal(request, number, "view")
    request.user.access.require("customers.activity", "create")
    wanted = get_object_or_404(Suggestion, pk=suggestion, stage__code=deal.stage)
    activity = activity_of(wanted, deal, timezone.now())
    activity.owner_id = activity.owner_id or request.user.pk
    return _done(
        request,
        deal,
        lambda: activity.create(by=request.user),
        lambda: _("“%(subject)s” is planned.") % {"subject": activity.subject},
    )


@require_POST
def ask_approval(request: Request, number: int, policy: int) -> HttpResponse:
    """Ask for a yes before the policy would by itself, or once more after a no."""
    deal = _deal(request, number)
    wanted = get_object_or_404(ApprovalPolicy, pk=policy, archived_at=None)
    if not wanted.holds_for(deal):
        raise Http404
    return _done(
        request, deal, lambda: ask_again(deal, wanted, by=request.user), lambda: _("The approval has been asked for.")
    )


@require_GET
def document(request: Request, number: int) -> HttpResponseBase:
    """The file of a stage's document, for everybody who may see deals; always a download."""
    require(screen_of(Opportunity), request.user)
    found = get_object_or_404(StageDocument.objects.select_related("file"), pk=number, file__isnull=False)
    assert found.file is not None
    try:
        content = path_of(found.file.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=found.file.name, content_type=found.file.content_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
