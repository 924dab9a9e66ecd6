from typing import Any


class ReadingProblem(Exception):
    """Why a file, or one row of it, cannot be read as it stands.

    Raised where reading cannot go on; carried by `SourceRow.problems` where only that row is doubtful.

    `text` is a lazily translated sentence into which `values` are put; `line` the row as `SourceRow.number`
    counts, or None when the whole file is meant; `column` the header of the cell, or None.
    """

    def __init__(self, text: Any, line: int | None = None, column: str | None = None, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.line = line
        self.column = column
        self.values = values

    @property
    def message(self) -> str:
        """The sentence in the language that is active now."""
        return str(self.text) % self.values if self.values else str(self.text)

    def __str__(self) -> str:
        return self.message
