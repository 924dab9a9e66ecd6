"""The panel of a collection: the newest records that point to this one."""

from typing import Any
from urllib.parse import urlencode

from caruso.kernel.models import User
from caruso.kernel.objects import Collection
from caruso.screens.description import Related, Screen, screen_of
from caruso.screens.doors import may_make, visible_fields
from caruso.screens.links import Links


def related_context(panel: Related, screen: Screen, record: Any, user: User) -> dict[str, Any] | None:
    """What the panel shows; None where the viewer may not see such records at all.

    Records without a title among the columns are called by the first column; asking each for its own name could
    read what it links to, one by one and seen by the viewer or not.
    """
    collection = screen.object.collections[panel.collection]
    other = screen_of(collection.target)
    if not user.access.may(other.key, "view") or user.access.field(other.key, collection.link) == "hidden":
        return None
    records = other.model.objects.visible_to(user).filter(collection.leading_to(record.pk)).order_by(panel.order)
    rows = list(records[: panel.most + 1])
    names = [name for name in (panel.columns or other.columns) if name != collection.link]
    columns = [other.field(name) for name in visible_fields(other, user, names)]
    may_add = may_make(other, user) and user.access.field(other.key, collection.link) == "edit"
    return {
        "panel": panel,
        "other": other,
        "title": panel.title or collection.label or other.label_plural,
        "rows": rows[: panel.most],
        "more": len(rows) > panel.most,
        "columns": columns,
        "titled": not panel.columns or other.title in panel.columns,
        "links": Links(user).collect(rows, columns),
        "add": f"{other.url('new')}?{collection.link}={record.pk}" if may_add else "",
        "all": f"{other.list_url}?{urlencode({'where': listed_condition(collection, record)})}",
    }


def listed_condition(collection: Collection, record: Any) -> str:
    """What finds the records of the collection in their list."""
    link = screen_of(collection.target).field(collection.link)
    asks = "has any" if link.kind.family == "records" else "in"
    return f"{collection.link} {asks} ({record.pk})"


def panels_of_links(screen: Screen) -> list[Related]:
    """Panels for the links that an administrator made to this object and the description does not name."""
    named = {panel.collection for panel in (*screen.panels, *screen.late_panels) if isinstance(panel, Related)}
    return [Related(name) for name in screen.object.added_collections if name not in named]


def added_panels(screen: Screen, user: User) -> list[Related]:
    """Those of them that follow the others on the page, where this person may see who leads here."""
    if not screen.with_added:
        return []
    collections = screen.object.added_collections
    return [
        panel
        for panel in panels_of_links(screen)
        if user.access.field(*collections[panel.collection].kept_in) != "hidden"
    ]
