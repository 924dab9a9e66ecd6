"""`/api/v1/<object>/bulk`: many writes in one request, each with an outcome of its own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from caruso.screens.api.body import body_bytes, parsed
from caruso.screens.api.idempotency import once
from caruso.screens.api.parameters import parameters
from caruso.screens.api.problem import Problem, fault
from caruso.screens.api.reply import reply
from caruso.screens.api.resource import Call, problems_told
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.shapes import LARGEST_NUMBER
from caruso.screens.api.writing import change_record, create_record, delete_record
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404, require

MOST = 500
#: What an operation is made of, and what of that it cannot do without.
PARTS: dict[str, tuple[set[str], set[str]]] = {
    "create": ({"values"}, {"values"}),
    "update": ({"id", "version", "values"}, {"id", "version", "values"}),
    "delete": ({"id", "version"}, {"id"}),
}


def bulk(call: Call, word: str) -> HttpResponse:
    """Operations in order; one that fails changes nothing and stops none of the others."""
    screen = screen_or_404(call, word)
    parameters(call.request)
    require(screen, call.person, "bulk")
    content = body_bytes(call.request)
    operations = _operations(parsed(content))

    def act() -> HttpResponse:
        results = [_outcome(call, screen, operation) for operation in operations]
        failed = sum(result["status"] >= 400 for result in results)
        return reply({"results": results, "succeeded": len(results) - failed, "failed": failed})

    return once(call, content, act)


def _operations(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    operations = data.get("operations")
    if set(data) != {"operations"} or not isinstance(operations, list) or not 1 <= len(operations) <= MOST:
        message = _("A list of 1 to %(most)d operations, and nothing beside it.") % {"most": MOST}
        raise Problem("invalid", errors=[fault("body", "operations", message, "type")])
    faults = [
        fault("body", f"operations[{index}]", message, "type")
        for index, operation in enumerate(operations)
        if (message := _mistake(operation))
    ]
    if faults:
        raise Problem("invalid", errors=faults)
    return operations


def _mistake(operation: Any) -> str:
    """What makes this no operation; empty for nothing."""
    if not isinstance(operation, dict) or not isinstance(operation.get("op"), str) or operation["op"] not in PARTS:
        return _("An operation is an object with “op”: create, update or delete.")
    allowed, needed = PARTS[operation["op"]]
    given = set(operation) - {"op"}
    if given - allowed or needed - given:
        return _("It needs %(needed)s and takes %(allowed)s.") % {
            "needed": ", ".join(sorted(needed)),
            "allowed": ", ".join(sorted(allowed)),
        }
    if not isinstance(operation.get("values", {}), dict):
        return _("“values” should be an object.")
    if "id" in given and not _is_number(operation["id"]):
        return _("“id” should be the number of a record.")
    if "version" in given and operation["version"] != "*" and not _is_number(operation["version"]):
        return _("“version” should be a number, or * for any.")
    return ""


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= LARGEST_NUMBER


def _outcome(call: Call, screen: Screen, operation: Mapping[str, Any]) -> dict[str, Any]:
    try:
        with problems_told(), transaction.atomic():
            return _done(call, screen, operation)
    except Problem as problem:
        return {"status": problem.status, "id": operation.get("id"), "problem": problem.body()}


def _done(call: Call, screen: Screen, operation: Mapping[str, Any]) -> dict[str, Any]:
    if operation["op"] == "create":
        record = create_record(screen, call.person, operation["values"])
        return {"status": 201, "id": record.pk, "version": record.version}
    number = operation["id"]
    version = None if operation.get("version", "*") == "*" else operation["version"]
    record_or_404(screen, number, call.person, "bulk")
    if operation["op"] == "update":
        record = change_record(screen, call.person, number, operation["values"], version)
        return {"status": 200, "id": number, "version": record.version}
    delete_record(screen, call.person, number, version)
    return {"status": 204, "id": number}
