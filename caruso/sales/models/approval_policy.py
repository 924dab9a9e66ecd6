"""Approval policies: when a deal needs a yes, and whose. Made by the administrator by clicking."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.people.teams import manager_of
from caruso.sales.models.pipeline import Stage, StageOutcome, told

if TYPE_CHECKING:
    from caruso.kernel.models import User


class ApproverKind(models.TextChoices):
    MANAGER = "manager", _("the owner's manager")
    PERSON = "person", _("a person")
    ROLE = "role", _("anyone with a role")


class ApprovalPolicy(models.Model):
    """A deal that enters `asked_on` and meets the condition needs a yes before it enters `before` or any later stage."""

    name = models.CharField(_("name"), max_length=120)
    asked_on = models.ForeignKey(Stage, models.CASCADE, related_name="+", verbose_name=_("asked when a deal enters"))
    condition = models.TextField(_("and this is true"), blank=True)
    before = models.ForeignKey(Stage, models.CASCADE, related_name="+", verbose_name=_("needed before"))
    approver_kind = models.CharField(
        _("who approves"), max_length=8, choices=ApproverKind, default=ApproverKind.MANAGER
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.ForeignKey(
        "kernel.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role")
    )
    task = models.CharField(_("task"), max_length=200)
    days = models.PositiveSmallIntegerField(_("days to decide"), default=3)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("approval policy")
        verbose_name_plural = _("approval policies")
        ordering: ClassVar[list[str]] = ["asked_on__pipeline", "asked_on__position", "pk"]

    def __str__(self) -> str:
        return told(self.name)

    @property
    def task_told(self) -> str:
        return told(self.task)

    @property
    def purpose(self) -> str:
        return f"policy-{self.pk}"

    def holds_for(self, record: Any) -> bool:
        """Whether the condition is true of this deal, as the system sees it; one that nobody understands any more
        (its field is gone) is true of none."""
        if not self.condition:
            return True
        try:
            return check(parse(self.condition), business_object("sales.opportunity"), None).matches(record)
        except ConditionProblem:
            return False

    def is_asked_in(self, stage: Stage) -> bool:
        return (
            stage.pipeline_id == self.asked_on.pipeline_id
            and stage.is_open
            and stage.position >= self.asked_on.position
        )

    def blocks(self, stage: Stage) -> bool:
        """Giving a deal up is never blocked."""
        same = stage.pipeline_id == self.before.pipeline_id
        return same and stage.position >= self.before.position and stage.outcome != StageOutcome.LOST

    def approver_for(self, owner: "User | None") -> "User | None":
        """The one person who decides about a deal of this owner; None where a role or any administrator does."""
        if self.approver_kind == ApproverKind.PERSON:
            return self.person
        if self.approver_kind == ApproverKind.MANAGER and owner is not None:
            return manager_of(owner)
        return None

    @property
    def deciding_role(self) -> Any:
        return self.role if self.approver_kind == ApproverKind.ROLE else None


def policies() -> tuple[ApprovalPolicy, ...]:
    """Those in force; read once for each version of the firm's schema."""
    return _read(current_organisation().schema_version)


@lru_cache(maxsize=2)
def _read(version: int) -> tuple[ApprovalPolicy, ...]:
    known = ApprovalPolicy.objects.filter(archived_at=None, asked_on__archived_at=None, before__archived_at=None)
    return tuple(known.select_related("asked_on__pipeline", "before", "role"))


def forget_policies() -> None:
    """Have this process read them anew."""
    _read.cache_clear()
