"""The first rows as they would be imported, cell by cell, without writing anything."""

from dataclasses import dataclass
from typing import Any

from caruso.kernel.models import User
from caruso.screens.description import Screen, screen_of
from caruso.screens.transfer.importing.beginning import sample_of, table_of
from caruso.screens.transfer.importing.chunk import ChunkImporter
from caruso.screens.transfer.importing.outcomes import LABELS, TONES, Outcome
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.reading import SourceRow


@dataclass(frozen=True)
class Cell:
    header: str
    text: str
    problem: str


@dataclass
class PreviewRow:
    """A row of the file with what would become of it; `matched` is the record it means, `choice` what was chosen for
    this row alone, `notes` are of no one cell."""

    number: int
    cells: list[Cell]
    outcome: Outcome
    matched: Any = None
    choice: str = ""
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> Any:
        return LABELS[self.outcome.outcome]

    @property
    def tone(self) -> str:
        return TONES[self.outcome.outcome]

    @property
    def has_problem(self) -> bool:
        return any(cell.problem for cell in self.cells)


@dataclass
class Preview:
    headers: list[str]
    rows: list[PreviewRow]

    @property
    def to_look_at(self) -> int:
        return sum(1 for row in self.rows if row.has_problem)


def look_ahead(run: Import, user: User, most: int = 200) -> Preview:
    """Raises ReadingProblem, PermissionDenied and ValidationError as the import itself would."""
    screen, plan = screen_of(run.object), Plan.from_json(run.plan)
    rows = sample_of(table_of(run), most)
    importer = ChunkImporter(screen, plan, user, run=run.pk, dry=True)
    outcomes = importer.bring_in(importer.read(rows))
    names = {screen.title, *screen.quick[:2]}
    named = {column.header for column in plan.columns if column.path in names}
    headers = _those_with_problems_first([column.header for column in plan.columns if column.path], named, outcomes)
    matched = _records(screen, user, outcomes)
    found = [_row(row, plan, headers, outcome, matched) for row, outcome in zip(rows, outcomes, strict=True)]
    return Preview(headers, found)


def _those_with_problems_first(headers: list[str], named: set[str], outcomes: list[Outcome]) -> list[str]:
    """What somebody should look at must not stand out of sight at the far end; only the names stand before it."""
    doubtful = {header for outcome in outcomes for header, _sentence in outcome.messages}
    return sorted(headers, key=lambda header: (header not in named, header not in doubtful))


def _records(screen: Screen, user: User, outcomes: list[Outcome]) -> dict[int, Any]:
    numbers = {outcome.match for outcome in outcomes if outcome.match}
    return screen.model.objects.visible_to(user).in_bulk(numbers) if numbers else {}


def _row(row: SourceRow, plan: Plan, headers: list[str], outcome: Outcome, matched: dict[int, Any]) -> PreviewRow:
    said: dict[str, str] = {}
    for header, sentence in outcome.messages:
        said[header] = f"{said[header]} {sentence}" if header in said else sentence
    texts = plan.corrected(row.number, row.cells)
    cells = [Cell(header, texts.get(header, "").strip()[:300], said.get(header, "")) for header in headers]
    notes = tuple(sentence for header, sentence in outcome.messages if header not in headers)
    choice = plan.choices.get(str(row.number), "")
    return PreviewRow(row.number, cells, outcome, matched.get(outcome.match or 0), choice, notes)
