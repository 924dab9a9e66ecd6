"""What an administrator sets on an object beside its labels."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.numbering import check_pattern
from caruso.objects.modelled.matching import MOST
from caruso.objects.models.modelled_object import READERS
from caruso.ui import icons

#: Settings that are fields of the object, or nothing.
FIELDS = ("board_lane", "board_total", "calendar_start", "calendar_minutes", "schedule_start", "schedule_end")
SETTINGS = ("icon", "colour", "numbering", "title", "columns", "matching", *FIELDS, "readers", "position")
COLOURS: dict[str, Any] = {
    "red": _("red"), "coral": _("coral"), "amber": _("amber"), "lime": _("lime"), "green": _("green"),
    "teal": _("teal"), "sky": _("sky"), "blue": _("blue"), "indigo": _("indigo"), "violet": _("violet"),
    "pink": _("pink"), "rose": _("rose"), "gray": _("gray"),
}  # fmt: skip


def clean_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """These settings and labels as a definition keeps them. Raises ValidationError by name, KeyError for no setting.

    Fields that are named are not looked for: they may be made later, and what is not there is not shown.
    """
    cleaned: dict[str, Any] = {}
    problems: dict[str, Any] = {}
    for name, value in values.items():
        if name not in (*SETTINGS, "labels", "plurals"):
            raise KeyError(name)
        try:
            cleaned[name] = _CLEANED[name](value) if name in _CLEANED else value
        except ValidationError as problem:
            problems[name] = problem
    if problems:
        raise ValidationError(problems)
    return cleaned


def _icon(value: Any) -> str:
    try:
        icons.svg(str(value))
    except LookupError:
        raise ValidationError(_("There is no icon “%(name)s”."), params={"name": str(value)[:40]}) from None
    return str(value)


def _colour(value: Any) -> str:
    if value not in COLOURS:
        raise ValidationError(_("There is no colour “%(name)s”."), params={"name": str(value)[:40]})
    return str(value)


def _numbering(value: Any) -> str:
    pattern = str(value or "").strip()[:60]
    if pattern:
        check_pattern(pattern)
    return pattern


def _readers(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)) or set(value) - set(READERS):
        raise ValidationError(_("Please choose from the list."))
    return [name for name in READERS if name in value]


def _columns(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise ValidationError(_("Please choose from the list."))
    return list(dict.fromkeys(str(name)[:60] for name in value))[:20]


def _matching(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise ValidationError(_("Please choose from the list."))
    names = list(dict.fromkeys(str(name)[:60] for name in value))
    if len(names) > MOST:
        raise ValidationError(
            _("Tick at most %(most)d: the more there are, the less each says."), params={"most": MOST}
        )
    return names


_CLEANED = {
    "icon": _icon,
    "colour": _colour,
    "numbering": _numbering,
    "readers": _readers,
    "columns": _columns,
    "matching": _matching,
    "title": lambda value: str(value or "").strip()[:2000],
    "position": lambda value: max(0, min(int(value), 1000)),
    **{name: (lambda value: str(value or "")[:60]) for name in FIELDS},
}
