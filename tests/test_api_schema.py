"""The API keeps what its OpenAPI document promises, whatever it is sent (schemathesis, in this process)."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from caruso.kernel.models import ApiToken, User

#: What is sent depends on the document alone: one database is asked all of it, the other the first of each sort.
EXAMPLES = 4 if connection.vendor == "sqlite" else 2
CONFIG = """
[generation]
allow-x00 = false

# Values of the right form can still be none: a telephone number, a condition, a link to no record, a stale version.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 404, 409, 412, 422]

[checks.missing_required_header]
expected-statuses = [401, 428]
"""


@pytest.fixture
def token(anna: User, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(django_settings, "API_REQUESTS_PER_MINUTE", 10**9)
    _token, secret = ApiToken.objects.issue(anna, "schemathesis")
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def application() -> Iterator[Any]:
    """The application, using the connection of the test, which a request would otherwise close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def document(token: dict[str, str], application: Any) -> Any:
    config = schemathesis.Config.from_str(CONFIG)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config, headers=token)


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_every_answer_is_as_the_document_says(
    document: Any, token: dict[str, str], subtests: Any, mode: GenerationMode
) -> None:
    """Requests of the right form are answered as promised, others refused; none fails."""
    for found in document.get_all_operations():
        operation = found.ok()
        with subtests.test(operation=operation.label):
            ask(operation, mode, token)


def ask(operation: Any, mode: GenerationMode, token: dict[str, str]) -> None:
    """Send the operation requests of all sorts and hold every answer against the document."""
    # Operations of a bulk request are refused one by one, inside an answer.
    excluded = [negative_data_rejection] if operation.path.endswith("/bulk") else []

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Case) -> None:
        case.call_and_validate(headers=token, excluded_checks=excluded)

    check()
