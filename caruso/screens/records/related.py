"""The panel of a collection: the newest records that point to this one."""

from typing import Any

from caruso.kernel.models import User
from caruso.screens.description import Related, Screen, screen_of
from caruso.screens.doors import visible_fields
from caruso.screens.links import Links


def related_context(panel: Related, screen: Screen, record: Any, user: User) -> dict[str, Any] | None:
    """What the panel shows; None where the viewer may not see such records at all.

    Records without a title among the columns are called by the first column; asking each for its own name could
    read what it links to, one by one and seen by the viewer or not.
    """
    collection = screen.object.collections[panel.collection]
    other = screen_of(collection.target)
    if not user.access.may(other.key, "view"):
        return None
    records = other.model.objects.visible_to(user).filter(**{collection.link: record.pk}).order_by(panel.order)
    rows = list(records[: panel.most + 1])
    names = [name for name in (panel.columns or other.columns) if name != collection.link]
    columns = [other.field(name) for name in visible_fields(other, user, names)]
    may_add = user.access.may(other.key, "create")
    return {
        "panel": panel,
        "other": other,
        "title": panel.title or other.label_plural,
        "rows": rows[: panel.most],
        "more": len(rows) > panel.most,
        "columns": columns,
        "titled": not panel.columns or other.title in panel.columns,
        "links": Links(user).collect(rows, columns),
        "add": f"{other.url('new')}?{collection.link}={record.pk}" if may_add else "",
        "link": collection.link,
    }
