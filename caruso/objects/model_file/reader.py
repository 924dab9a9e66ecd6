"""Reading the parts of a file: what is wrong is collected, each with its line, instead of stopping at the first."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.field_names import name_for
from caruso.objects.model_file.marked import Marked, problem_at

LANGUAGES = {code for code, _name in settings.LANGUAGES}


class Reader:
    def __init__(self) -> None:
        self.problems: list[ValidationError] = []

    def tell(self, line: int, message: Any) -> None:
        self.problems.append(problem_at(line, message))

    def mapping(self, parent: Marked, key: str, required: bool = False) -> Marked:
        value = parent.get(key)
        if isinstance(value, Marked):
            return value
        if required or value is not None:
            self.tell(parent.line_of(key), _("“%(name)s” needs lines of its own below it.") % {"name": key})
        return Marked()

    def rows(self, parent: Marked, key: str) -> Iterator[Marked]:
        """The mappings of a list."""
        value = parent.get(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(one, Marked) for one in value):
            self.tell(
                parent.line_of(key), _("“%(name)s” needs a list below it: lines that begin with “-”.") % {"name": key}
            )
            return
        yield from value

    def names(self, parent: Marked, key: str) -> list[str]:
        """A list of words."""
        value = parent.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or any(isinstance(one, (list, dict)) for one in value):
            self.tell(
                parent.line_of(key), _("“%(name)s” needs a list below it: lines that begin with “-”.") % {"name": key}
            )
            return []
        return list(dict.fromkeys(str(one)[:200] for one in value))

    def text(self, parent: Marked, key: str, required: bool = False, longest: int = 2000) -> str:
        value = parent.get(key)
        if isinstance(value, (list, dict)) or (required and value in (None, "")):
            self.tell(parent.line_of(key), _("“%(name)s” needs a text.") % {"name": key})
            return ""
        return "" if value is None else str(value)[:longest].strip()

    def truth(self, parent: Marked, key: str) -> bool:
        value = parent.get(key, False)
        if not isinstance(value, bool):
            self.tell(parent.line_of(key), _("Write true or false."))
        return value is True

    def labels(self, parent: Marked, key: str, required: bool = True, longest: int = 80) -> dict[str, str]:
        found = self.mapping(parent, key, required)
        for language in found.keys() - LANGUAGES:
            self.tell(found.line_of(language), _("There is no language “%(name)s”.") % {"name": language})
        texts = {language: " ".join(str(label).split())[:longest] for language, label in found.items() if label}
        return {language: text for language, text in texts.items() if text}

    def refuse_unknown(self, found: Marked, known: Collection[str]) -> None:
        for key in found.keys() - set(known):
            self.tell(found.line_of(key), _("“%(name)s” means nothing here.") % {"name": key})

    def name(self, given: str, line: int) -> None:
        try:
            right = name_for(given) == given
        except ValidationError:
            right = False
        if not right:
            self.tell(line, _("“%(name)s” is no name: letters a–z, digits and _, up to 50.") % {"name": given[:60]})


def plain(value: Any) -> Any:
    """Without the lines, as it is kept in JSON."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value
