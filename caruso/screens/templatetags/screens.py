"""Tags of the screens room."""

import json
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caruso.kernel.countries import COUNTRIES, country_code
from caruso.kernel.fields import Field
from caruso.kernel.fields.time_kinds import day_without_year
from caruso.kernel.models import Team, User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.phones import show_phone
from caruso.screens.boards.cards import Cards
from caruso.screens.cells import cell
from caruso.screens.description import Screen, screen_at, screen_of
from caruso.screens.faces import face_of
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery
from caruso.screens.lists.rows import rows_of
from caruso.screens.records import facts as facts_of_record
from caruso.screens.records.facts import Fact
from caruso.screens.saved_views.models import SavedView
from caruso.screens.schedules.drawing import Bars
from caruso.screens.schedules.reading import Bar, schedule_of
from caruso.screens.search import marking
from caruso.screens.search.query import Query

register = template.Library()


@register.simple_tag
def value(field: Field, record: Any, links: Links) -> SafeString:
    """The value of a field of a record, as a cell shows it."""
    return cell(field, record, links)


@register.simple_tag
def marks(record: Any, links: Links) -> SafeString:
    """What stands beside the name of a record."""
    return links.marks(record._meta.label_lower, record.pk)


@register.simple_tag
def face(record: Any, size: str = "") -> SafeString:
    """The picture of a record, or its initials."""
    return face_of(screen_of(record), record, size=size)


@register.simple_tag
def board_cards(cards: Cards, records: list[Any]) -> SafeString:
    """Some cards of a board."""
    return cards.drawn(records)


@register.simple_tag
def schedule_bars(bars: Bars, some: list[Bar]) -> SafeString:
    """Some bars of a schedule."""
    return bars.drawn(some)


@register.simple_tag
def list_rows(query: ListQuery, rows: list[Any], links: Links) -> SafeString:
    """The rows of a list's table."""
    return rows_of(query, rows, links)


@register.simple_tag
def fact_lines(screen: Screen, record: Any, facts: list[Fact], links: Links) -> SafeString:
    """Some facts of a record, one a line."""
    return facts_of_record.fact_lines(screen, record, facts, links)


@register.simple_tag
def record_address(screen: Screen | str, number: int) -> str:
    """The page of a record: `{% url "screens:record" screen number %}`, which a page would ask for fifty times."""
    return (screen_at(screen) if isinstance(screen, str) else screen).record_url(number)


@register.simple_tag
def list_address(query: ListQuery, reader: str = "list", **changes: Any) -> str:
    """The address of a list, or of another reader of the same records, with some parameters changed."""
    return query.address(reader, **changes)


@register.simple_tag
def filter_address(query: ListQuery, **changes: Any) -> str:
    """The filter builder over these records; it leads back to what shows them."""
    return query.address("filter", back=query.reader if query.reader != "list" else None, **changes)


@register.filter
def has_schedule(query: ListQuery) -> bool:
    """Whether these records can be shown as bars to who looks."""
    return schedule_of(query.screen, query.user) is not None


@register.simple_tag
def view_address(screen: Screen, view: SavedView) -> str:
    """Where a saved view is shown."""
    return f"{screen.url(view.layout)}?view={view.pk}"


@register.simple_tag
def offered_links(field: Field) -> list[tuple[str, str]]:
    """The people or teams that can be chosen."""
    model = User.objects.active() if field.kind.name == "person" else Team.objects.all()
    return [(str(one.pk), str(one)) for one in model]


@register.simple_tag
def country_options(chosen: str, empty: str = "") -> SafeString:
    """The countries as options, the firm's own first; what somebody wrote instead of a country stays on offer.

    `empty` is what stands for none.
    """
    code = country_code(chosen or "") or (chosen or "")
    options = f"<option value>{escape(empty)}</option>"
    options += _country_options(get_language() or "en", current_organisation().country)
    if not code:
        return SafeString(options)
    mark = f'<option value="{code}">'
    if country_code(code) and mark in options:
        return SafeString(options.replace(mark, f'<option value="{code}" selected>', 1))
    return format_html('<option value="{0}" selected>{0}</option>', code) + SafeString(options)


@lru_cache(maxsize=50)
def _country_options(language: str, own: str) -> str:
    ordered = sorted(COUNTRIES, key=lambda choice: choice[0] != own)
    return "".join(f'<option value="{code}">{escape(name)}' for code, name in ordered)


@register.simple_tag
def calendar_texts() -> str:
    """The words of the calendar island, as JSON."""
    words = {
        "previous": _("Previous"),
        "next": _("Next"),
        "today": _("Today"),
        "month": _("Month"),
        "week": _("Week"),
        "day": _("Day"),
        "list": _("List"),
        "all_day": _("all day"),
        "more": _("more"),
        "none": _("Nothing planned"),
        "refused": _("It went back: the time was not saved."),
    }
    return json.dumps(words)


@register.filter
def datetime_local(text: str) -> str:
    """`2026-11-30 14:00+01:00` as an input of type datetime-local holds it."""
    return str(text or "")[:16].replace(" ", "T")


@register.filter
def day_as_typed(text: str) -> str:
    """`--03-14` as people write it, `14.3.`; anything else as it is."""
    day = day_without_year(str(text or ""))
    return f"{day.day}.{day.month}." if day else str(text or "")


@register.filter
def phone(number: str) -> str:
    """`+48221234567` as people write it."""
    return show_phone(number) if number else ""


@register.simple_tag
def marked(text: str, query: Query | None) -> SafeString:
    """A title with what was searched for marked."""
    return marking.marked(text, query)
