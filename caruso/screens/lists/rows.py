"""Rows of a list as HTML, joined in Python: a page has hundreds of cells and templates cost microseconds each."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.kernel.fields import Field
from caruso.screens.cells import cell
from caruso.screens.faces import face_of, has_face
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery

NUMERIC = {"integer", "decimal", "percent", "money", "duration"}


def rows_of(query: ListQuery, records: list[Any], links: Links) -> SafeString:
    """`<tr>` for each record; end tags that HTML does not need are left out."""
    select = _("Select") if query.has_ticks else ""
    base = query.screen.list_url
    return SafeString("\n".join(_row(query, record, links, base, select) for record in records))


def _row(query: ListQuery, record: Any, links: Links, base: str, select: str) -> str:
    title = (query.sees_title and str(getattr(record, query.screen.title) or "")) or f"#{record.pk}"
    label = escape(f"{select} {title}") if select else ""
    columns = {field.name for field in query.columns}
    # A blank is no empty value, which would show a dash.
    tick = f'<input type="checkbox" name="row" value="{record.pk}" aria-label="{label}">' if select else " "
    cells = [f'<tr data-id="{record.pk}"><td>{tick}']
    for field in query.columns:
        if query.screen.title not in columns and field is query.columns[0]:
            # Without its title something else must lead to the record.
            link = f'<a class="list-number" href="{base}{record.pk}">#{record.pk}</a> '
            cells.append(_cell(query, field, record, links).replace(">", f">{link}", 1))
            continue
        cells.append(
            _title(query, title, record, base, links, columns)
            if field.name == query.screen.title
            else _cell(query, field, record, links)
        )
    return "".join(cells)


def _title(query: ListQuery, title: str, record: Any, base: str, links: Links, columns: set[str]) -> str:
    face = face_of(query.screen, record, title) if has_face(query.screen) else ""
    marks = links.marks(query.screen.key, record.pk, columns - {query.screen.title})
    return f'<td>{face}<a href="{base}{record.pk}">{escape(title)}</a>{marks}'


def _cell(query: ListQuery, field: Field, record: Any, links: Links) -> str:
    start = '<td class="number">' if field.kind.name in NUMERIC else "<td>"
    return start + (links.mark_in(query.screen.key, record.pk, field.name) or cell(field, record, links))
