"""A condition that is known to make sense, ready to find records."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from caruso.kernel.conditions.bound import Bound
from caruso.kernel.conditions.checking import bind
from caruso.kernel.conditions.memory import matches
from caruso.kernel.conditions.sql import to_q
from caruso.kernel.conditions.tree import Condition
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.objects import BusinessObject

if TYPE_CHECKING:
    from caruso.kernel.models.user import User


@dataclass(frozen=True)
class CheckedCondition:
    """A condition on one business object as one person sees it now; check anew for each request or job."""

    object: BusinessObject
    tree: Condition
    bound: Bound
    view: Viewpoint

    def q(self) -> Q:
        """For records of the object. It narrows; what the person may see at all is for the queryset to say."""
        return to_q(self.bound, self.view)

    def filter(self, records: Any) -> Any:
        """The records of this queryset that meet the condition, none twice."""
        return records.filter(self.q())

    def matches(self, record: Any) -> bool:
        """Whether one record, or a mapping of field names to values, meets the condition."""
        return matches(self.bound, record, self.view)


def check(
    tree: Condition, object: BusinessObject, user: "User | None", *, now: datetime | None = None
) -> CheckedCondition:
    """Hold a condition against an object and a person's rights; `user=None` is the system, which sees all.

    `now` is the moment that relative dates refer to. Raises ConditionProblem for unknown or hidden fields, operators and values that do not fit, and for
    conditions that would cost too much.
    """
    view = Viewpoint(user, now or timezone.now())
    return CheckedCondition(object, tree, bind(tree, object, view), view)
