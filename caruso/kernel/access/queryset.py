"""Access as a queryset: list, search, export, API and jobs all start at `visible_to`."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from caruso.kernel.models.user import User


class VisibleQuerySet(models.QuerySet[Any]):
    """Records narrowed to what a person may see, or do something with."""

    def live(self) -> Self:
        return self.filter(binned_at__isnull=True)

    def visible_to(self, user: "User", right: str = "view", *, binned: bool = False) -> Self:
        """The live records (or, with `binned`, those in the bin) that the right of this person reaches.

        A right never reaches what the person may not view.
        """
        from caruso.kernel.objects import business_object

        records = self.filter(binned_at__isnull=not binned)
        for needed in dict.fromkeys(("view", right)):
            scope = user.access.scope(business_object(self.model).key, needed)
            if scope == "none":
                return self.none()
            if scope != "all":
                records = records.filter(self._reached(user, scope))
        return records

    def _reached(self, user: "User", scope: str) -> Q:
        reached = Q()
        for path in self.model.OWN_PATHS:
            reached |= Q(**{path: user.pk})
        if scope == "team":
            for path in self.model.TEAM_PATHS:
                reached |= Q(**{f"{path}__in": user.access.teams})
        return reached
