from dataclasses import dataclass

from .problem import ReadingProblem


@dataclass(slots=True)
class SourceRow:
    """One row of a file as text, before anything is understood.

    `number` is what a spreadsheet shows beside the row (the first row is 1, usually the headers); in a vCard
    file it is the line on which the card begins. `cells` has every header of the table, "" where empty.
    `problems` says what was odd about this row; its cells are still usable.
    """

    number: int
    cells: dict[str, str]
    problems: tuple[ReadingProblem, ...] = ()
