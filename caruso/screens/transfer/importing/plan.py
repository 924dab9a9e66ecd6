"""How a file is to be read into records: what each column means, and what to do where people must choose."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

#: What happens to a row whose record is there already.
POLICIES: dict[str, Any] = {
    "fill": _("fill in what is empty"),
    "overwrite": _("write the file's values over"),
    "skip": _("leave the record as it is"),
    "create": _("create another record"),
}
#: What happens to a row with a cell that cannot be read.
BAD_CELLS: dict[str, Any] = {
    "without": _("import the row without that value"),
    "leave": _("leave the whole row out"),
}
NEW_FIELD = "+"


@dataclass
class Column:
    """A column of the file and the path it goes to; an empty path leaves it out, `+kind` makes a custom field.

    A path is a field, or of a list field one sort or part: `emails.work`, `addresses.work.city`.
    `label_header` is the column that tells row by row of which sort the value is.
    """

    header: str
    path: str = ""
    label_header: str = ""
    certain: bool = True

    @property
    def makes_field(self) -> str:
        """The kind of the custom field to be made; empty for none."""
        return self.path[1:] if self.path.startswith(NEW_FIELD) else ""


@dataclass
class Plan:
    """All choices of one import. `corrections` are cells put right before the run: row → header → text; `choices` are
    the policies of single rows that are there already: row → policy.

    `rules` are the names of the matching rules that count; None for all. `defaults` are raw values for fields
    that a row leaves empty.
    """

    columns: list[Column] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)
    policy: str = "fill"
    bad_cells: str = "without"
    rules: list[str] | None = None
    make_links: bool = True
    month_first: bool = False
    corrections: dict[str, dict[str, str]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        columns = [Column(**one) for one in data.get("columns", ())]
        return cls(**{**data, "columns": columns}) if data else cls()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def policy_of(self, number: int) -> str:
        """What happens to this row if its record is there already."""
        return self.choices.get(str(number), self.policy) if self.choices else self.policy

    @property
    def looks_for_records(self) -> bool:
        """Whether any row may go to a record that is there already."""
        return self.policy != "create" or any(policy != "create" for policy in self.choices.values())

    def corrected(self, number: int, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row with what a person has put right."""
        return {**cells, **right} if (right := self.corrections.get(str(number))) else cells
