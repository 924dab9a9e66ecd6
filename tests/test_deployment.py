"""What Django asks of a system that strangers can reach."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.any_database
def test_nothing_is_left_to_say_about_a_system_behind_tls(tmp_path: Path) -> None:
    """Three questions are the proxy's or the domain owner's to answer; config/settings.py names them and why."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CARUSO_", "DJANGO_"))},
        "CARUSO_VAR": str(tmp_path),
        "CARUSO_URL": "https://crm.example.com",
        "CARUSO_HOSTS": "crm.example.com",
        "CARUSO_PROXY": "127.0.0.1",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout
    assert "(3 silenced)" in result.stdout
