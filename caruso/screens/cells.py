"""Values shown: one function per kind, plain Python because a list has hundreds of cells.

In the cells that lists are full of, text is escaped by `html.escape` itself and joined: Django's `format_html` asks
of every part whether it is lazy or safe, which takes longer than all the rest.
"""

import datetime
from collections.abc import Callable
from functools import lru_cache
from html import escape as escaped
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.fields.number_kinds import show_number
from caruso.kernel.phones import show_phone
from caruso.screens.description import screen_of
from caruso.screens.links import Links, link_number

EMPTY = SafeString("")
#: Short enough for a column, and in no country taken for another day.
_DAY, _DAY_OF_THIS_YEAR = "j M Y", "j M"


def cell(field: Field, record: Any, links: Links) -> SafeString:
    """The value of the field as HTML; empty for nothing."""
    if field.kind.family == "link":
        return _link(field, record, links)
    value = field.value_of(record)
    if value in (None, "", []):
        return EMPTY
    return _SHOWN[field.kind.name](field, value, record)


def piece(field: Field, item: Any) -> SafeString:
    """One tag, choice or entry of a field that holds several."""
    return _SHOWN[field.kind.name](field, [item], None)


def _link(field: Field, record: Any, links: Links) -> SafeString:
    number = link_number(record, field)
    if not number:
        return EMPTY
    title = links.title(field.target, number)
    if title is None:
        return format_html('<span class="quiet">{}</span>', _("hidden"))
    if field.kind.name != "relation":
        return SafeString(f'<span class="who">{escaped(title)}</span>')
    return SafeString(f'<a href="{screen_of(field.target).record_url(number)}">{escaped(title)}</a>')


def _text(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(escaped(value))


def _long_text(field: Field, value: Any, record: Any) -> SafeString:
    return format_html('<span class="long-text">{}</span>', value)


def _email(field: Field, value: Any, record: Any) -> SafeString:
    address = escaped(value)
    return SafeString(f'<a href="mailto:{address}">{address}</a>')


def _phone(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(f'<a href="tel:{escaped(value)}">{escaped(show_phone(value))}</a>')


def _url(field: Field, value: Any, record: Any) -> SafeString:
    shown = value.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    if not value.startswith(("http://", "https://")):
        return escape(value)
    return format_html('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>', value, shown)


def _number(field: Field, value: Any, record: Any) -> SafeString:
    return escape(show_number(value))


def _percent(field: Field, value: Any, record: Any) -> SafeString:
    return format_html("{} %", show_number(value.normalize()))


def _money(field: Field, value: Any, record: Any) -> SafeString:
    currency = getattr(record, field.currency_field, "") if field.currency_field else ""
    places = 0 if value == value.to_integral_value() else 2
    return (
        format_html("{}\u00a0{}", show_number(value, places), currency) if currency else escape(show_number(value, 2))
    )


def _date(field: Field, value: Any, record: Any) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, _DAY))


def _datetime(field: Field, value: Any, record: Any) -> SafeString:
    local = timezone.localtime(value)
    day = _day(local.date(), local.year == timezone.localdate().year, get_language())
    return SafeString(f'<time datetime="{local.isoformat(timespec="minutes")}">{day} {local:%H:%M}</time>')


@lru_cache(maxsize=5_000)
def _day(date: datetime.date, this_year: bool, language: str | None) -> str:
    """The date as the language writes it. Rows share their days, and formatting one takes long."""
    return escaped(date_format(date, _DAY_OF_THIS_YEAR if this_year else _DAY))


def _duration(field: Field, value: Any, record: Any) -> SafeString:
    hours, minutes = divmod(value, 60)
    return escape(
        " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)
    )


def _yes_no(field: Field, value: Any, record: Any) -> SafeString:
    return escape(_("yes") if value else _("no"))


def badge(field: Field, value: str) -> SafeString:
    """A choice: coloured where its field has colours, plain text otherwise."""
    if not field.colours:
        return escape(field.choice_label(value))
    hue = field.colours.get(value, "gray")
    return SafeString(f'<span class="chip status {escaped(hue)}">{escaped(field.choice_label(value))}</span>')


def _choice(field: Field, value: Any, record: Any) -> SafeString:
    return badge(field, value)


def _choices(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString((" " if field.colours else ", ").join(badge(field, one) for one in value))


def _tags(field: Field, value: Any, record: Any) -> SafeString:
    return format_html_join(" ", '<span class="chip tag gray">{}</span>', ((name,) for name in value))


def _entries(field: Field, value: Any, record: Any) -> SafeString:
    return format_html_join("", '<span class="line">{}</span>', ((_entry(field, entry),) for entry in value))


def _entry(field: Field, entry: dict[str, Any]) -> SafeString:
    shown, note = [], ""
    for column in field.columns:
        value = column.kind.load(entry.get(column.name))
        if column.name == "primary" or value in (None, ""):
            continue
        if column.name == "type":
            note = column.choice_label(value)
        else:
            shown.append(_SHOWN[column.kind.name](column, value, None))
    text = mark_safe(", ".join(shown))
    return format_html('{} <small class="quiet">{}</small>', text, note) if note else text


_SHOWN: dict[str, Callable[[Field, Any, Any], SafeString]] = {
    "text": _text,
    "long_text": _long_text,
    "email": _email,
    "phone": _phone,
    "url": _url,
    "integer": _number,
    "decimal": _number,
    "percent": _percent,
    "money": _money,
    "date": _date,
    "datetime": _datetime,
    "duration": _duration,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "tags": _tags,
    "entries": _entries,
}
