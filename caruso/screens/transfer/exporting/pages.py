"""All records of a list, read page by page in its order, so that memory stays bounded."""

from collections.abc import Iterator
from typing import Any

from caruso.screens.lists.keyset import Key, read_page
from caruso.screens.lists.query import ListQuery
from caruso.screens.transfer.exporting.columns import ExportColumns

PAGE = 500


def exportable(query: ListQuery) -> Any:
    """The records of a list that this person may send out."""
    records = query.records()
    if query.user.access.scope(query.screen.key, "export") == "all":
        return records
    allowed = query.screen.model.objects.visible_to(query.user, "export")
    return records.filter(pk__in=allowed.order_by().values("pk"))


def pages(query: ListQuery, columns: ExportColumns, after: Key | None = None) -> Iterator[tuple[list[Any], Key | None]]:
    """Records, and the key to go on after them; None with the last."""
    read = columns.read | query.order.read_from
    while True:
        page = read_page(exportable(query).only(*read), query.order, after=after, size=PAGE)
        yield page.rows, page.after
        if page.after is None:
            return
        after = page.after
