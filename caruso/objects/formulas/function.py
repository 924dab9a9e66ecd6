"""One function of the language: its types, its SQL and the same in memory.

SQL is a template in which `{0}` is the first argument; `sqlite` and `mysql` say it where SQLite or MariaDB has another
way, `foreign` where a PostgreSQL of another program lacks what Caruso made in its own. MariaDB's tables in FROM cannot
see the row outside, so there every argument is best written once.
In memory nothing is None for numbers and dates and "" for text, and a function that is `strict` is not asked about it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import DivisionByZero, InvalidOperation, localcontext
from typing import Any

from caruso.objects.formulas.values import YES_NO


@dataclass(frozen=True)
class Function:
    """`types` are those of the arguments; `rest` that of any more there may be, and `most` how many there may be.

    "same" stands for the type that the arguments share; a result of "same" is of it too.
    """

    name: str
    types: Sequence[str]
    result: str
    memory: Callable[..., Any]
    postgresql: str
    sqlite: str = ""
    mysql: str = ""
    foreign: str = ""
    #: Whether the texts are compared folded: they then come folded into the template.
    folds: bool = False
    rest: str = ""
    most: int = 0
    strict: bool = False
    #: How one more argument goes into the template, in the place of `{more}`, and so for MariaDB.
    more: str = ""
    more_mysql: str = ""
    #: The types that "same" may be.
    among: Sequence[str] = ()

    def texts(self, count: int) -> dict[str, str]:
        """The SQL for so many arguments, by dialect; empty where it has no way of its own."""
        more = self._more(self.more, count)
        found = {one: getattr(self, one).replace("{more}", more) for one in ("postgresql", "sqlite", "foreign")}
        return {**found, "mysql": self.mysql.replace("{more}", self._more(self.more_mysql or self.more, count))}

    def _more(self, text: str, count: int) -> str:
        return "".join(text.replace("{n}", f"{{{index}}}") for index in range(len(self.types), count))


def apply(function: Function, values: Sequence[Any]) -> Any:
    """What the function makes of these values; nothing where it cannot be reckoned."""
    if function.strict and any(value is None for value in values):
        return False if function.result == YES_NO else None
    try:
        with localcontext(prec=60):
            return function.memory(*values)
    except (DivisionByZero, InvalidOperation):
        return None
