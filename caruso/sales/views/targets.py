"""The page of targets: who has come how far."""

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caruso.kernel.request import Request
from caruso.sales.insight.actuals import actuals, may_count
from caruso.sales.insight.category_lines import category_lines
from caruso.sales.insight.following import follow
from caruso.sales.insight.teams import TeamTree
from caruso.sales.insight.words import period_tabs
from caruso.sales.models import Target
from caruso.sales.rules.periods import period_named
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, record_or_404, require

MOST = 200
#: So many of the newest lines behind a target are shown.
MOST_LINES = 500
SHOWN = ("name", "measure", "amount", "pieces", "first_day", "last_day", "owner", "team")


def targets(request: Request) -> HttpResponse:
    """Those of the firm first, then of the teams, then of people, as far as they reach into the period."""
    screen, today = screen_of(Target), timezone.localdate()
    require(screen, request.user)
    period = period_named(request.GET.get("period", ""), today)
    found = Target.objects.none()
    if may_see(screen, request.user, SHOWN):
        found = Target.objects.visible_to(request.user)
    found = found.filter(first_day__lte=period.last, last_day__gte=period.first)
    found = found.select_related("owner", "team", "category").order_by(
        F("team").asc(nulls_first=True), F("owner__name").asc(nulls_first=True), "measure", "first_day", "pk"
    )[:MOST]
    context = {
        "screen": screen,
        "period": period,
        "tabs": period_tabs(period, today),
        "targets": follow(list(found), request.user, today),
        "today": today,
        "may_create": request.user.access.may(screen.key, "create"),
    }
    return render(request, "sales/insight/targets.html", context)


def target_lines(request: Request, number: int) -> HttpResponse:
    """The lines that a target of a product category counts."""
    screen, user, teams = screen_of(Target), request.user, TeamTree()
    target = record_or_404(screen, number, user)
    if not target.category_id or not may_see(screen, user, (*SHOWN, "category")) or not may_count(target, user):
        raise Http404
    lines = list(category_lines(target, user, teams)[: MOST_LINES + 1])
    context = {
        "screen": screen,
        "target": target,
        "lines": [(line, screen_of(line.document)) for line in lines[:MOST_LINES]],
        "more": len(lines) > MOST_LINES,
        "most": MOST_LINES,
        "reached": actuals([target], user, teams)[target.pk],
    }
    return render(request, "sales/insight/target_lines.html", context)
