"""Finds uv, or installs it into `var/uv` without touching the system's Python."""

import shutil
import subprocess
import sys
from pathlib import Path

from environment.debian import install_debian_package
from environment.stamp import ROOT

HOME = ROOT / "var" / "uv"


class Missing(Exception):
    """Something that this machine lacks and that we may not install ourselves; says what to do."""


def find_uv() -> str:
    """The path of a working uv. Raises Missing with advice where it can neither be found nor installed."""
    own = HOME / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(own), str(Path.home() / ".local" / "bin" / "uv")):
        if candidate and _works(candidate):
            return candidate
    print("Installing uv into var/uv …", flush=True)
    pip = _pip()
    # --target leaves the system's Python alone, so Debian's "externally managed" mark does not apply.
    subprocess.run(
        [*pip, "install", "--quiet", "--root-user-action", "ignore", "--upgrade", "--target", str(HOME), "uv"],
        check=True,
    )
    return str(own)


def _works(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _pip() -> list[str]:
    if _works_as_module("pip"):
        return [sys.executable, "-m", "pip"]
    if not _works_as_module("ensurepip"):
        _install_debian_venv()
    venv = HOME / "pip"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    return [str(venv / "bin" / "python"), "-m", "pip"]


def _works_as_module(name: str) -> bool:
    return subprocess.run([sys.executable, "-m", name, "--version"], capture_output=True).returncode == 0


def _install_debian_venv() -> None:
    if problem := install_debian_package("python3-venv"):
        raise Missing(
            f"this Python has neither pip nor venv{problem}. Install one of them (on Debian and Ubuntu: "
            "`sudo apt-get install python3-venv`) or uv itself (https://docs.astral.sh/uv/), and run the command again."
        )
