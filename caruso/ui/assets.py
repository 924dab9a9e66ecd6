"""What the browser loads: one stylesheet joined from flat files, and scripts, all at a versioned address.

The version is a hash of everything behind it, so an answer may be kept for ever; and it is compressed once, in memory.
A room adds a concept by putting `static/<room>/css/<concept>.css` beside its code; nothing is built or generated.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

import brotli
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

from caruso.ui import icons

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
LAYERS = "@layer basecoat,fullcalendar,tokens,icons,layout,components,modules;\n"


def rooms() -> list[Path]:
    """The static folders of the house's own rooms, lowest room first."""
    folders = [Path(app.path) / "static" for app in apps.get_app_configs() if app.name.startswith("caruso.")]
    return sorted((f for f in folders if f.is_dir()), key=lambda folder: folder.parent.name != "ui")


def stylesheet() -> str:
    """Basecoat in the lowest layer, then every flat file of every room (each names its own layer)."""
    basecoat = (settings.NODE_MODULES / "basecoat-css" / "dist" / "basecoat.cdn.min.css").read_text()
    own = [path.read_text() for room in rooms() for path in sorted(room.glob("*/css/*.css"))]
    return "".join([LAYERS, "@layer basecoat{", basecoat, "}", icons.rules(), *own])


def find(name: str) -> Path | None:
    """The file behind an address, of an allowed type only."""
    if Path(name).suffix not in TYPES:
        return None
    if name.startswith("fonts/"):
        folder = settings.NODE_MODULES / "@fontsource-variable" / "figtree" / "files"
        path = folder / Path(name).name
        return path if path.is_file() else None
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


@cache
def content(name: str, encoding: str) -> bytes | None:
    """The bytes of an asset in an encoding ("br", "gzip" or ""), or None where there is none."""
    if name == "caruso.css":
        plain = stylesheet().encode()
    elif path := find(name):
        plain = path.read_bytes()
    else:
        return None
    if encoding == "br":
        return brotli.compress(plain, quality=9)
    if encoding == "gzip":
        return gzip.compress(plain, 9, mtime=0)
    return plain


@cache
def _version() -> str:
    digest = hashlib.sha256(installed("django-htmx").encode() + " ".join(sorted(icons.drawn)).encode())
    digest.update((settings.BASE_DIR / "package-lock.json").read_bytes())
    for room in rooms():
        for path in sorted(room.rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def version() -> str:
    """The version in every asset's address; in debug it follows each change of a file."""
    if settings.DEBUG:
        _version.cache_clear()
        content.cache_clear()
    return _version()


def address(name: str) -> str:
    return f"/assets/{version()}/{name}"
