"""What is wrong with a condition, said to a person."""

from typing import Any


class ConditionProblem(ValueError):
    """A condition that cannot be used.

    `message` is translated; `place` is the path or part it is about; `line` and `column` (from 1) are known
    when the condition was read from text.
    """

    def __init__(self, message: Any, *, place: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.line = line
        self.column = column

    def __str__(self) -> str:
        at = f"{self.line}:{self.column}: " if self.line else ""
        about = f"{self.place}: " if self.place else ""
        return f"{at}{about}{self.message}"
