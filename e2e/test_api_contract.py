"""The API keeps to its own OpenAPI document, whatever it is sent."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.running import ADMINISTRATOR, ROOT, RunningServer, put_story, running_server

ISSUE_TOKEN = f"""
import django; django.setup()
from caruso.kernel.models import ApiToken, User
print(ApiToken.objects.issue(User.objects.get(email="{ADMINISTRATOR[0]}"), "Contract")[1])
"""
OBJECTS = "^/(api/v1/)?(accounts|contacts|opportunities|quotes|invoices|imports)"


def test_answers_keep_to_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARUSO_API_REQUESTS_PER_MINUTE", "1000000")
    put_story(tmp_path)
    with running_server(tmp_path, "--demo", "--no-worker") as server:
        result = subprocess.run(
            [
                str(Path(sys.executable).parent / "schemathesis"), "run", f"{server.url}/api/v1/openapi.json",
                "--header", f"Authorization: Bearer {_token(server)}",
                # All objects, and what comes at random, are asked in tests/test_api_schema.py; here those with most data.
                "--phases", "examples,coverage", "--include-path-regex", OBJECTS,
                # Whether a value fits can depend on the data (a condition, a reference), which a document cannot say.
                # A missing If-Match is answered 428, which the tool does not count as a refusal.
                "--exclude-checks", "positive_data_acceptance,negative_data_rejection,missing_required_header",
                "--max-time", "40", "--workers", "1", "--seed", "1", "--no-shrink",
                "--generation-database", "none",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )  # fmt: skip

    assert result.returncode == 0, result.stdout[-12_000:]


def _token(server: RunningServer) -> str:
    environment = os.environ | {"CARUSO_VAR": str(server.var), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("CARUSO_DATABASE_URL", None)
    result = subprocess.run(
        [sys.executable, "-c", ISSUE_TOKEN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()
