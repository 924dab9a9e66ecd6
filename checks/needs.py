"""What a check needs beside the Python packages; installed on the way where this machine allows it."""

import shutil
from dataclasses import dataclass
from typing import Protocol

from environment.debian import install_debian_package


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
