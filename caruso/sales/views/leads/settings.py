"""What leads are worth, who gets them and what is promised: the administrator's pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.sales import leads_administering as administering
from caruso.sales.assignment import OPEN
from caruso.sales.forms.leads import AssignmentRuleForm, LeadPolicyForm, ScoringRuleForm
from caruso.sales.models import AssignmentRule, Lead, LeadPolicy, ScoringRule
from caruso.sales.models.lead_policy import THE_ONLY
from caruso.sales.scoring import meets
from caruso.screens.description import screen_of
from caruso.screens.filters.condition_input import ConditionInput
from caruso.ui.office.doors import administration

#: Of so many of the newest open leads a preview is told.
TRIED, SHOWN = 200, 8
RESCORED = gettext_lazy("Saved. Open leads are scored anew in the background.")
KINDS: dict[str, Any] = {"scoring": (ScoringRule, ScoringRuleForm), "assignment": (AssignmentRule, AssignmentRuleForm)}


@administration
def overview(request: Request) -> HttpResponse:
    """All rules, and the policy as a form."""
    policy = LeadPolicy.objects.filter(pk=THE_ONLY).first() or LeadPolicy(pk=THE_ONLY)
    data = request.POST if request.method == "POST" else None
    form = LeadPolicyForm(data, instance=policy)
    if data is not None and form.is_valid():
        administering.save_policy(form.instance, by=request.user)
        messages.success(request, RESCORED)
        return redirect("sales:lead_settings")
    rules = list(AssignmentRule.objects.select_related("team"))
    names = {one.pk: str(one) for one in User.objects.filter(pk__in=[pk for rule in rules for pk in rule.people])}
    context = {
        "form": form,
        "scoring": ScoringRule.objects.all(),
        "assignment": [(rule, [names[pk] for pk in rule.people if pk in names]) for rule in rules],
    }
    return render(request, "sales/office/leads.html", context, status=422 if data is not None else 200)


@administration
def new_rule(request: Request, kind: str) -> HttpResponse:
    return _page(request, kind, KINDS[kind][0]())


@administration
def one_rule(request: Request, kind: str, number: int) -> HttpResponse:
    return _page(request, kind, get_object_or_404(KINDS[kind][0], pk=number))


@require_POST
@administration
def move_rule(request: Request, kind: str, number: int) -> HttpResponse:
    rule = get_object_or_404(KINDS[kind][0], pk=number)
    administering.move_rule(rule, request.POST.get("step", ""), by=request.user)
    return redirect("sales:lead_settings")


@require_POST
@administration
def remove_rule(request: Request, kind: str, number: int) -> HttpResponse:
    administering.remove_rule(get_object_or_404(KINDS[kind][0], pk=number), by=request.user)
    messages.success(request, _("The rule is gone."))
    return redirect("sales:lead_settings")


@require_POST
@administration
def preview(request: Request) -> HttpResponse:
    """Which of the newest open leads meet the condition as it stands in the form."""
    condition = ConditionInput.posted(screen_of(Lead), request.user, request.POST)
    return render(request, "sales/office/_leads_met.html", _met(condition))


def _page(request: Request, kind: str, rule: Any) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    screen = screen_of(Lead)
    form = KINDS[kind][1](data, instance=rule)
    condition = (
        ConditionInput.of(screen, request.user, rule.condition)
        if data is None
        else ConditionInput.posted(screen, request.user, data)
    )
    if data is not None and form.is_valid() and not condition.problem:
        rule.condition = condition.text
        administering.save_rule(rule, by=request.user)
        messages.success(request, RESCORED if kind == "scoring" else _("Saved."))
        return redirect("sales:lead_settings")
    context = {"form": form, "rule": rule, "kind": kind, "condition": condition, **_met(condition)}
    return render(request, "sales/office/lead_rule.html", context, status=422 if data is not None else 200)


def _met(condition: ConditionInput) -> dict[str, Any]:
    """The leads as they are now: a rule of points is applied to them at once, one of people when they come in."""
    if condition.problem:
        return {"problem": condition.problem}
    newest = list(Lead.objects.live().filter(state__in=OPEN).order_by("-pk")[:TRIED])
    now = timezone.now()
    met = [lead for lead in newest if meets(lead, condition.text, now)]
    return {"met": met[:SHOWN], "count": len(met), "tried": len(newest)}
