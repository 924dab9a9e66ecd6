"""What went wrong, told to a program: RFC 9457 problem details."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: The kinds of problems by the word their address ends with: status and title. `docs` explains each.
KINDS: dict[str, tuple[int, Any]] = {
    "malformed": (400, _("The request cannot be read.")),
    "parameters": (400, _("A parameter of the address is wrong.")),
    "unauthenticated": (401, _("A valid token is needed.")),
    "forbidden": (403, _("Your role does not allow this.")),
    "not-found": (404, _("There is no such thing, or you may not see it.")),
    "method": (405, _("This address does not take that method.")),
    "conflict": (409, _("This does not go together with what is stored.")),
    "stale": (412, _("The record has changed since you read it.")),
    "too-large": (413, _("The request is too large.")),
    "media-type": (415, _("Send JSON: Content-Type: application/json.")),
    "invalid": (422, _("Some values are not right.")),
    "condition": (422, _("The condition does not make sense.")),
    "cursor": (422, _("This is not a cursor of this list.")),
    "key-reused": (422, _("This Idempotency-Key was used for another request.")),
    "precondition": (428, _("Say which version you saw: If-Match.")),
    "too-many": (429, _("Too many requests; wait a little.")),
    "away": (503, _("The database that keeps these records does not answer.")),
    "failure": (500, _("Something went wrong on the server.")),
}


class Problem(Exception):
    """An answer that is not what was asked for. `errors` are made by `fault`; `more` is added to the body."""

    def __init__(
        self,
        kind: str,
        detail: Any = "",
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.errors, self.headers, self.more = kind, detail, errors, headers or {}, more

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]

    def body(self) -> dict[str, Any]:
        status, title = KINDS[self.kind]
        body = {"type": f"{reverse('screens:api-docs')}#{self.kind}", "title": str(title), "status": status}
        if self.detail:
            body["detail"] = str(self.detail)
        if self.errors:
            body["errors"] = list(self.errors)
        return {**body, **self.more}

    def response(self) -> HttpResponse:
        content = json.dumps(self.body())
        return HttpResponse(content, self.content_type, status=self.status, headers=dict(self.headers))

    content_type = "application/problem+json"


def fault(place: str, name: str, message: Any, code: str = "invalid") -> dict[str, str]:
    """One error: `place` is body, query or header; `name` a field path such as `emails[0].value`."""
    return {"in": place, "name": name, "message": str(message), "code": code}


def faults_of(error: ValidationError, name: str = "") -> list[dict[str, str]]:
    """The errors of a ValidationError, which may be about one field (`name`) or tell several."""
    if hasattr(error, "error_dict"):
        return [
            found
            for field, errors in error.error_dict.items()
            for one in errors
            for found in faults_of(one, "" if field == "__all__" else field)
        ]
    return [fault("body", name, message, one.code or "invalid") for one in error.error_list for message in one.messages]
