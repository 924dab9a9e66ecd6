"""Who may merge, and undo a merge."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import require
from caruso.screens.merging.merge import MOST_RECORDS, merged_into
from caruso.screens.merging.models import Merge
from caruso.screens.merging.problem import MergeProblem


def records_to_merge(screen: Screen, numbers: Sequence[int], user: User) -> list[Any]:
    """These live records in this order: one may edit all of them, and delete all but one.

    Raises Http404 for one that the person does not see, PermissionDenied without these rights, MergeProblem for too
    few or too many.
    """
    require(screen, user)
    if not screen.mergeable:
        raise Http404
    wanted = list(dict.fromkeys(numbers))
    if not 2 <= len(wanted) <= MOST_RECORDS:
        raise MergeProblem(_("Choose two to %(most)d different records to merge.") % {"most": MOST_RECORDS})
    records = screen.model.objects.visible_to(user).in_bulk(wanted)
    if len(records) != len(wanted):
        raise Http404
    if (
        _reached(screen, user, "edit", wanted) < len(wanted)
        or _reached(screen, user, "delete", wanted) < len(wanted) - 1
    ):
        raise PermissionDenied(_("Your role does not allow this."))
    return [records[number] for number in wanted]


def require_main(screen: Screen, main: Any, others: Sequence[Any], user: User) -> None:
    """The others go to the bin: PermissionDenied unless the person may delete each of them."""
    if _reached(screen, user, "delete", [other.pk for other in others]) < len(others):
        raise PermissionDenied(_("Your role does not allow this."))


def main_of(screen: Screen, number: int, user: User) -> int | None:
    """The record that this one became part of, if the person sees it."""
    main = merged_into(screen.key, number)
    return main if main and screen.model.objects.visible_to(user).filter(pk=main).exists() else None


def merge_to_undo(screen: Screen, number: int, user: User) -> Merge:
    """The merge, if the person sees its main record; PermissionDenied unless the rights to merge reach it."""
    require(screen, user)
    merged = Merge.objects.filter(pk=number, object=screen.key).select_related("by").first()
    if merged is None or not screen.model.objects.visible_to(user).filter(pk=merged.main).exists():
        raise Http404
    if not _reached(screen, user, "edit", [merged.main]):
        raise PermissionDenied(_("Your role does not allow this."))
    others = screen.model.objects
    if (
        others.visible_to(user, "delete", binned=True).filter(pk__in=merged.others).count()
        < others.in_bin().filter(pk__in=merged.others).count()
    ):
        raise PermissionDenied(_("Your role does not allow this."))
    return merged


def _reached(screen: Screen, user: User, right: str, numbers: Sequence[int]) -> int:
    count: int = screen.model.objects.visible_to(user, right).filter(pk__in=numbers).count()
    return count
