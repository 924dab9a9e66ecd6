"""Which fields the rules of sales ask about."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from caruso.kernel.field_uses import Use, add_uses, needs_of
from caruso.kernel.objects import business_object
from caruso.sales.models import ApprovalPolicy, AssignmentRule, ScoringRule, Stage
from caruso.sales.models.lead_policy import lead_policy


def start() -> None:
    add_uses(uses_of_rules)


def uses_of_rules() -> Iterator[Use]:
    for stage in Stage.objects.exclude(entry_condition=""):
        label = _("the stage “%(name)s”") % {"name": stage}
        yield Use(label, needs_of(stage.entry_condition, "sales.opportunity"))
    for policy in ApprovalPolicy.objects.exclude(condition=""):
        label = _("the approval “%(name)s”") % {"name": policy}
        yield Use(label, needs_of(policy.condition, "sales.opportunity"))
    for assignment in AssignmentRule.objects.exclude(condition=""):
        label = _("the assignment “%(name)s”") % {"name": assignment}
        yield Use(label, needs_of(assignment.condition, "sales.lead"))
    for rule in ScoringRule.objects.exclude(condition=""):
        yield Use(_("the scoring “%(name)s”") % {"name": rule}, needs_of(rule.condition, "sales.lead"))
    for name in business_object("sales.lead").custom_fields.keys() & set(lead_policy().required):
        yield Use(_("the evidence asked of leads"), needs_of(f"{name} is not empty", "sales.lead"))
