"""The document as a whole, for one person: what they may not see is not in it."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.screens.api.openapi.imports import import_paths, import_schema
from caruso.screens.api.openapi.operations import paths_of
from caruso.screens.api.openapi.parts import COMMON
from caruso.screens.api.openapi.schemas import schemas_of
from caruso.screens.api.problem import KINDS
from caruso.screens.api.routes.places import screens_for

_MOST_KEPT = 32
_kept: dict[str, dict[str, Any]] = {}


def document_for(person: User) -> dict[str, Any]:
    """The document, kept until fields or rights change."""
    key = _fingerprint(person)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = _made(person)
    return _kept[key]


def _fingerprint(person: User) -> str:
    access = person.access
    seen = [access.everything, list(access.roles), current_organisation().schema_version, get_language()]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def _made(person: User) -> dict[str, Any]:
    screens = screens_for(person)
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    if imports := import_paths(person):
        paths.update(imports)
        schemas["Import"] = import_schema()
    for screen in screens:
        paths.update(paths_of(screen, person))
        schemas.update(schemas_of(screen, person))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Caruso",
            "version": "1",
            "description": _("Everything that you keep in Caruso, by the rights of your token."),
        },
        "servers": [{"url": settings.SITE_URL}],
        "security": [{"token": []}],
        "tags": [{"name": screen.slug, "description": screen.label_plural} for screen in screens]
        + ([{"name": "imports", "description": _("Imports")}] if imports else []),
        "paths": paths,
        "components": {
            **COMMON,
            "schemas": {**COMMON["schemas"], **schemas},
            "responses": {kind: _problem(status, title) for kind, (status, title) in KINDS.items()},
        },
    }


def _problem(status: int, title: Any) -> dict[str, Any]:
    example = {"type": "/api/docs#…", "title": str(title), "status": status}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": str(title),
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }
