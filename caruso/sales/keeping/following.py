"""What follows from a deal's stage and amount, in the transaction of the write: suggested work that plans itself, and
the approvals that its policies ask for."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.kernel.written import Written
from caruso.sales.models.approval import Approval, ApprovalState
from caruso.sales.models.approval_policy import ApprovalPolicy, policies
from caruso.sales.models.guidance import Suggestion, suggestions_of
from caruso.sales.models.opportunity import Opportunity
from caruso.sales.models.pipeline import Stage, stage_named
from caruso.sales.rules.going_on import newest_approvals
from caruso.sales.rules.weighing import weighed_with_quotes


def keep(written: Written) -> None:
    if written.object.model is not Opportunity or written.verb not in ("create", "change"):
        return
    for deal, changes in written.pairs():
        stage = stage_named(deal.stage)
        if stage is None or deal.redrawn:
            continue
        if changes and "pipeline" in changes:
            take_back_elsewhere(deal, stage, written.by)
        if not stage.is_open:
            continue
        if changes is None or "stage" in changes:
            plan_by_itself(deal, stage, written.by)
        follow_policies(deal, stage, written.by)


def plan_by_itself(deal: Opportunity, stage: Stage, by: User | None) -> None:
    """Plan the stage's automatic suggestions."""
    moment = deal.written_at or timezone.now()
    if tasks := [activity_of(one, deal, moment) for one in suggestions_of(stage) if one.automatic]:
        writing.create(tasks, by=by)


def activity_of(suggestion: Suggestion, deal: Opportunity, moment: datetime) -> Activity:
    """The suggestion as an activity of the deal's owner, due so many days after the moment."""
    due_at = moment + timedelta(days=suggestion.due_in_days)
    reminder = suggestion.reminder_minutes
    activity = Activity(
        kind=suggestion.kind,
        subject=str(suggestion),
        owner_id=deal.owner_id,
        due_at=due_at,
        reminder_at=None if reminder is None else due_at - timedelta(minutes=reminder),
    )
    activity.created_at = moment
    point_at(activity, deal)
    return activity


def follow_policies(deal: Opportunity, stage: Stage, by: User | None) -> None:
    """Ask for each approval that the deal has come to need, and take back what it needs no longer."""
    concerned = [policy for policy in policies() if policy.asked_on.pipeline_id == stage.pipeline_id]
    if not concerned:
        return
    newest = newest_approvals(deal)
    for policy in concerned:
        approval = newest.get(policy.purpose)
        if policy.is_asked_in(stage) and policy.holds_for(deal):
            _ask_unless_asked(deal, policy, approval, by)
        elif approval is not None and approval.state == ApprovalState.ASKED and not _is_needed(policy, deal):
            approval.withdraw(by=by, at=deal.written_at)


def take_back_elsewhere(deal: Opportunity, stage: Stage, by: User | None) -> None:
    """The questions of the pipeline that the deal has left; it could leave, so none of them is needed any more."""
    newest = newest_approvals(deal)
    for policy in policies():
        approval = newest.get(policy.purpose)
        if approval is not None and policy.asked_on.pipeline_id != stage.pipeline_id:
            approval.withdraw(by=by, at=deal.written_at)


def _is_needed(policy: ApprovalPolicy, deal: Opportunity) -> bool:
    """For the deal itself, or for what it is quoted at."""
    return policy.holds_for(deal) or policy.holds_for(weighed_with_quotes(deal))


def _ask_unless_asked(deal: Opportunity, policy: ApprovalPolicy, approval: Approval | None, by: User | None) -> None:
    """Once for each amount: a refusal stands until the deal has another amount or somebody asks again."""
    if approval is not None and approval.covers(deal.amount, deal.currency):
        return
    if approval is not None:
        approval.withdraw(by=by, at=deal.written_at)
    ask(deal, policy, by=by, at=deal.written_at)


def ask(deal: Opportunity, policy: ApprovalPolicy, *, by: User | None, at: datetime | None = None) -> Approval:
    """Ask for the approval that the policy wants for this deal."""
    return Approval.ask(
        deal,
        policy.purpose,
        policy.task_told,
        by=by,
        approver=policy.approver_for(deal.owner),
        role=policy.deciding_role,
        amount=deal.amount,
        currency=deal.currency,
        days=policy.days,
        at=at,
    )


def ask_again(deal: Opportunity, policy: ApprovalPolicy, *, by: User) -> Any:
    """Ask before its stage is reached, or anew after a refusal; the open question where there is one."""
    approval = newest_approvals(deal).get(policy.purpose)
    if approval is not None and approval.state == ApprovalState.ASKED and approval.covers(deal.amount, deal.currency):
        return approval
    if approval is not None:
        approval.withdraw(by=by)
    return ask(deal, policy, by=by)
