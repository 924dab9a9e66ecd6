"""Paths and operations of one object."""

from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.api.openapi.examples import example_of
from caruso.screens.api.openapi.schemas import NUMBER, ref
from caruso.screens.api.parameters import LONGEST, LONGEST_OTHER
from caruso.screens.api.problem import KINDS
from caruso.screens.api.representation import visible
from caruso.screens.api.routes.merging import MOST_OTHERS
from caruso.screens.api.selection import LARGEST_SIZE, sort_names
from caruso.screens.description import Screen

Part = dict[str, Any]
ALWAYS = ("parameters", "unauthenticated", "not-found", "method", "too-many")
_WRITING = ("malformed", "forbidden", "conflict", "too-large", "media-type", "invalid")
_FLAG = {"type": "boolean", "default": False}
_LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def paths_of(screen: Screen, person: User) -> Part:
    base = f"/api/v1/{screen.slug}"
    access = person.access
    may = {right for right in ("edit", "delete", "bulk") if access.may(screen.key, right)}
    may |= {"create"} if screen.creatable and access.may(screen.key, "create") else set()
    records: Part = {"get": _list(screen, person)}
    record: Part = {"parameters": [_ID], "get": _read(screen)}
    if "create" in may:
        records["post"] = _create(screen, person)
    if "edit" in may:
        record["patch"] = _change(screen)
    if "delete" in may:
        record["delete"] = _delete(screen)
    paths = {
        base: records,
        f"{base}/schema": {"get": _schema(screen)},
        f"{base}/{{id}}": record,
        f"{base}/{{id}}/events": {"parameters": [_ID], "get": _events(screen)},
    }
    if "delete" in may:
        paths[f"{base}/{{id}}/restore"] = {"parameters": [_ID], "post": _restore(screen)}
    if {"edit", "delete"} <= may and screen.mergeable:
        paths[f"{base}/{{id}}/merge"] = {"parameters": [_ID], "post": _merge(screen)}
        paths[f"{base}/merges/{{id}}/undo"] = {"parameters": [_ID], "post": _undo_merge(screen)}
    if "bulk" in may:
        paths[f"{base}/bulk"] = {"post": _bulk(screen)}
    return paths


def _operation(screen: Screen, name: str, summary: str, answers: Part, *problems: str, **more: Any) -> Part:
    return {
        "operationId": f"{screen.slug}.{name}",
        "tags": [screen.slug],
        "summary": summary,
        **more,
        "responses": {**answers, **problem_answers(*ALWAYS, *problems)},
    }


def _list(screen: Screen, person: User) -> Part:
    sorts = sort_names(screen, person)
    fields = [field.name for field in visible(screen, person)]
    parameters = [
        _query("q", _text("q"), _("Quick search, as in the palette: among the best 200."), "lodz"),
        _query("where", _text("where"), _("A condition in words."), 'owner = "me"'),
        _query("filter", _text("filter"), _("A condition in JSON."), '["owner", "=", "me"]'),
        _query("sort", {"enum": [sign + name for name in sorts for sign in ("", "-")]}, _("“-” for descending.")),
        {
            **_query("fields", {"type": "array", "minItems": 1, "items": {"enum": fields}}, _("Only these fields.")),
            "style": "form",
            "explode": False,
        },
        _query("limit", {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": 50}),
        _query("cursor", _text("cursor"), _("“next” of the page before.")),
        _query("count", {"enum": ["none", "capped"], "default": "none"}, _("Counted to 1000, no further.")),
        _query("bin", _FLAG, _("Those in the bin instead.")),
    ]
    answer = _answer(_("One page of records."), ref(screen, "Page"), links={"next": _next(screen)})
    return _operation(screen, "list", _("List"), {"200": answer}, "invalid", parameters=parameters)


def _create(screen: Screen, person: User) -> Part:
    answer = _answer(_("The new record."), ref(screen, "Record"), "ETag", "Location", links=_record_links(screen))
    body = _body(ref(screen, "Create"), example_of(screen, person))
    key = {"name": "Idempotency-Key", "in": "header", "schema": _KEY, "description": _("Makes repeating harmless.")}
    problems = (*_WRITING, "key-reused")
    return _operation(screen, "create", _("Create"), {"201": answer}, *problems, parameters=[key], requestBody=body)


def _read(screen: Screen) -> Part:
    answer = _answer(_("The record."), ref(screen, "Record"), "ETag")
    return _operation(screen, "read", _("Read"), {"200": answer}, parameters=[_query("bin", _FLAG)])


def _change(screen: Screen) -> Part:
    answer = _answer(_("The record as it is now."), ref(screen, "Record"), "ETag")
    parameters = [_if_match(required=True)]
    body = _body(ref(screen, "Change"), None)
    problems = (*_WRITING, "stale", "precondition")
    return _operation(
        screen, "change", _("Change"), {"200": answer}, *problems, parameters=parameters, requestBody=body
    )


def _delete(screen: Screen) -> Part:
    parameters = [_if_match(), _query("destroy", _FLAG, _("Destroy for good what is in the bin."))]
    answers = {"204": {"description": _("It is in the bin, or destroyed."), "headers": _headers()}}
    problems = ("malformed", "forbidden", "conflict", "stale", "invalid")
    return _operation(screen, "delete", _("Delete"), answers, *problems, parameters=parameters)


def _restore(screen: Screen) -> Part:
    answer = _answer(_("The record, out of the bin."), ref(screen, "Record"), "ETag")
    return _operation(screen, "restore", _("Restore"), {"200": answer}, "forbidden", "conflict", "invalid")


def _merge(screen: Screen) -> Part:
    others = {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": MOST_OTHERS, "uniqueItems": True}
    properties = {"others": others, "values": ref(screen, "Change")}
    body = {"type": "object", "properties": properties, "required": ["others"], "additionalProperties": False}
    answer = _answer(_("The record they are now."), {"$ref": "#/components/schemas/Merge"})
    problems = (*_WRITING, "stale", "precondition")
    parameters = [_if_match(required=True)]
    return _operation(
        screen,
        "merge",
        _("Merge others into it"),
        {"200": answer},
        *problems,
        parameters=parameters,
        requestBody=_body(body, {"others": [57]}),
    )


def _undo_merge(screen: Screen) -> Part:
    answer = _answer(_("They are several again."), {"$ref": "#/components/schemas/UndoneMerge"})
    return _operation(screen, "undoMerge", _("Undo a merge"), {"200": answer}, "forbidden", "conflict", "invalid")


def _events(screen: Screen) -> Part:
    parameters = [
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
        _query("before", NUMBER, _("“next” of the page before.")),
        _query("bin", _FLAG),
    ]
    answer = _answer(_("What happened, the newest first."), {"$ref": "#/components/schemas/EventPage"})
    return _operation(screen, "events", _("History"), {"200": answer}, parameters=parameters)


def _schema(screen: Screen) -> Part:
    answer = _answer(_("The fields and your rights."), {"$ref": "#/components/schemas/ObjectSchema"})
    return _operation(screen, "schema", _("Fields"), {"200": answer})


def _bulk(screen: Screen) -> Part:
    answer = _answer(_("The outcome of each operation, in order."), {"$ref": "#/components/schemas/BulkResult"})
    body = _body(ref(screen, "Bulk"), {"operations": [{"op": "delete", "id": 12, "version": 3}]})
    key = {"name": "Idempotency-Key", "in": "header", "schema": _KEY}
    problems = (*_WRITING, "key-reused")
    return _operation(screen, "bulk", _("Write many"), {"200": answer}, *problems, parameters=[key], requestBody=body)


_KEY: Part = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
_ID: Part = {"name": "id", "in": "path", "required": True, "schema": NUMBER}


def _if_match(*, required: bool = False) -> Part:
    schema = {"type": "string", "pattern": '^(\\*|"[0-9]{1,18}")$'}
    return {"name": "If-Match", "in": "header", "required": required, "schema": schema, "example": '"3"'}


def _text(name: str) -> Part:
    return {"type": "string", "maxLength": LONGEST.get(name, LONGEST_OTHER)}


def _query(name: str, schema: Part, description: str = "", example: str = "") -> Part:
    parameter: Part = {"name": name, "in": "query", "schema": schema}
    if description:
        parameter["description"] = description
    if example:
        parameter["example"] = example
    return parameter


def _body(schema: Part, example: Part | None) -> Part:
    media: Part = {"schema": schema}
    if example is not None:
        media["example"] = example
    return {"required": True, "content": {"application/json": media}}


def _answer(description: str, schema: Part, *headers: str, links: Part | None = None) -> Part:
    answer = {
        "description": description,
        "headers": _headers(*headers),
        "content": {"application/json": {"schema": schema}},
    }
    return {**answer, "links": links} if links else answer


def _headers(*names: str) -> Part:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, *_LIMITS)}


def problem_answers(*kinds: str) -> Part:
    """The answers to what goes wrong, by status; kinds with one status share an answer."""
    answers: Part = {}
    for kind in kinds:
        answers.setdefault(str(KINDS[kind][0]), {"$ref": f"#/components/responses/{kind}"})
    return answers


def _next(screen: Screen) -> Part:
    return {"operationId": f"{screen.slug}.list", "parameters": {"query.cursor": "$response.body#/next"}}


def _record_links(screen: Screen) -> Part:
    """What can be done with the record just created."""
    number = {"path.id": "$response.body#/id"}
    return {name: {"operationId": f"{screen.slug}.{name}", "parameters": number} for name in ("read", "events")}
