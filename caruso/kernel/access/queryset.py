"""Access as a queryset: list, search, export, API and jobs all start at `visible_to`."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Q, Value, When

if TYPE_CHECKING:
    from caruso.kernel.models.user import User


class VisibleQuerySet(models.QuerySet[Any]):
    """Records narrowed to what a person may see, or do something with."""

    def live(self) -> Self:
        return self.filter(binned_at__isnull=True)

    def visible_to(self, user: "User", right: str = "view", *, binned: bool = False, many: bool = False) -> Self:
        """The live records (or, with `binned`, those in the bin) that the right of this person reaches.

        A right never reaches what the person may not view. `many` says that this person has thousands of the
        records asked for: the database then reads in the order asked for and leaves out what is not the person's,
        instead of gathering and sorting everything that is.
        """
        from caruso.kernel.objects import business_object

        records = self.filter(binned_at__isnull=not binned)
        for needed in dict.fromkeys(("view", right)):
            scope = user.access.scope(business_object(self.model).key, needed)
            if scope == "none":
                return self.none()
            if scope != "all":
                reached = self._reached(user, scope)
                records = records.filter(
                    Case(When(reached, then=Value(True)), default=Value(False)) if many else reached
                )
        return records

    def _reached(self, user: "User", scope: str) -> Q:
        reached = Q()
        for path in self.model.OWN_PATHS:
            reached |= Q(**{path: user.pk})
        if scope == "team":
            for path in self.model.TEAM_PATHS:
                reached |= Q(**{f"{path}__in": user.access.teams})
        return reached


def reaches(record: Any, user: "User", right: str) -> bool:
    """Whether the right of this person reaches a record that the person sees.

    Answered from the record itself where it says whose it is; through other paths the database is asked.
    """
    from caruso.kernel.objects import business_object

    model = type(record)
    scope = user.access.scope(business_object(model).key, right)
    if scope in ("none", "all"):
        return scope == "all"
    columns = {column.name for column in model._meta.concrete_fields}
    if not columns.issuperset((*model.OWN_PATHS, *model.TEAM_PATHS)):
        return bool(model.objects.visible_to(user, right, binned=record.in_bin).filter(pk=record.pk).exists())
    if any(getattr(record, f"{path}_id") == user.pk for path in model.OWN_PATHS):
        return True
    return scope == "team" and any(getattr(record, f"{path}_id") in user.access.teams for path in model.TEAM_PATHS)
