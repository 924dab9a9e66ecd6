"""The live check while a record is made, and the page of duplicates."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields, require
from caruso.screens.forms.raw import posted
from caruso.screens.links import Links
from caruso.screens.lists.keyset import Key
from caruso.screens.matching.candidates import candidates, unsaved
from caruso.screens.matching.duplicates import (
    compared_fields,
    count_pairs,
    groups_of,
    read_pairs,
)
from caruso.screens.matching.duplicates import (
    dismiss as dismiss_pairs,
)
from caruso.screens.matching.duplicates import (
    propose_again as propose_pairs_again,
)
from caruso.screens.matching.keys import matched_fields
from caruso.screens.matching.models import DuplicatePair
from caruso.screens.matching.namesakes import namesakes
from caruso.screens.matching.scoring import rule_label
from caruso.ui.toasts import toast

#: A group of duplicates is judged whole; nobody sees more of them at once.
MOST_JUDGED = 100


@require_POST
def possible_duplicates(request: Request, screen: Screen) -> HttpResponse:
    """Whom the form, as it stands, may be about; what is not yet valid in it is passed over."""
    require(screen, request.user)
    record = unsaved(screen, _typed(request, screen))
    number = request.POST.get("record", "")
    record.pk = number_from(number)
    found = candidates(screen, record, request.user) or namesakes(screen, record, request.user)
    return render(request, "screens/matching/candidates.html", {"screen": screen, "candidates": found})


def show_duplicates(request: Request, screen: Screen) -> HttpResponse:
    """Pairs and groups that may be the same, surest first, by any rule or one."""
    _require_matching(screen, request.user)
    rules = {rule.name: rule_label(screen, rule) for rule in screen.matching}
    chosen = request.GET.get("rule", "")
    chosen = chosen if chosen in rules else ""
    after = Key.from_text(request.GET.get("after", ""), DuplicatePair._meta.get_field("score"))
    page = read_pairs(screen, request.user, chosen, after)
    groups = groups_of(screen, page.rows, request.user)
    fields = compared_fields(screen, request.user)
    context = {
        "screen": screen,
        "groups": groups,
        "fields": fields,
        "links": Links(request.user).collect([record for group in groups for record in group.records], fields),
        "rules": rules.items(),
        "chosen": chosen,
        "page": page,
        "count": count_pairs(screen, request.user, chosen),
        "may_merge": _may_merge(screen, request.user),
    }
    return render(request, "screens/matching/duplicates.html", context)


@require_POST
def dismiss(request: Request, screen: Screen) -> HttpResponse:
    """They are not the same; remembered for everybody."""
    numbers = _numbers_to_judge(request, screen)
    dismiss_pairs(screen, numbers, request.user)
    again = f"{screen.url('propose_duplicates_again')}?records={','.join(map(str, numbers))}"
    toast(request, _("They will not be proposed as duplicates again."), undo=again)
    return redirect(screen.url("duplicates"))


@require_POST
def propose_again(request: Request, screen: Screen) -> HttpResponse:
    propose_pairs_again(screen, _numbers_to_judge(request, screen))
    return redirect(screen.url("duplicates"))


def _typed(request: Request, screen: Screen) -> dict[str, Any]:
    """The values of the form that rules look at, as far as they can be read."""
    needed = matched_fields(screen) | set(screen.object.built_in_fields)
    values = {}
    for name in editable_fields(screen, request.user, needed):
        field = screen.field(name)
        try:
            values[name] = field.parse(posted(request.POST, field))
        except ValidationError:
            continue
    return values


def _require_matching(screen: Screen, user: User) -> None:
    require(screen, user)
    if not screen.matching:
        raise Http404


def _may_merge(screen: Screen, user: User) -> bool:
    return user.access.may(screen.key, "edit") and user.access.may(screen.key, "delete")


def _numbers_to_judge(request: Request, screen: Screen) -> list[int]:
    """The numbers given, all of which the person must be able to edit."""
    _require_matching(screen, request.user)
    given = request.POST.get("records") or request.GET.get("records", "")
    numbers = sorted({number for part in given.split(",")[:MOST_JUDGED] if (number := number_from(part))})
    if len(screen.model.objects.visible_to(request.user).in_bulk(numbers)) < len(numbers):
        raise Http404
    require(screen, request.user, "edit")
    if screen.model.objects.visible_to(request.user, "edit").filter(pk__in=numbers).count() < len(numbers):
        raise PermissionDenied(_("Your role does not allow this."))
    return numbers
