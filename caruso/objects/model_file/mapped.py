"""Tables of other programs in a file: the connection by its name, columns with what they mean, and nothing secret."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.field_choices import COLOURS
from caruso.kernel.models import User
from caruso.objects.mapped import mapping
from caruso.objects.mapped.introspection import Table, read_table
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.model_file.marked import Line, Marked, problem_at
from caruso.objects.model_file.model import MappedModel, Model
from caruso.objects.model_file.reader import Reader
from caruso.screens.away import SourceAway

_PARTS = (
    "connection", "table", "key_column", "labels", "plurals", "title", "writable", "fields", "computed", "links",
    "in_search",
)  # fmt: skip
#: What stays once an object is there.
FIXED = ("connection", "table", "key_column")


def read(reader: Reader, data: Marked, model: Model) -> None:
    found = reader.mapping(data, "mapped")
    for name in found:
        reader.name(name, found.line_of(name))
        model.mapped[name] = _read_one(reader, name, reader.mapping(found, name, True), found.line_of(name))


def _read_one(reader: Reader, name: str, said: Marked, line: int) -> MappedModel:
    reader.refuse_unknown(said, _PARTS)
    fields = reader.mapping(said, "fields", True)
    computed = reader.mapping(said, "computed")
    labels = reader.labels(said, "labels")
    connection, table, key_column = (reader.text(said, part, True, 500) for part in FIXED)
    plurals, title = reader.labels(said, "plurals", False) or labels, reader.text(said, "title", True)
    one = MappedModel(
        name, connection, table, key_column, labels, plurals, title, reader.truth(said, "writable"), line=line,
        in_search=reader.truth(said, "in_search"),
    )  # fmt: skip
    for field in fields:
        reader.name(field, fields.line_of(field))
        one.fields[field] = _field(reader, reader.mapping(fields, field, True))
    for field in computed:
        reader.name(field, computed.line_of(field))
        row = reader.mapping(computed, field, True)
        reader.refuse_unknown(row, ("labels", "formula", "result"))
        one.computed[field] = {"labels": reader.labels(row, "labels"), "formula": reader.text(row, "formula", True)}
        if result := reader.text(row, "result"):
            one.computed[field]["result"] = result
    for link in reader.rows(said, "links"):
        reader.refuse_unknown(link, ("target", "field", "by"))
        one.links.append({part: reader.text(link, part, True, 200) for part in ("target", "field", "by")})
        if one.links[-1]["by"] not in one.fields:
            reader.tell(link.line_of("by"), _("There is no field “%(name)s”.") % {"name": one.links[-1]["by"][:60]})
    if one.title and one.title not in one.fields:
        reader.tell(said.line_of("title"), _("There is no field “%(name)s”.") % {"name": one.title[:60]})
    return one


def _field(reader: Reader, said: Marked) -> dict[str, Any]:
    reader.refuse_unknown(said, ("column", "kind", "labels", "target", "codes"))
    found: dict[str, Any] = {"column": reader.text(said, "column", True, 128), "kind": reader.text(said, "kind")}
    if found["kind"] not in OFFERED_KINDS:
        reader.tell(said.line_of("kind"), _("There is no kind “%(name)s”.") % {"name": found["kind"][:40]})
    found["labels"] = reader.labels(said, "labels")
    if target := reader.text(said, "target", longest=60):
        found["target"] = target
    codes = reader.mapping(said, "codes")
    if codes:
        found["codes"] = [_code(reader, codes, code) for code in codes]
    return found


def _code(reader: Reader, codes: Marked, code: str) -> dict[str, Any]:
    """The labels of a code by language, and its colour beside them."""
    said = reader.mapping(codes, code, True)
    colour = reader.text(said, "colour") if "colour" in said else ""
    if colour and colour not in COLOURS:
        reader.tell(said.line_of("colour"), _("There is no colour “%(name)s”.") % {"name": colour[:40]})
    said.pop("colour", None)
    row: dict[str, Any] = {"value": code, "labels": reader.labels(codes, code, longest=250) or {"en": code}}
    return {**row, "colour": colour} if colour else row


def written(model: Model) -> dict[str, Any]:
    return {name: _written(one) for name, one in model.mapped.items()}


def _written(one: MappedModel) -> dict[str, Any]:
    said: dict[str, Any] = {part: getattr(one, part) for part in FIXED}
    said |= {"labels": Line(one.labels), "plurals": Line(one.plurals), "title": one.title, "writable": one.writable}
    if one.in_search:
        said["in_search"] = True
    said["fields"] = {name: _field_written(row) for name, row in one.fields.items()}
    if one.computed:
        said["computed"] = {name: {**row, "labels": Line(row["labels"])} for name, row in one.computed.items()}
    if one.links:
        said["links"] = [Line(link) for link in one.links]
    return said


def _field_written(row: Mapping[str, Any]) -> dict[str, Any]:
    said = {**row, "labels": Line(row["labels"])}
    if "codes" in row:
        said["codes"] = {one["value"]: Line(_code_written(one)) for one in row["codes"]}
    return said


def _code_written(one: Mapping[str, Any]) -> dict[str, str]:
    return {**one["labels"], "colour": one["colour"]} if one.get("colour") else dict(one["labels"])


def problem_of(one: MappedModel, here: Model) -> str:
    """Why the object cannot be as the file says, as far as one knows without asking its database."""
    if MappedObject.objects.filter(name=one.name).exclude(archived_at=None).exists():
        return _("“%(name)s” is put away: take it back first.") % {"name": one.name}
    if not Connection.objects.filter(name=one.connection).exists():
        said = _(
            "No database is connected here under the name “%(name)s”. Connect it first; its password is in no file."
        )
        return said % {"name": one.connection}
    known = here.mapped.get(one.name)
    if known and any(getattr(known, part) != getattr(one, part) for part in FIXED):
        return _("“%(name)s” is another table here; that stays.") % {"name": one.name}
    called = {row["column"]: name for name, row in known.fields.items()} if known else {}
    for name, row in one.fields.items():
        if called.get(row["column"], name) != name:
            said = _("The column “%(column)s” is called “%(name)s” here; that stays.")
            return said % {"column": row["column"], "name": called[row["column"]]}
    return ""


def differences(before: MappedModel, after: MappedModel) -> list[tuple[str, Any, Any]]:
    """Columns that the file does not mention stay as they are, and what a formula gives where it does not say that."""
    found: list[tuple[str, Any, Any]] = [
        (part, getattr(before, part), getattr(after, part))
        for part in ("labels", "plurals", "title", "writable", "links", "in_search")
        if getattr(before, part) != getattr(after, part)
    ]
    found += [
        (name, before.fields.get(name), row) for name, row in after.fields.items() if before.fields.get(name) != row
    ]
    for name, row in after.computed.items():
        was = before.computed.get(name, {})
        if was != {**was, **row}:
            found.append((name, was, row))
    return found


def needs_others(one: MappedModel) -> bool:
    """Whether it leads to mapped objects, which must be there before all of it can be said."""
    return any(row.get("target") for row in one.fields.values())


def read_tables(wanted: Model, names: set[str]) -> dict[str, Table]:
    """The tables of these objects as they are, asked before anything is held. Raises ValidationError with the line."""
    found = {}
    for name, one in wanted.mapped.items():
        if name not in names:
            continue
        connection = Connection.objects.get(name=one.connection)
        try:
            found[name] = read_table(connection.open().alias, one.table)
        except SourceAway as away:
            raise problem_at(
                one.line, _("“%(name)s” does not answer: %(reason)s") % {"name": connection, "reason": away.reason}
            ) from None
        except KeyError:
            raise problem_at(one.line, _("There is no table “%(name)s” there.") % {"name": one.table}) from None
        columns = {column.name for column in found[name].columns}
        for row in one.fields.values():
            if row["column"] not in columns:
                raise problem_at(one.line, _("The table has no column “%(name)s”.") % {"name": row["column"]})
    return found


def make(one: MappedModel, table: Table, *, by: User) -> None:
    """At first without what leads to other mapped objects, which may be made after it."""
    connection = Connection.objects.get(name=one.connection)
    alone = {name: row for name, row in one.fields.items() if not row.get("target")}
    late = needs_others(one)
    values = {**_values(one, alone, {} if late else one.computed), "key_column": one.key_column}
    values |= {"links": []} if late else {}
    try:
        mapping.map_table(connection, table, values, by=by, name=one.name)
    except ValidationError as problem:
        raise _told(problem) from None


def change(one: MappedModel, table: Table, without: set[str], *, by: User) -> None:
    """Write what the file says, and what else is here except `without`."""
    from caruso.objects.model_file.present import mapped_model

    definition = MappedObject.objects.select_related("connection").get(name=one.name)
    before = mapped_model(definition)
    fields = {**one.fields, **_rest(before.fields, one.fields, without)}
    computed = {**one.computed, **_rest(before.computed, one.computed, without)}
    try:
        mapping.change_mapping(definition, table, _values(one, fields, computed), by=by)
    except ValidationError as problem:
        raise _told(problem) from None


def _rest(was: Mapping[str, Any], said: Mapping[str, Any], without: set[str]) -> dict[str, Any]:
    return {name: row for name, row in was.items() if name not in said and name not in without}


def _values(one: MappedModel, fields: Mapping[str, Any], computed: Mapping[str, Any]) -> dict[str, Any]:
    """As the verbs of `mapping` take them."""
    columns = {name: row["column"] for name, row in fields.items()}
    return {
        "labels": one.labels,
        "plurals": one.plurals,
        "title": columns.get(one.title, ""),
        "fields": {row["column"]: {**row, "name": name} for name, row in fields.items()},
        "computed": [{**row, "name": name} for name, row in computed.items()],
        "links": [{**link, "by": columns.get(link["by"], "")} for link in one.links],
        "writable": one.writable,
        "in_search": one.in_search,
    }


def _told(problem: ValidationError) -> ValidationError:
    """Without the names of the inputs that the page has."""
    return ValidationError(problem.messages)
