"""What all objects share in the document."""

from typing import Any

from caruso.screens.api.openapi.schemas import NUMBER

_TEXT = {"type": "string"}
_LINK = {
    "type": ["object", "null"],
    "properties": {"id": NUMBER, "title": {"type": ["string", "null"]}},
    "required": ["id", "title"],
}


def _object(properties: dict[str, Any], *optional: str, closed: bool = True) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": not closed,
    }


_FAULT = _object(
    {"in": {"enum": ["body", "query", "header"]}, "name": _TEXT, "message": _TEXT, "code": _TEXT},
)
_CONFLICT = {"type": "object", "additionalProperties": _object({"stored": {}, "yours": {}})}
PROBLEM = _object(
    {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "errors": {"type": "array", "items": _FAULT},
        "version": NUMBER,
        "conflicts": _CONFLICT,
    },
    "detail",
    "errors",
    "version",
    "conflicts",
)
_CHANGE = _object({"old": {}, "new": {}})
_EVENT = _object(
    {
        "id": NUMBER,
        "kind": _TEXT,
        "at": {"type": "string", "format": "date-time"},
        "source": _TEXT,
        "actor": _LINK,
        "changes": {"type": "object", "additionalProperties": _CHANGE},
    }
)
_NUMBERS = {"type": "array", "items": NUMBER}
_KEPT = _object({"fields": {"type": "array", "items": _TEXT}, "links": {"type": "integer"}})
_OUTCOME = _object(
    {
        "status": {"type": "integer"},
        "id": {"type": ["integer", "null"]},
        "version": NUMBER,
        "problem": {"$ref": "#/components/schemas/Problem"},
    },
    "version",
    "problem",
)
_CHOICE = _object({"value": _TEXT, "label": _TEXT})
_FIELD = _object(
    {
        "name": _TEXT,
        "label": _TEXT,
        "kind": _TEXT,
        "required": {"type": "boolean"},
        "custom": {"type": "boolean"},
        "editable": {"type": "boolean"},
        "sortable": {"type": "boolean"},
        "help": _TEXT,
        "choices": {"type": "array", "items": _CHOICE},
        "target": _TEXT,
        "max_length": {"type": "integer"},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Field"}},
    },
    "editable",
    "sortable",
    "help",
    "choices",
    "target",
    "max_length",
    "parts",
)
_OBJECT_SCHEMA = _object(
    {
        "name": _TEXT,
        "object": _TEXT,
        "label": _TEXT,
        "label_plural": _TEXT,
        "rights": {"type": "object", "additionalProperties": {"enum": ["none", "own", "team", "all"]}},
        "fields": {"type": "array", "items": {"$ref": "#/components/schemas/Field"}},
    }
)

COMMON: dict[str, Any] = {
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "caruso_…"}},
    "schemas": {
        "Problem": PROBLEM,
        "Event": _EVENT,
        "EventPage": _object(
            {
                "items": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
                "next": {"type": ["integer", "null"]},
            }
        ),
        "BulkResult": _object(
            {
                "results": {"type": "array", "items": _OUTCOME},
                "succeeded": {"type": "integer"},
                "failed": {"type": "integer"},
            }
        ),
        "Merge": _object({"merge": NUMBER, "id": NUMBER, "version": NUMBER, "others": _NUMBERS}),
        "UndoneMerge": _object({"merge": NUMBER, "id": NUMBER, "others": _NUMBERS, "kept": _KEPT}),
        "Field": _FIELD,
        "ObjectSchema": _OBJECT_SCHEMA,
    },
    "headers": {
        "ETag": {"description": "The version of the record, for If-Match.", "schema": {"type": "string"}},
        "Location": {"schema": {"type": "string", "format": "uri-reference"}},
        "RateLimit-Limit": {"schema": {"type": "integer"}},
        "RateLimit-Remaining": {"schema": {"type": "integer"}},
        "RateLimit-Reset": {"description": "Seconds until the count begins anew.", "schema": {"type": "integer"}},
    },
}
