"""What the columns of a file seem to mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError

from caruso.kernel.fields import Field, kind_named
from caruso.kernel.models import User
from caruso.screens.description import Screen
from caruso.screens.doors import editable_fields
from caruso.screens.transfer.headers import CLOSE, Term, Vocabulary, recognise
from caruso.screens.transfer.importing.cells import DATES
from caruso.screens.transfer.importing.plan import Column
from caruso.screens.transfer.importing.rows import RECORD_NUMBER
from caruso.screens.transfer.reading import SourceRow

NUMBER_HEADER = "Caruso ID"
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/\d{4}")
_KINDS_TO_TRY = ("yes_no", "integer", "decimal", "date", "email", "url")
_LONG = 200


def guess_columns(headers: Sequence[str], sample: Sequence[SourceRow], screen: Screen, user: User) -> list[Column]:
    """A column for each header; what is not recognised, or may not be written, is left out."""
    recognised = recognise(headers, with_own_words(screen))
    allowed = {*editable_fields(screen, user), RECORD_NUMBER}
    if all(one.path != RECORD_NUMBER for one in recognised):
        # Our own export says everything plainly: what is put together from other fields is not taken apart again.
        allowed.update(screen.vocabulary.meanings)
    columns = []
    for one in recognised:
        path = one.path if one.path and one.path.split(".")[0] in allowed else ""
        columns.append(Column(one.header, path or "", one.label_header or "", one.confidence > CLOSE))
    labels = {column.label_header for column in columns}
    return [replace(column, path="") if column.header in labels else column for column in columns]


def with_own_words(screen: Screen) -> Vocabulary:
    """The vocabulary of the screen, and after it the names and labels of all its fields."""
    known = {term.path for term in screen.vocabulary.terms}
    own = [Term(RECORD_NUMBER, (NUMBER_HEADER,))]
    for field in screen.object.fields.values():
        many = field.name in known and field.kind.name in ("tags", "choices")
        own.append(Term(field.name, tuple(dict.fromkeys([str(field.label), field.name])), many))
    return replace(screen.vocabulary, terms=(*screen.vocabulary.terms, *own))


def guess_kind(texts: Sequence[str]) -> str:
    """The kind of a custom field that would hold all these texts."""
    texts = [text.strip() for text in texts if text.strip()]
    if not texts:
        return "text"
    for kind in _KINDS_TO_TRY:
        if all(map(_reads(kind), texts)):
            return kind
    return "long_text" if any("\n" in text or len(text) > _LONG for text in texts) else "text"


def month_comes_first(columns: Sequence[Column], sample: Sequence[SourceRow], screen: Screen) -> bool:
    """Whether dates with slashes are American: some day stands second, and none first."""
    fields = screen.object.fields
    dates = [one.header for one in columns if (field := fields.get(one.path)) and field.kind.name in DATES]
    found = [match for row in sample for header in dates if (match := _SLASHED.match(row.cells[header].strip()))]
    return any(int(match[2]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def _reads(kind: str) -> Callable[[str], bool]:
    field = Field(name="guess", label="", kind=kind_named(kind))
    looks_right: dict[str, Callable[[str], bool]] = {
        "yes_no": lambda text: not text.isdigit(),
        "integer": lambda text: len(text) < 16 and not (text.startswith("0") and len(text) > 1) and text[:1] != "+",
        "decimal": lambda text: not (text.startswith("0") and text[1:2].isdigit()) and text[:1] != "+",
        "url": lambda text: "://" in text or text.startswith("www."),
    }
    looks = looks_right.get(kind)

    def reads(text: str) -> bool:
        if looks and not looks(text):
            return False
        try:
            field.parse(text)
        except ValidationError:
            return False
        return True

    return reads
