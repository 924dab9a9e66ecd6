"""The addresses of imports, which belong to no one object."""

from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.screens.api.openapi.operations import ALWAYS, problem_answers
from caruso.screens.api.openapi.schemas import NUMBER
from caruso.screens.transfer.importing.beginning import importable_screens
from caruso.screens.transfer.importing.plan import BAD_CELLS, POLICIES
from caruso.screens.transfer.models import Import

Part = dict[str, Any]
BASE = "/api/v1/imports"
_ID = {"name": "id", "in": "path", "required": True, "schema": NUMBER}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}


def import_paths(person: User) -> Part:
    """Empty for people who may create nothing."""
    screens = importable_screens(person)
    if not screens:
        return {}
    return {
        BASE: {"post": _start([screen.slug for screen in screens])},
        f"{BASE}/{{id}}": {"parameters": [_ID], "get": _operation("read", _("How an import goes"), "200")},
        f"{BASE}/{{id}}/report": {"parameters": [_ID], "get": _report()},
        f"{BASE}/{{id}}/undo": {
            "parameters": [_ID, _force()],
            "post": _operation("undo", _("Take an import back"), "202", "forbidden", "conflict"),
        },
    }


def import_schema() -> Part:
    text = {"type": "string"}
    return {
        "type": "object",
        "properties": {
            "id": NUMBER,
            "object": text,
            "file": text,
            "product": text,
            "state": {"enum": list(Import.State.values)},
            "dry_run": {"type": "boolean"},
            "rows": {"type": "integer"},
            "total": {"type": ["integer", "null"]},
            "columns": {"type": "object", "additionalProperties": text},
            "counts": _COUNTS,
            "undone": _COUNTS,
            "problem": text,
            "report": text,
        },
    }


def _start(words: list[str]) -> Part:
    flag = {"enum": ["true", "false"]}
    choices = {
        "file": {"type": "string", "format": "binary", "description": _("CSV, XLSX or vCard")},
        "object": {"enum": words, "description": _("Found out from the file unless given.")},
        "policy": {"enum": list(POLICIES), "description": _("For records that are there already.")},
        "bad_cells": {"enum": list(BAD_CELLS)},
        "tags": {"type": "string", "description": _("For every row, with commas.")},
        "make_links": flag,
        "columns": {"type": "string", "description": _("Paths by headers, as JSON; “+” makes a new field.")},
        "new_fields": {**flag, "description": _("Makes a field of every column that goes nowhere.")},
        "rows": {"type": "string", "description": _("Policies of single rows by their numbers, as JSON.")},
        "dry_run": flag,
    }
    schema = {"type": "object", "properties": choices, "required": ["file"], "additionalProperties": False}
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    kinds = ("malformed", "forbidden", "too-large", "media-type", "invalid")
    return {**_operation("start", _("Bring a file in"), "202", *kinds), "requestBody": body}


def _force() -> Part:
    told = _("Also what was worked on since goes to the bin.")
    return {"name": "force", "in": "query", "description": told, "schema": {"type": "boolean", "default": False}}


def _report() -> Part:
    answer = {"200": {"description": _("Every row, as CSV."), "content": {"text/csv": {"schema": {"type": "string"}}}}}
    return {
        "operationId": "imports.report",
        "tags": ["imports"],
        "summary": _("What became of every row"),
        "responses": {**answer, **problem_answers(*ALWAYS)},
    }


def _operation(name: str, summary: str, status: str, *kinds: str) -> Part:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Import"}}}
    return {
        "operationId": f"imports.{name}",
        "tags": ["imports"],
        "summary": summary,
        "responses": {status: {"description": summary, "content": content}, **problem_answers(*ALWAYS, *kinds)},
    }
