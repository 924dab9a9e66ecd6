"""Tags of the screens room."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.kernel.models import Team, User
from caruso.kernel.phones import show_phone
from caruso.screens.cells import cell
from caruso.screens.description import Screen
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery
from caruso.screens.lists.rows import rows_of
from caruso.screens.saved_views.models import SavedView
from caruso.screens.search import marking
from caruso.screens.search.query import Query

register = template.Library()


@register.simple_tag
def value(field: Field, record: Any, links: Links) -> SafeString:
    """The value of a field of a record, as a cell shows it."""
    return cell(field, record, links)


@register.simple_tag
def picture_address(screen: Screen, record: Any) -> str:
    """Where the record's picture is, small; empty where it has none."""
    number = getattr(record, f"{screen.picture}_id", None) if screen.picture else None
    return reverse("kernel:thumbnail", args=[number, 128]) if number else ""


@register.simple_tag
def list_rows(query: ListQuery, rows: list[Any], links: Links) -> SafeString:
    """The rows of a list's table."""
    return rows_of(query, rows, links)


@register.simple_tag
def list_address(query: ListQuery, reader: str = "list", **changes: Any) -> str:
    """The address of a list, or of another reader of the same records, with some parameters changed."""
    return query.address(reader, **changes)


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
def phone(number: str) -> str:
    """`+48221234567` as people write it."""
    return show_phone(number) if number else ""


@register.simple_tag
def marked(text: str, query: Query | None) -> SafeString:
    """A title with what was searched for marked."""
    return marking.marked(text, query)
