"""The step at which a person says what each column means."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from caruso.kernel.models import User
from caruso.screens.description import MatchRule, Screen, screen_of
from caruso.screens.forms.form import RecordForm
from caruso.screens.transfer.importing.beginning import sample_of, table_of
from caruso.screens.transfer.importing.guessing import guess_kind
from caruso.screens.transfer.importing.plan import BAD_CELLS, NEW_FIELD, POLICIES, Column, Plan
from caruso.screens.transfer.importing.targets import known_paths, targets
from caruso.screens.transfer.models import Import

SAMPLES_SHOWN = 3


@dataclass(frozen=True)
class ColumnLine:
    """A column with its first values; `offer` is the path of the custom field that would suit it."""

    place: int
    column: Column
    samples: list[str]
    offer: str

    @property
    def path(self) -> str:
        return self.column.path


class ColumnForm:
    """Shows a plan, and takes the choices posted into it."""

    def __init__(self, run: Import, user: User, data: QueryDict | None = None) -> None:
        self.run, self.user, self.data = run, user, data
        self.screen: Screen = screen_of(run.object)
        self.plan = Plan.from_json(run.plan)
        self.groups = targets(self.screen, user)
        names = ["owner", "tags", *default_choices(self.screen)]
        initial = self.plan.defaults
        self.defaults = RecordForm(self.screen, user, data=data, initial=initial, names=names, in_part=True)

    @property
    def lines(self) -> list[ColumnLine]:
        sample = sample_of(table_of(self.run))
        lines = []
        for place, column in enumerate(self.plan.columns):
            texts = [text for row in sample if (text := row.cells.get(column.header, "").strip())]
            shown = [text[:60] for text in dict.fromkeys(texts)][:SAMPLES_SHOWN]
            lines.append(ColumnLine(place, column, shown, NEW_FIELD + guess_kind(texts)))
        return lines

    @property
    def policies(self) -> dict[str, Any]:
        return POLICIES

    @property
    def bad_cells(self) -> dict[str, Any]:
        return BAD_CELLS

    @property
    def rules(self) -> list[tuple[str, str, bool]]:
        """The matching rules: name, what must be equal, and whether it counts."""
        chosen = self.plan.rules
        return [
            (rule.name, self._rule_label(rule), chosen is None or rule.name in chosen) for rule in self.screen.matching
        ]

    def _rule_label(self, rule: MatchRule) -> str:
        return " + ".join(str(self.screen.field(name).label) for name in rule.fields)

    def take(self) -> bool:
        """Take the posted choices into the plan; False if a value for all rows is wrong."""
        assert self.data is not None
        known = known_paths(self.groups)
        for place, column in enumerate(self.plan.columns):
            path = self.data.get(f"column-{place}", column.path)
            column.path = path if path in known else ""
        if (policy := str(self.data.get("policy"))) in POLICIES:
            self.plan.policy = policy
        if (bad_cells := str(self.data.get("bad_cells"))) in BAD_CELLS:
            self.plan.bad_cells = bad_cells
        self.plan.make_links = self.data.get("make_links") == "1"
        self.plan.month_first = self.data.get("month_first") == "1"
        names = {rule.name for rule in self.screen.matching}
        ticked = [name for name in self.data.getlist("rules") if name in names]
        self.plan.rules = None if set(ticked) == names else ticked
        if not self.defaults.is_valid():
            return False
        fields = self.screen.object.fields
        self.plan.defaults = {
            name: fields[name].kind.dump(value)
            for name, value in self.defaults.values.items()
            if value not in (None, "", [])
        }
        self.run.plan = self.plan.as_json()
        self.run.save(update_fields=["plan"])
        return True


def default_choices(screen: Screen) -> list[str]:
    """Choice fields that may be given one value for all rows."""
    return [name for name, field in screen.object.fields.items() if field.kind.name == "choice" and field.editable]
