"""`/api/v1/<object>/<id>/merge` and `/api/v1/<object>/merges/<merge>/undo`: records made one, and several again."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.api.body import body_bytes, parsed
from caruso.screens.api.parameters import parameters
from caruso.screens.api.preconditions import version_seen
from caruso.screens.api.problem import Problem, fault
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.shapes import LARGEST_NUMBER
from caruso.screens.api.writing import parsed_values
from caruso.screens.description import Screen
from caruso.screens.merging import merge as merging
from caruso.screens.merging.doors import merge_to_undo, records_to_merge, require_main
from caruso.screens.merging.problem import MergeProblem
from caruso.screens.merging.values import propose

MOST_OTHERS = merging.MOST_RECORDS - 1


def merge(call: Call, word: str, number: int) -> HttpResponse:
    """`others` go into the record; lists are united and what is empty filled, unless `values` say otherwise."""
    screen = screen_or_404(call, word)
    parameters(call.request)
    version = version_seen(call.request)
    data = parsed(body_bytes(call.request))
    main, *others = records_to_merge(screen, [number, *_others(data, number)], call.person)
    require_main(screen, main, others, call.person)
    chosen = parsed_values(screen, call.person, data.get("values", {}))
    _refuse_hidden_links(screen, call.person, chosen)
    values = propose(screen, main, others, call.person) | chosen
    seen = {} if version is None else {main.pk: version}
    try:
        merged = merging.merge(main, others, values, by=call.person, versions=seen)
    except MergeProblem as problem:
        raise Problem("conflict", " ".join(problem.messages)) from None
    return reply({"merge": merged.pk, "id": main.pk, "version": main.version, "others": merged.others})


def undo(call: Call, word: str, number: int) -> HttpResponse:
    """`kept` tells what was changed after the merge and therefore stays."""
    screen = screen_or_404(call, word)
    parameters(call.request)
    merged = merge_to_undo(screen, number, call.person)
    try:
        undone = merging.undo(merged, by=call.person)
    except MergeProblem as problem:
        raise Problem("conflict", " ".join(problem.messages)) from None
    kept = {"fields": undone.fields, "links": undone.links}
    return reply({"merge": merged.pk, "id": merged.main, "others": merged.others, "kept": kept})


def _refuse_hidden_links(screen: Screen, person: User, values: Mapping[str, Any]) -> None:
    """A merge trusts links, for it takes them from records; those that the caller gives are to be looked at."""
    probe = screen.model()
    for name, value in values.items():
        probe.put(name, value)
    probe.check_links(by=person)


def _others(data: Mapping[str, Any], main: int) -> list[int]:
    """The numbers in the body. Raises Problem."""
    faults = [
        fault("body", name[:80], _("There is no such part."), "unknown") for name in data.keys() - {"others", "values"}
    ]
    others = data.get("others")
    if (
        not isinstance(others, list)
        or not 1 <= len(others) <= MOST_OTHERS
        or not all(isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= LARGEST_NUMBER for one in others)
        or len({main, *others}) <= len(others)
    ):
        message = _("A list of 1 to %(most)d different numbers of other records.") % {"most": MOST_OTHERS}
        faults.append(fault("body", "others", message, "type"))
    if not isinstance(data.get("values", {}), dict):
        faults.append(fault("body", "values", _("“values” should be an object."), "type"))
    if faults:
        raise Problem("invalid", errors=faults)
    return list(others or [])
