"""`/api/v1/imports`: a file brought in, how it goes, its report, and the way back."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _

from caruso.screens.api.parameters import flag, parameters
from caruso.screens.api.problem import Problem, fault
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call
from caruso.screens.api.shapes import LARGEST_NUMBER
from caruso.screens.description import Screen, screen_at, screen_of
from caruso.screens.transfer.importing import beginning, running, undoing
from caruso.screens.transfer.importing.plan import BAD_CELLS, POLICIES, Plan
from caruso.screens.transfer.importing.report import report_lines
from caruso.screens.transfer.importing.wishes import Wishes
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.reading import ReadingProblem

PARTS = {"object", "policy", "bad_cells", "tags", "dry_run", "make_links", "columns", "new_fields", "rows"}
YES = ("1", "true", "yes")
EXAMPLES = {"columns": '{"Shoe size": "+integer"}', "rows": '{"7": "skip"}'}


def start(call: Call) -> HttpResponse:
    """`multipart/form-data` with the part `file` and choices beside it; 202 with where to look."""
    request = call.request
    parameters(request)
    if request.content_type != "multipart/form-data":
        raise Problem("media-type", _("Send the file as multipart/form-data."))
    given, file = _parts(request)
    screen, wishes = _screen(call, given.get("object", "")), _wishes(given)
    try:
        run = beginning.begin(
            file.chunks(), file.name or "", by=call.person, screen=screen, certain=bool(given.get("object"))
        )
    except ReadingProblem as problem:
        where = _("Row %(row)d: ") % {"row": problem.line} if problem.line else ""
        raise Problem("invalid", errors=[fault("body", "file", f"{where}{problem.message}", "file")]) from None
    plan = _plan(run, given)
    wishes.take_into(plan, run, call.person)
    run.plan = plan.as_json()
    run.save(update_fields=["plan"])
    running.start(run, by=call.person, dry=given.get("dry_run", "").lower() in YES)
    run.refresh_from_db()
    return reply(_state(run), status=202, headers={"Location": reverse("screens:api-import", args=[run.pk])})


def read(call: Call, number: int) -> HttpResponse:
    parameters(call.request)
    return reply(_state(_import(call, number)))


def report(call: Call, number: int) -> HttpResponse:
    """Every row with what became of it, as CSV."""
    parameters(call.request)
    run = _import(call, number)
    site = call.request.build_absolute_uri("/").rstrip("/")
    return HttpResponse("".join(report_lines(run, site)), content_type="text/csv; charset=utf-8")


def undo(call: Call, number: int) -> HttpResponse:
    """With `force` also what was worked on since goes to the bin."""
    force = flag(parameters(call.request, "force"), "force")
    run = _import(call, number)
    try:
        undoing.start_undo(run, by=call.person, force=force)
    except ValidationError as problem:
        raise Problem("conflict", " ".join(problem.messages)) from None
    run.refresh_from_db()
    return reply(_state(run), status=202)


def _parts(request: HttpRequest) -> tuple[dict[str, str], Any]:
    try:
        given, file = request.POST.dict(), request.FILES.get("file")
    except MultiPartParserError:
        raise Problem("malformed") from None
    errors = [fault("body", name[:80], _("Unknown."), "unknown") for name in given.keys() - PARTS]
    if file is None:
        errors.append(fault("body", "file", _("Choose a file."), "required"))
    for name, offered in (("policy", POLICIES), ("bad_cells", BAD_CELLS)):
        if given.get(name) and given[name] not in offered:
            errors.append(fault("body", name, _("One of: %(offered)s.") % {"offered": ", ".join(offered)}, "choice"))
    if errors:
        raise Problem("invalid", errors=errors)
    return {name: str(value) for name, value in given.items()}, file


def _plan(run: Import, given: dict[str, str]) -> Plan:
    plan = Plan.from_json(run.plan)
    plan.policy = given.get("policy") or plan.policy
    plan.bad_cells = given.get("bad_cells") or plan.bad_cells
    if "make_links" in given:
        plan.make_links = given["make_links"].lower() in YES
    if given.get("tags"):
        plan.defaults["tags"] = given["tags"]
    return plan


def _wishes(given: dict[str, str]) -> Wishes:
    return Wishes(_texts(given, "columns"), given.get("new_fields", "").lower() in YES, _texts(given, "rows"))


def _texts(given: dict[str, str], name: str) -> dict[str, str]:
    """The part `name`, a JSON object of texts."""
    try:
        read = json.loads(given.get(name) or "{}")
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        told = _("A JSON object of texts, such as %(example)s.") % {"example": EXAMPLES[name]}
        raise Problem("invalid", errors=[fault("body", name, told, "json")])
    return read


def _screen(call: Call, word: str) -> Screen:
    importable = beginning.importable_screens(call.person)
    if not importable:
        call.person.access.require(screen_at("contacts").key, "create")
        raise Http404
    if not word:
        return next((screen for screen in importable if screen.slug == "contacts"), importable[0])
    found = next((screen for screen in importable if screen.slug == word), None)
    if found is None:
        offered = ", ".join(screen.slug for screen in importable)
        raise Problem(
            "invalid", errors=[fault("body", "object", _("One of: %(offered)s.") % {"offered": offered}, "choice")]
        )
    return found


def _import(call: Call, number: int) -> Import:
    runs = Import.objects.select_related("job")
    if not call.person.access.administers:
        runs = runs.filter(by=call.person)
    run = runs.filter(pk=number).first() if number <= LARGEST_NUMBER else None
    if run is None or not call.person.access.may(run.object, "view") or not _is_there(run.object):
        raise Http404
    return run


def _is_there(object: str) -> bool:
    """Whether the object does not lie in the bin."""
    try:
        screen_of(object)
    except KeyError:
        return False
    return True


def _state(run: Import) -> dict[str, Any]:
    return {
        "id": run.pk,
        "object": screen_of(run.object).slug,
        "file": run.file_name,
        "product": run.product,
        "state": run.state,
        "dry_run": run.dry,
        "rows": run.job.done if run.job else 0,
        "total": run.job.total if run.job else None,
        "columns": {column.header: column.path for column in Plan.from_json(run.plan).columns},
        "counts": run.counts,
        "undone": run.undo_counts,
        "problem": run.problem,
        "report": reverse("screens:api-import-report", args=[run.pk]),
    }
