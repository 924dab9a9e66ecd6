"""Values shown: one function per kind, plain Python because a list has hundreds of cells.

In the cells that lists are full of, text is escaped by `html.escape` itself and joined: Django's `format_html` asks
of every part whether it is lazy or safe, which takes longer than all the rest.
"""

from collections.abc import Callable
from html import escape as escaped
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from caruso.kernel.countries import country_name
from caruso.kernel.fields import Field
from caruso.kernel.fields.number_kinds import show_number, without_trailing_zeros
from caruso.kernel.fields.rich_kinds import clean
from caruso.kernel.fields.time_kinds import NO_YEAR
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.phones import show_phone
from caruso.screens.description import screen_of
from caruso.screens.links import Links, link_number
from caruso.ui.dates import show_short

EMPTY = SafeString("")
#: The longer side of a small picture, in pixels.
PICTURE = 256


def cell(field: Field, record: Any, links: Links) -> SafeString:
    """The value of the field as HTML; empty for nothing."""
    if field.kind.family == "link":
        return _link(field, record, links)
    value = field.value_of(record)
    if value in (None, "", []):
        return EMPTY
    if field.kind.family == "records":
        return SafeString(", ".join(_linked(field, number, links) for number in value))
    return _SHOWN[field.kind.name](field, value, record)


def piece(field: Field, item: Any, links: Links) -> SafeString:
    """One tag, choice, entry or record of a field that holds several."""
    if field.kind.family == "records":
        return _linked(field, item, links)
    return _SHOWN[field.kind.name](field, [item], None)


def _link(field: Field, record: Any, links: Links) -> SafeString:
    number = link_number(record, field)
    return _linked(field, number, links) if number else EMPTY


def _linked(field: Field, number: int, links: Links) -> SafeString:
    title = links.title(field.target, number)
    if title is None and (binned := links.binned_title(field.target, number)):
        return format_html(
            '{} <a class="quiet" href="{}">({})</a>', binned, screen_of(field.target).url("bin"), _("in the bin")
        )
    if title is None:
        return format_html('<span class="quiet">{}</span>', _("hidden"))
    if field.kind.asked == "file":
        return _file(field, number, title)
    if field.kind.name not in ("relation", "relations"):
        return SafeString(f'<span class="who">{escaped(title)}</span>')
    link = f'<a href="{screen_of(field.target).record_url(number)}">{escaped(title)}</a>'
    marks = links.marks(field.target, number)
    return SafeString(f'<span class="marked">{link}{marks}</span>' if marks else link)


def _file(field: Field, number: int, name: str) -> SafeString:
    address = reverse("kernel:file", args=[number, name])
    if field.kind.name == "file":
        return format_html('<a href="{}">{}</a>', address, name)
    small = reverse("kernel:thumbnail", args=[number, PICTURE])
    return format_html(
        '<a class="picture-value" href="{}"><img src="{}" alt="{}" loading="lazy"></a>', address, small, name
    )


def _text(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(escaped(value))


def _long_text(field: Field, value: Any, record: Any) -> SafeString:
    return format_html('<span class="long-text">{}</span>', value)


def _rich_text(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(f'<div class="rich-text">{clean(value)}</div>')


def _rating(field: Field, value: Any, record: Any) -> SafeString:
    said = _("%(stars)d of %(most)d stars") % {"stars": value, "most": field.maximum}
    stars = "★" * value + "☆" * (field.maximum - value)
    return SafeString(f'<span class="stars" role="img" aria-label="{escaped(said)}">{stars}</span>')


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
    return escape(show_number(without_trailing_zeros(value)))


def _percent(field: Field, value: Any, record: Any) -> SafeString:
    return format_html("{} %", show_number(without_trailing_zeros(value)))


def _money(field: Field, value: Any, record: Any) -> SafeString:
    currency = getattr(record, field.currency_field, "") if field.currency_field else ""
    if field.computed is not None or (field.custom and not field.currency_field):
        # Amounts of different currencies can only be reckoned with in the firm's own.
        currency = current_organisation().currency
    # What a field held in the past is told without what it consisted of.
    parts = field.parts_of(record, field.name) if field.parts_of and hasattr(record, field.parts_column) else ()
    if not parts:
        return SafeString(_amount(value, currency))
    return SafeString(
        " ".join(
            f'<span class="amount-part">{_amount(amount, currency)} <span class="quiet">{escaped(words)}</span></span>'
            for words, amount in parts
        )
    )


def _amount(value: Any, currency: str) -> str:
    if not currency:
        return escaped(show_number(value, 2))
    places = 0 if value == value.to_integral_value() else 2
    return f"{escaped(show_number(value, places))}\u00a0{escaped(currency)}"


def _date(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(f'<time datetime="{value.isoformat()}">{escaped(show_short(value, with_year=True))}</time>')


def _annual_day(field: Field, value: Any, record: Any) -> SafeString:
    named = value.isoformat() if value.year != NO_YEAR else f"{value:%m-%d}"
    return SafeString(f'<time datetime="{named}">{escaped(show_short(value, with_year=True))}</time>')


def _datetime(field: Field, value: Any, record: Any) -> SafeString:
    local = timezone.localtime(value)
    day = escaped(show_short(local.date()))
    return SafeString(f'<time datetime="{local.isoformat(timespec="minutes")}">{day} {local:%H:%M}</time>')


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


def _country(field: Field, value: Any, record: Any) -> SafeString:
    return SafeString(escaped(country_name(value)))


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
    "rich_text": _rich_text,
    "email": _email,
    "phone": _phone,
    "url": _url,
    "integer": _number,
    "decimal": _number,
    "percent": _percent,
    "money": _money,
    "rating": _rating,
    "date": _date,
    "annual_day": _annual_day,
    "datetime": _datetime,
    "duration": _duration,
    "yes_no": _yes_no,
    "choice": _choice,
    "country": _country,
    "choices": _choices,
    "tags": _tags,
    "entries": _entries,
    "address": _entries,
}
