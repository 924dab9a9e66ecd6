"""Lucide icons, drawn by the stylesheet as masks so that one costs some 25 bytes of HTML in a row.

Names used by the house are listed here; a room adds its own with `draw()` when it starts. A name that nobody
listed still works: `{% icon %}` writes that one inline.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

drawn: set[str] = set(
    [
        "activity",
        "archive",
        "arrow-down",
        "arrow-left",
        "arrow-right",
        "arrow-right-left",
        "arrow-up",
        "arrow-up-down",
        "at-sign",
        "ban",
        "banknote",
        "bell",
        "bookmark",
        "briefcase",
        "building-2",
        "cake",
        "calendar",
        "calendar-days",
        "chart-gantt",
        "chart-no-axes-column",
        "check",
        "check-check",
        "chevron-down",
        "chevron-left",
        "chevron-right",
        "chevron-up",
        "chevrons-up-down",
        "circle",
        "circle-alert",
        "circle-check",
        "circle-help",
        "circle-user",
        "clock",
        "columns-3",
        "command",
        "contact",
        "copy",
        "corner-down-left",
        "download",
        "ellipsis",
        "external-link",
        "eye",
        "file",
        "file-spreadsheet",
        "file-text",
        "filter",
        "flag",
        "folder",
        "gift",
        "git-merge",
        "globe",
        "grip-vertical",
        "handshake",
        "heart",
        "history",
        "house",
        "id-card",
        "inbox",
        "info",
        "key-round",
        "keyboard",
        "languages",
        "layout-dashboard",
        "layout-grid",
        "link",
        "list",
        "list-checks",
        "list-filter",
        "lock",
        "log-in",
        "log-out",
        "mail",
        "map-pin",
        "menu",
        "merge",
        "message-circle",
        "message-square",
        "mic",
        "monitor",
        "moon",
        "network",
        "package",
        "panel-left",
        "panel-right",
        "paperclip",
        "pencil",
        "phone",
        "phone-call",
        "pin",
        "pin-off",
        "plus",
        "printer",
        "receipt",
        "refresh-cw",
        "rotate-ccw",
        "rows-3",
        "save",
        "search",
        "send",
        "settings",
        "shield",
        "shield-check",
        "smartphone",
        "sparkles",
        "square-check",
        "square-kanban",
        "star",
        "sticky-note",
        "sun",
        "tag",
        "tags",
        "target",
        "trash-2",
        "triangle-alert",
        "undo-2",
        "unlink",
        "upload",
        "user",
        "user-check",
        "user-plus",
        "users",
        "users-round",
        "video",
        "wallet",
        "workflow",
        "x",
        "zap",
    ]
)


def draw(*names: str) -> None:
    """Put these icons into the stylesheet. Call it while the application starts."""
    drawn.update(names)


@cache
def svg(name: str) -> str:
    """The icon's SVG, stripped for embedding; raises LookupError for a name that Lucide does not have."""
    path = settings.NODE_MODULES / "lucide-static" / "icons" / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.exists():
        raise LookupError(f"Lucide has no icon {name!r}; see https://lucide.dev/icons")
    text = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.S)
    head, _gt, shapes = text.partition(">")
    head = re.sub(r'\s(class|width|height)="[^"]*"', "", head)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", f"{head}>{shapes}")).strip()


def markup(name: str, css: str = "") -> SafeString:
    """The icon as HTML; decoration only, so hidden from assistive technology."""
    if name in drawn:
        return mark_safe(f'<i class="i-{name}{" " + css if css else ""}"></i>')
    return mark_safe(f'<i class="inline-icon {css}" aria-hidden="true">{svg(name)}</i>')


def rules() -> str:
    """The stylesheet's part: one mask for each drawn icon that exists."""
    lines = []
    for name in sorted(drawn):
        try:
            lines.append(
                f'.i-{name}{{--i:url("data:image/svg+xml,{quote(svg(name), safe=" =:/()<>")}")}}'.replace("%22", "'")
            )
        except LookupError:
            continue
    return "@layer icons{" + "\n".join(lines) + "}"
