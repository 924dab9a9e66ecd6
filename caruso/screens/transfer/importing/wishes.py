"""What a command or a program asks of an import beside its file, as a person does on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.screens.description import screen_of
from caruso.screens.transfer.importing.beginning import forget, sample_of, table_of
from caruso.screens.transfer.importing.guessing import guess_kind
from caruso.screens.transfer.importing.plan import NEW_FIELD, POLICIES, Column, Plan
from caruso.screens.transfer.importing.targets import known_paths, targets
from caruso.screens.transfer.models import Import


@dataclass(frozen=True)
class Wishes:
    """`columns` lead headers to paths: empty leaves a column out, `+` makes a custom field of what its cells hold,
    `+kind` one of that kind. `new_fields` makes one of every column that goes nowhere. `rows` are the policies of
    single rows that are there already, by their numbers."""

    columns: Mapping[str, str] = field(default_factory=dict)
    new_fields: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)

    def take_into(self, plan: Plan, run: Import, user: User) -> None:
        """Raises ValidationError by `columns` and `rows`, and PermissionDenied who may not make fields; the import is
        forgotten then."""
        try:
            self._take_into(plan, run, user)
        except (ValidationError, PermissionDenied):
            forget(run)
            raise

    def _take_into(self, plan: Plan, run: Import, user: User) -> None:
        if self.new_fields and not user.access.administers:
            raise PermissionDenied(_("Only an administrator makes new fields."))
        self._lead_columns(plan, run, user)
        if self.new_fields:
            _make_fields_of_the_rest(plan, run)
        for row, policy in self.rows.items():
            if number_from(row) is None or policy not in POLICIES:
                offered = ", ".join(POLICIES)
                told = _("“%(row)s = %(policy)s” is not a row's number and one of: %(offered)s.")
                raise ValidationError({"rows": told % {"row": row, "policy": policy, "offered": offered}})
            plan.choices[row] = policy

    def _lead_columns(self, plan: Plan, run: Import, user: User) -> None:
        known = known_paths(targets(screen_of(run.object), user))
        columns = {column.header: column for column in plan.columns}
        for header, path in self.columns.items():
            if header not in columns:
                raise ValidationError({"columns": _("The file has no column “%(header)s”.") % {"header": header}})
            if path.startswith(NEW_FIELD) and not user.access.administers:
                raise PermissionDenied(_("Only an administrator makes new fields."))
            if path == NEW_FIELD:
                path = _path_of_a_new_field(columns[header], run)
            if path not in known:
                raise ValidationError({"columns": _("No column can go to “%(path)s”.") % {"path": path}})
            columns[header].path = path


def _make_fields_of_the_rest(plan: Plan, run: Import) -> None:
    """Columns without a text among the first rows, and those that only tell of which sort another is, stay out."""
    labels = {column.label_header for column in plan.columns}
    for column in plan.columns:
        if not column.path and column.header not in labels and _texts(column, run):
            column.path = _path_of_a_new_field(column, run)


def _path_of_a_new_field(column: Column, run: Import) -> str:
    return NEW_FIELD + guess_kind(_texts(column, run))


def _texts(column: Column, run: Import) -> list[str]:
    return [text for row in sample_of(table_of(run)) if (text := row.cells.get(column.header, "").strip())]
