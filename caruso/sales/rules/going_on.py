"""What stands between a deal and a stage: the same answer for the guide that tells it and for the door that refuses."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.sales.models.approval import Approval, ApprovalState
from caruso.sales.models.approval_policy import ApprovalPolicy, policies
from caruso.sales.models.pipeline import Stage, StageOutcome, stage_named, stages
from caruso.sales.rules.weighing import weighed_with_quotes

if TYPE_CHECKING:
    from caruso.sales.models.opportunity import Opportunity

#: Reasons for which somebody else got the deal.
TAKEN_THROUGH = {"price", "product", "service", "relation"}


@dataclass(frozen=True)
class Wanted:
    """A yes that is still wanted: the policy, and the newest question about it, if there was one."""

    policy: ApprovalPolicy
    asked: Approval | None = None

    @property
    def is_open(self) -> bool:
        return self.asked is not None and self.asked.state == ApprovalState.ASKED

    @property
    def was_refused(self) -> bool:
        return self.asked is not None and self.asked.state == ApprovalState.REFUSED


@dataclass(frozen=True)
class Unmet:
    """What one stage asks for and the deal does not have: empty fields, and the condition where it is not true."""

    stage: Stage
    fields: list[str]
    condition: str

    def __bool__(self) -> bool:
        return bool(self.fields or self.condition)


@dataclass
class Missing:
    """Everything that a deal lacks for a stage and those on the way there; false where it may go on."""

    unmet: list[Unmet] = field(default_factory=list)
    approvals: list[Wanted] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.unmet or self.approvals)

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(name for one in self.unmet for name in one.fields))

    @property
    def conditions(self) -> list[str]:
        return [one.condition for one in self.unmet if one.condition]


def missing_for(deal: "Opportunity", stage: Stage, came_from: Stage | None) -> Missing:
    """What the deal, as it is now, lacks for this stage and for the open ones that it jumps over."""
    asking = [Unmet(one, _empty_fields(deal, one), _unmet_condition(deal, one)) for one in _way(came_from, stage)]
    return Missing([one for one in asking if one], wanted_approvals(deal, stage))


def _way(came_from: Stage | None, stage: Stage) -> list[Stage]:
    """The open stages between, in order, and the stage itself. Who does not come from an open stage of this pipeline
    comes from its beginning, where every deal may begin. What is won need not be prepared any more: a signed order is
    not held up by a question of an early stage; approvals are wanted all the same."""
    if stage.outcome == StageOutcome.WON:
        return [stage]
    known = [one for one in stages(stage.pipeline.code) if one.is_open]
    here = came_from is not None and came_from.is_open and came_from.pipeline_id == stage.pipeline_id
    start = came_from if here else next(iter(known), None)
    after = start.position if start is not None else stage.position
    return [*(one for one in known if after < one.position < stage.position), stage]


def refuse_entering(deal: "Opportunity", came_from: Stage | None) -> None:
    """Raises ValidationError where the deal may not be in the stage that it was just put into.

    The way back is always open, and so is giving up; who gives up says why.
    """
    stage = stage_named(deal.stage)
    if stage is None:
        raise ValidationError({"stage": _("Please choose from the list.")})
    if stage.outcome == StageOutcome.LOST:
        refuse_losing_without_reason(deal)
        return
    if came_from is not None and _is_back(came_from, stage):
        return
    if reasons := explained(deal, stage, missing_for(deal, stage, came_from)):
        raise ValidationError({"stage": reasons})


def refuse_losing_without_reason(deal: "Opportunity") -> None:
    """Who loses a deal says why; and where another won it, to whom, or how it comes that nobody knows."""
    if not deal.loss_reason:
        raise ValidationError({"loss_reason": _("Say why the deal was lost.")})
    if deal.loss_reason in TAKEN_THROUGH and not deal.lost_to_id and not deal.closing_note.strip():
        raise ValidationError({"lost_to": _("Say who won it, or write below what is known about that.")})


def explained(deal: "Opportunity", stage: Stage, missing: Missing) -> list[str]:
    """What is missing, in sentences."""
    said = []
    for one in missing.unmet:
        if one.fields:
            labels = ", ".join(str(deal.described.field(name).label) for name in one.fields)
            said.append(_("Before “%(stage)s”, fill in: %(fields)s.") % {"stage": one.stage, "fields": labels})
        if one.condition:
            words = {"stage": one.stage, "condition": one.condition}
            said.append(_("“%(stage)s” is for deals of which this is true: %(condition)s.") % words)
    said += [explained_approval(stage, wanted) for wanted in missing.approvals]
    return said


def refuse_leaving_pipeline(deal: "Opportunity", pipeline: str) -> None:
    """Raises ValidationError where a deal of this pipeline, as it is stored, still owes it a yes: another pipeline is no
    way around that. A deal that was won had every yes."""
    concerned = [policy for policy in policies() if policy.asked_on.pipeline.code == pipeline]
    if not concerned or deal.outcome == StageOutcome.WON:
        return
    if wanted := _without_yes(weighed_with_quotes(deal), concerned):
        stays = _("The deal cannot leave “%(pipeline)s” yet.") % {"pipeline": concerned[0].asked_on.pipeline}
        raise ValidationError({"stage": [stays, *(explained_approval(one.policy.before, one) for one in wanted)]})


def wanted_approvals(deal: "Opportunity", stage: Stage) -> list[Wanted]:
    """The policies that block this stage and have no yes for the deal's amount yet."""
    return _without_yes(deal, [policy for policy in policies() if policy.blocks(stage)])


def _without_yes(deal: "Opportunity", known: list[ApprovalPolicy]) -> list[Wanted]:
    """Of these policies, those that hold for the deal and have no yes for its amount yet."""
    concerned = [policy for policy in known if policy.holds_for(deal)]
    if not concerned:
        return []
    newest = newest_approvals(deal)
    wanted = (Wanted(policy, newest.get(policy.purpose)) for policy in concerned)
    return [one for one in wanted if not _is_given(one.asked, deal)]


def newest_approvals(deal: "Opportunity") -> dict[str, Approval]:
    """By purpose, the newest question about the deal that was not taken back."""
    if deal.pk is None:
        return {}
    asked = Approval.objects.about(deal).exclude(state=ApprovalState.WITHDRAWN)
    return {one.purpose: one for one in asked.select_related("approver", "role", "decided_by").order_by("pk")}


def _is_given(approval: Approval | None, deal: Any) -> bool:
    if approval is None or approval.state != ApprovalState.APPROVED:
        return False
    return approval.covers(deal.amount, deal.currency)


def explained_approval(stage: Stage, wanted: Wanted) -> str:
    words = {"stage": stage, "policy": wanted.policy.task_told, "asked": wanted.policy.asked_on}
    asked = wanted.asked
    if wanted.is_open and asked is not None:
        words["who"] = asked.approver or asked.role or _("an administrator")
        return _("Before “%(stage)s”, an approval is needed: %(policy)s. %(who)s has been asked.") % words
    if wanted.was_refused and asked is not None:
        words |= {"who": asked.decided_by, "reason": asked.reason}
        return _("“%(policy)s” was refused by %(who)s: %(reason)s") % words
    return (
        _("Before “%(stage)s”, an approval is needed: %(policy)s. It is asked for in “%(asked)s”, or from the guide.")
        % words
    )


def _empty_fields(deal: "Opportunity", stage: Stage) -> list[str]:
    known = deal.described.fields
    return [name for name in stage.required_fields if name in known and _held(deal, name) in (None, "", [])]


def _held(deal: "Opportunity", name: str) -> Any:
    found = deal.described.field(name)
    if found.kind.family == "link" and not found.custom:
        return getattr(deal, f"{name}_id")
    return found.value_of(deal)


def _unmet_condition(deal: "Opportunity", stage: Stage) -> str:
    """The stage's condition where it is not true. One that nobody understands any more stops nobody."""
    if not stage.entry_condition:
        return ""
    try:
        checked = check(parse(stage.entry_condition), deal.described, None)
    except ConditionProblem:
        return ""
    return "" if checked.matches(deal) else stage.entry_condition


def _is_back(came_from: Stage, stage: Stage) -> bool:
    """A deal that is opened again comes from its end, not from a later stage: it is asked everything."""
    if not (stage.is_open and came_from.is_open and came_from.pipeline_id == stage.pipeline_id):
        return False
    return stage.position < came_from.position
