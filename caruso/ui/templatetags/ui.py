"""The design system as template tags: `simple_tag` for what sits in cells, `simple_block_tag` for what holds others."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.ui import assets, icons
from caruso.ui.browsers import browser_of
from caruso.ui.dates import show_long, show_moment, show_short, show_weekday, show_whole
from caruso.ui.toasts import UNDO

register = template.Library()

HUES = 12


@register.simple_tag
def asset(name: str) -> str:
    """The versioned address of a stylesheet or script: `{% asset "ui/js/islands.js" %}`."""
    return assets.address(name)


@register.simple_tag(takes_context=True)
def figures_open(context: Any) -> SafeString:
    """`<details{% figures_open %}>`: the figures below a chart, as the reader left them (`chart.js` writes it down)."""
    request = context.get("request")
    left_open = request is not None and request.COOKIES.get("figures") == "open"
    return SafeString(" data-figures open" if left_open else " data-figures")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A Lucide icon: `{% icon "handshake" %}`; decoration only."""
    return icons.markup(name, css)


def initials(name: str, company: bool = False) -> str:
    """At most two letters: of a person's first and last name, of a company's first two words."""
    parts = name.split()
    if not company:
        # Titles (Ing., Ph.D.) are not what a person is called by.
        parts = [part for part in name.partition(",")[0].split() if not part.endswith(".")] or parts
    words = [word for part in parts if (word := part.strip(".,&()\"'„”-")) and word[0].isalnum()]
    if not words:
        return "?"
    second = words[1 if company else -1][0] if len(words) > 1 else ""
    return (words[0][0] + second).upper()


@register.simple_tag
def avatar(name: str, key: int = 0, photo: str = "", size: str = "", square: bool = False) -> SafeString:
    """A photo, or initials in a colour that belongs to the record's id (`key`)."""
    shape = " square" if square else ""
    scale = f' data-size="{escape(size)}"' if size else ""
    if photo:
        return format_html('<img class="avatar{}" src="{}" alt="" loading="lazy"{}>', shape, photo, mark_safe(scale))
    hue = (int(key or 0) * 7) % HUES
    return mark_safe(
        f'<b class="avatar hue-{hue}{shape}" aria-hidden="true"{scale}>{escape(initials(str(name), company=square))}</b>'
    )


@register.simple_tag
def emblem(name: str, hue: str = "gray", size: str = "") -> SafeString:
    """An icon where others have a photo."""
    scale = f' data-size="{escape(size)}"' if size else ""
    return mark_safe(f'<b class="avatar square emblem {escape(hue)}" aria-hidden="true"{scale}>{icon(name)}</b>')


@register.simple_tag
def status(label: Any, hue: str = "gray") -> SafeString:
    """A state with a coloured dot."""
    return mark_safe(f'<span class="chip status {escape(hue)}">{escape(label)}</span>') if label else SafeString()


@register.simple_tag
def chip(label: Any, hue: str = "gray") -> SafeString:
    """A choice or a role."""
    return mark_safe(f'<span class="chip {escape(hue)}">{escape(label)}</span>') if label else SafeString()


@register.simple_tag
def tag(label: Any, hue: str = "gray") -> SafeString:
    """A tag that people put on a record."""
    return mark_safe(f'<span class="chip tag {escape(hue)}">{escape(label)}</span>')


@register.simple_tag
def when(moment: datetime.datetime | datetime.date | None) -> SafeString:
    """How long ago or until, with the full date on hover. Dates say today, tomorrow or yesterday."""
    if moment is None:
        return SafeString()
    full = show_moment(moment) if isinstance(moment, datetime.datetime) else show_long(moment)
    text = ago(moment)
    return mark_safe(f'<time datetime="{moment.isoformat()}" title="{escape(full)}">{escape(text)}</time>')


def ago(moment: datetime.datetime | datetime.date) -> str:
    """A moment in words, coarse as people say it; after a week the date itself."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment
    days = (timezone.localdate() - day).days
    if abs(days) > 7:
        return show_short(day)
    if isinstance(moment, datetime.datetime) and days == 0:
        return _within_day((timezone.now() - moment).total_seconds())
    near = {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
    return ngettext("in %(days)d day", "in %(days)d days", -days) % {"days": -days}


def _within_day(seconds: float) -> str:
    """Whole sentences rather than an inserted length, because other languages inflect it after “in” and before “ago”."""
    minutes = int(abs(seconds) // 60)
    hours = minutes // 60
    if not minutes:
        return _("just now")
    if seconds > 0 and hours:
        text = ngettext("%(hours)d hour ago", "%(hours)d hours ago", hours)
    elif seconds > 0:
        text = ngettext("%(minutes)d minute ago", "%(minutes)d minutes ago", minutes)
    elif hours:
        text = ngettext("in %(hours)d hour", "in %(hours)d hours", hours)
    else:
        text = ngettext("in %(minutes)d minute", "in %(minutes)d minutes", minutes)
    return text % {"hours": hours, "minutes": minutes}


@register.simple_tag
def day(moment: datetime.datetime) -> str:
    """The day of a moment as a heading: today, yesterday, or the date."""
    date = timezone.localtime(moment).date()
    names = {0: _("Today"), 1: _("Yesterday"), -1: _("Tomorrow")}
    return names.get((timezone.localdate() - date).days) or show_long(date)


@register.simple_tag
def due(moment: datetime.datetime | datetime.date | None, whole_day: bool = False) -> SafeString:
    """The next activity's state: overdue, today, planned or none."""
    moment = _day_only(moment) if whole_day else moment
    text = ago(moment) if moment else _("nothing planned")
    return mark_safe(f'<span class="due" data-due="{due_state(moment)}">{escape(text)}</span>')


@register.filter
def due_state(moment: datetime.datetime | datetime.date | None, whole_day: bool = False) -> str:
    """One of `overdue`, `today`, `planned`, `none`. What is due on a whole day is late only when the day is over."""
    if moment is None:
        return "none"
    if isinstance(moment, datetime.datetime):
        if moment < timezone.now() and not whole_day:
            return "overdue"
        moment = timezone.localtime(moment).date()
    today = timezone.localdate()
    return "overdue" if moment < today else "today" if moment == today else "planned"


def _day_only(moment: datetime.datetime | datetime.date | None) -> datetime.date | None:
    return timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment


register.filter("browser", browser_of)
register.filter("long_date", show_long)
register.filter("weekday_date", show_weekday)
register.filter("whole_date", show_whole)


@register.simple_tag
def field(bound: BoundField, wide: bool = False, focus: bool = False) -> SafeString:
    """A form field: label, control, help and errors, tied together for assistive technology."""
    check = isinstance(bound.field.widget, CheckboxInput)
    described = [f"{bound.auto_id}-error"] if bound.errors else []
    described += [f"{bound.auto_id}_helptext"] if bound.help_text else []
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if focus:
        attrs["autofocus"] = True
    if bound.errors:
        attrs["aria-invalid"] = "true"
    context = {"field": bound, "control": bound.as_widget(attrs=attrs), "check": check, "wide": wide}
    return SafeString(render_to_string("ui/parts/field.html", context))


@register.simple_block_tag(takes_context=True)
def menu(context: template.Context, content: str, name: str, label: str = "", icon: str = "", variant: str = "outline",
         size: str = "", tip: str = "") -> SafeString:  # fmt: skip
    """A button that opens a menu; inside are `<a role="menuitem">` and `<button role="menuitem">`. `name` is its id."""
    values = {
        "content": content,
        "name": name,
        "label": label,
        "icon": icon,
        "variant": variant,
        "size": size,
        "tip": tip,
    }
    return SafeString(render_to_string("ui/parts/menu.html", values))


@register.simple_block_tag
def panel(
    content: str, title: str, icon: str = "", count: Any = None, action: str = "", address: str = ""
) -> SafeString:
    """A titled card. `action` with `address` puts a plus button at the right."""
    values = {"content": content, "title": title, "icon": icon, "count": count, "action": action, "address": address}
    return SafeString(render_to_string("ui/parts/panel.html", values))


@register.simple_block_tag
def empty(content: str, icon: str, title: str) -> SafeString:
    """An empty state that teaches: why nothing is here and what to do."""
    return SafeString(render_to_string("ui/parts/empty.html", {"content": content, "icon": icon, "title": title}))


@register.simple_block_tag
def fact(content: str, label: str, edit: str = "") -> SafeString:
    """A line of the facts; `edit` is the address of the form that replaces the value in place."""
    values = {"content": mark_safe(content.strip()), "label": label, "edit": edit}
    return SafeString(render_to_string("ui/parts/fact.html", values))


@register.simple_block_tag
def entry(content: str, icon: str, hue: str = "gray") -> SafeString:
    """One thing that happened, on the timeline."""
    sign = f'<span class="entry-icon {escape(hue)}">{icons.markup(icon)}</span>'
    return SafeString(f'<li class="entry">{sign}<div>{content}</div></li>\n')


@register.simple_block_tag
def banner(content: str, tone: str = "info", icon: str = "info", inset: bool = False) -> SafeString:
    """A line across the page: `tone` is info, success, warning, error or role."""
    values = {"content": content, "tone": tone, "icon": icon, "inset": inset}
    return SafeString(render_to_string("ui/parts/banner.html", values))


@register.filter
def undo_address(message: Any) -> str:
    """Where a message's change is taken back; empty for a message without a way back."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
