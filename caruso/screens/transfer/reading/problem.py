from typing import Any


class ReadingProblem(Exception):
    """Why a file, or one row of it, cannot be read as it stands.

    Raised where reading cannot go on; carried by `SourceRow.problems` where only that row is doubtful.

    `message` is a (lazily translated) sentence for the user; `line` the row as `SourceRow.number` counts,
    or None when the whole file is meant; `column` the header of the cell, or None.
    """

    def __init__(self, message: Any, line: int | None = None, column: str | None = None) -> None:
        super().__init__(message, line, column)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return str(self.message)
