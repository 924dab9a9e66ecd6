"""Pango, by which WeasyPrint draws the text of PDF files. Without it Caruso works, but makes no PDF."""

from ctypes.util import find_library

from environment.debian import install_debian_package

LIBRARIES = ("pango-1.0", "pangoft2-1.0")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0")


def install() -> None:
    """Have it installed where that is allowed; where not, say what is missing and go on."""
    if _is_there():
        return
    problem = install_debian_package(*PACKAGES)
    if not _is_there():
        print(f"Quotes and invoices can be printed but not made into PDF: Pango is not here{problem}.", flush=True)


def _is_there() -> bool:
    return all(find_library(name) for name in LIBRARIES)
