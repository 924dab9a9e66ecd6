"""What a database says against a value, put beside the field that it is about."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.utils.translation import gettext as _

from caruso.screens.away import SourceAway


def refusal_of(model: Any, problem: Exception) -> ValidationError:
    """The database's own words, by field where they name a column or a constraint of columns that are mapped."""
    text = _words(problem)
    message = _("The database refuses this: %(words)s") % {"words": text}
    names = _named(model, problem, text)
    return ValidationError({name: [message] for name in names}) if names else ValidationError(message)


def _named(model: Any, problem: Exception, text: str) -> list[str]:
    by_column = {column.column.lower(): column.name for column in model._meta.concrete_fields if column.name != "id"}
    told = getattr(problem.__cause__, "diag", None)
    if told is not None and told.column_name:
        return [by_column[told.column_name.lower()]] if told.column_name.lower() in by_column else []
    words = {word.lower() for word in re.findall(r"\w+", text)}
    constraint = told.constraint_name if told is not None else None
    constraints = _constraints(model)
    for name, columns in constraints.items():
        if name.lower() == (constraint or "").lower() or (constraint is None and name.lower() in words):
            found = [by_column[column.lower()] for column in columns if column.lower() in by_column]
            if found:
                return found
    # Quoted, or behind the name of the table: a word of the message may be like a column by chance.
    spoken = {word.lower() for word in re.findall(r"['`\"](\w+)['`\"]|\w+\.(\w+)", text) for word in word if word}
    return [name for column, name in by_column.items() if column in spoken]


def _constraints(model: Any) -> dict[str, list[str]]:
    connection = connections[model.WRITING]
    try:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    except SourceAway:
        return {}
    return {name: one["columns"] for name, one in found.items() if one["columns"]}


def _words(problem: Exception) -> str:
    told = getattr(problem.__cause__, "diag", None)
    if told is not None and told.message_primary:
        # Not the whole row: it has columns that are not mapped, or not for everybody.
        whole_row = (told.message_detail or "").startswith("Failing row contains")
        detail = f" {told.message_detail}" if told.message_detail and not whole_row else ""
        return f"{told.message_primary}.{detail}"[:300]
    text = problem.args[1] if len(problem.args) > 1 else problem
    return " ".join(str(text).split())[:300]
