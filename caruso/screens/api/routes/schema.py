"""`/api/v1/<object>/schema`: the fields of an object as this caller may use them."""

from typing import Any

from django.http import HttpResponse

from caruso.kernel.access.rights import RIGHTS
from caruso.kernel.fields import Field
from caruso.screens.api.parameters import parameters
from caruso.screens.api.reply import reply
from caruso.screens.api.representation import visible
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.selection import sort_names
from caruso.screens.doors import editable_fields


def read_schema(call: Call, word: str) -> HttpResponse:
    screen = screen_or_404(call, word)
    parameters(call.request)
    editable = set(editable_fields(screen, call.person))
    sortable = sort_names(screen, call.person)
    fields = [
        {**_described(field), "editable": field.name in editable, "sortable": field.name in sortable}
        for field in visible(screen, call.person)
    ]
    return reply(
        {
            "name": screen.slug,
            "object": screen.key,
            "label": screen.label,
            "label_plural": screen.label_plural,
            "rights": {right: call.person.access.scope(screen.key, right) for right in RIGHTS},
            "fields": fields,
        }
    )


def _described(field: Field) -> dict[str, Any]:
    """The field by name, label and kind, with what only some kinds have."""
    described: dict[str, Any] = {
        "name": field.name,
        "label": str(field.label),
        "kind": field.kind.name,
        "required": field.required,
        "custom": field.custom,
    }
    if field.help:
        described["help"] = str(field.help)
    if field.choices:
        described["choices"] = [{"value": value, "label": str(label)} for value, label in field.choices]
    if field.target:
        described["target"] = field.target
    if field.max_length:
        described["max_length"] = field.max_length
    if field.columns:
        described["parts"] = [_described(part) for part in field.columns]
    return described
