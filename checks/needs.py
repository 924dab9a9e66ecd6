"""What a check needs beside the Python packages; installed on the way where this machine allows it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Protocol


class Need(Protocol):
    def missing(self) -> str:
        """Make it available; why that cannot be done, or an empty string."""
        ...


@dataclass(frozen=True)
class Program:
    """A program, under any of its names, and the Debian package that brings it."""

    names: tuple[str, ...]
    package: str

    def missing(self) -> str:
        if self.path():
            return ""
        problem = install_debian_package(self.package)
        return "" if self.path() else f"there is no {self.names[0]} here{problem}"

    def path(self) -> str | None:
        return next((path for name in self.names if (path := shutil.which(name))), None)


GETTEXT = Program(("xgettext",), "gettext")
CHROMIUM = Program(("chromium", "chromium-browser", "google-chrome"), "chromium")


@cache
def install_debian_package(package: str) -> str:
    """Install the package; what stood in the way, as the end of a sentence, or an empty string."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f" (Debian's package is {package}; only root on Debian can have it installed by this command)"
    print(f"Installing Debian's package {package} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", package]):
        result = subprocess.run(["apt-get", "-qq", *arguments], env=environment, capture_output=True, text=True)
    if result.returncode:
        return f" and `apt-get install {package}` failed: {result.stderr.strip().splitlines()[-1:]}"
    return ""
