"""What an object can be switched on for, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

READER_LABELS: dict[str, Any] = {
    "navigation": _("in the sidebar"),
    "search": _("in the search"),
    "import": _("import from files"),
    "api": _("in the API"),
    "merge": _("merging records into one"),
    "activities": _("notes, calls, meetings and tasks"),
}
