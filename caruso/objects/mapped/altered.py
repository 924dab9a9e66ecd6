"""Tables that another program has altered since they were mapped: what they lack is told, the rest stays readable."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.objects.mapped.introspection import Table, read_table
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.sources import Source
from caruso.screens.away import SourceAway, SourceChanged


def told_of(source: Source, tables: Collection[str], problem: str) -> SourceChanged:
    """What became of these mapped tables, after a question to them met something that is not there any more."""
    for definition in _over(source, tables):
        try:
            table = read_table(source.alias, definition.table)
        except KeyError:
            said = _("There is no table “%(table)s” in it any more.") % {"table": definition.table}
            return _changed(source, definition, said)
        except SourceAway:
            break
        if gone := note_missing(definition, table):
            return _changed(source, definition, said_of(definition, gone))
        if others := _of_another_type(definition, table):
            said = _("The table “%(table)s” keeps something else in its column “%(column)s” now.")
            return _changed(source, definition, said % {"table": definition.table, "column": others[0]})
    said = _("Its tables are not as they were mapped: %(problem)s") % {"problem": problem}
    return SourceChanged(source.name, said)


def note_missing(definition: MappedObject, table: Table) -> list[str]:
    """The columns in use that the table does not have now; without them the object is read from now on.

    Without its key a row is not known, so then nothing is left out.
    """
    there = {column.name for column in table.columns}
    used = [one["column"] for one in definition.fields]
    key = [name for name in definition.key_columns if name not in there]
    gone = [name for name in used if name not in there]
    kept = [] if key or len(gone) == len(used) else gone
    if kept != definition.missing:
        definition.missing = kept
        definition.save()
    return list(dict.fromkeys([*key, *gone]))


def said_of(definition: MappedObject, columns: list[str]) -> str:
    said = ngettext(
        "The table “%(table)s” no longer has the column “%(columns)s”.",
        "The table “%(table)s” no longer has the columns “%(columns)s”.",
        len(columns),
    )
    return said % {"table": definition.table, "columns": ", ".join(columns)}


def _over(source: Source, tables: Collection[str]) -> QuerySet[MappedObject]:
    live = MappedObject.objects.filter(archived_at=None, connection__reference=source.reference)
    return live.select_related("connection").filter(table__in=tables)


def _of_another_type(definition: MappedObject, table: Table) -> list[str]:
    from caruso.objects.mapped.guessing import family_of

    types = {column.name: family_of(column) for column in table.columns}
    return [one["column"] for one in definition.fields if one.get("type") != types.get(one["column"])]


def _changed(source: Source, definition: MappedObject, said: Any) -> SourceChanged:
    return SourceChanged(source.name, said, mending=reverse("mapped:mapped_object", args=[definition.name]))
