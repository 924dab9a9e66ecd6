"""Follows docs/adding-an-object.md to the letter, in a copy of the project, and uses what comes of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.migrated import copy_migrated

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the page begins on the embedded database")
PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "adding-an-object.md"

USE = """
from django.test import Client
from caruso.kernel.models import User
from caruso.machines.models import Machine
anna = User.objects.create_superuser("anna@example.com", "a-good-password")
page = Client()
page.force_login(anna)
made = page.post("/machines/new", {"name": "Aria 2", "state": "broken", "tags": "loan"})
assert made.status_code == 302, made.content
machine = Machine.objects.get()
assert "Aria 2" in page.get("/machines/").content.decode()
assert page.get("/machines/board").status_code == 200
assert "Repaired" in page.get(f"/machines/{machine.pk}").content.decode()
assert page.post(f"/machines/{machine.pk}/do/repair").status_code == 302
machine.refresh_from_db()
assert machine.state == "running"
assert f"/machines/{machine.pk}" in page.get("/search?q=aria", headers={"HX-Request": "true"}).content.decode()
assert page.get("/api/v1/machines").status_code == 200
print("all is well")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with the packages of npm where they are."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "tests")
    for name in ("caruso", "config"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=ignored)
    for name in ("manage.py", "package.json", "package-lock.json"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(PROJECT / "node_modules")
    (tmp_path / "var").mkdir()
    copy_migrated(f"{tmp_path}/var/caruso.sqlite3")
    return tmp_path


def run(project: Path, *words: str, given: str = "") -> str:
    environment = os.environ | {
        "CARUSO_VAR": str(project / "var"),
        "CARUSO_DATABASE_URL": f"sqlite:///{project}/var/caruso.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(project),
        "CARUSO_HOSTS": "testserver",
    }
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=project, env=environment, input=given, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_adds_an_object_in_under_sixty_lines_each(project: Path) -> None:
    text = PAGE.read_text()
    files = re.findall(r"`(caruso/[\w/]+\.py)`[^\n]*\n\n```python\n(.*?)```", text, re.DOTALL)
    assert [name for name, _code in files] == [
        "caruso/machines/models.py",
        "caruso/machines/screens.py",
        "caruso/machines/apps.py",
    ]
    assert sum(len([line for line in code.splitlines() if line.strip()]) for _name, code in files) < 60
    room = project / "caruso" / "machines"
    room.mkdir()
    (room / "__init__.py").touch()
    for name, code in files:
        (project / name).write_text(code)
    settings = project / "config" / "settings.py"
    settings.write_text(
        settings.read_text().replace('    "caruso.customers",', '    "caruso.machines",\n    "caruso.customers",')
    )
    for command in re.findall(r"^python manage\.py (.*)$", text, re.MULTILINE):
        run(project, *command.split())
    assert "all is well" in run(project, "shell", "-v0", given=USE)
