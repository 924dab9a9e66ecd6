"""A model from text, with a message and its line for everything that is not as it should be."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import WITH_CHOICES, is_offered
from caruso.kernel.field_names import name_for
from caruso.objects.model_file.marked import Marked, load, problem_at
from caruso.objects.model_file.model import FieldModel, Model, ObjectModel
from caruso.objects.modelling.settings import COLOURS, SETTINGS, clean_settings

#: What else may be said of a field (see `CustomField.options`).
OPTIONS = {
    "target", "reverse", "reverse_labels", "many", "unique", "default", "minimum", "maximum", "pattern",
    "pattern_hint", "visible_when", "required_when", "formula", "result", "roll_up",
}  # fmt: skip
_OWN = {"kind", "labels", "required", "help", "choices"}
_LANGUAGES = {code for code, _name in settings.LANGUAGES}
#: How many problems are told at once.
MOST = 20


class _Reader:
    """Collects what is wrong instead of stopping at the first."""

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

    def labels(self, parent: Marked, key: str, required: bool = True) -> dict[str, str]:
        found = self.mapping(parent, key, required)
        for language in found.keys() - _LANGUAGES:
            self.tell(found.line_of(language), _("There is no language “%(name)s”.") % {"name": language})
        return {language: " ".join(str(label).split())[:80] for language, label in found.items() if label}

    def refuse_unknown(self, found: Marked, known: set[str]) -> None:
        for key in found.keys() - known:
            self.tell(found.line_of(key), _("“%(name)s” means nothing here.") % {"name": key})

    def name(self, given: str, line: int) -> None:
        try:
            right = name_for(given) == given
        except ValidationError:
            right = False
        if not right:
            self.tell(line, _("“%(name)s” is no name: letters a–z, digits and _, up to 50.") % {"name": given[:60]})

    def model(self, data: Marked) -> Model:
        model = Model()
        if data.get("caruso_model") != 1:
            self.tell(1, _("A model begins with “caruso_model: 1”."))
        self.refuse_unknown(data, {"caruso_model", "objects", "extended", "template"})
        objects = self.mapping(data, "objects")
        for name in objects:
            self.name(name, objects.line_of(name))
            model.objects[name] = self.object(name, self.mapping(objects, name, True), objects.line_of(name))
        extended = self.mapping(data, "extended")
        for key in extended:
            model.extended[key] = self.fields(extended, key)
        return model

    def object(self, name: str, said: Marked, line: int) -> ObjectModel:
        self.refuse_unknown(said, {"labels", "plurals", "fields", *SETTINGS})
        found: dict[str, Any] = {}
        for key in SETTINGS:
            if key in said:
                try:
                    found |= clean_settings({key: said[key]})
                except (ValidationError, ValueError, TypeError) as problem:
                    fallback = _("Please write this differently.")
                    message = " ".join(problem.messages) if isinstance(problem, ValidationError) else fallback
                    self.tell(said.line_of(key), message)
        labels = self.labels(said, "labels")
        plurals = self.labels(said, "plurals", False) or labels
        return ObjectModel(name, labels, plurals, found, self.fields(said, "fields"), line)

    def fields(self, parent: Marked, key: str) -> dict[str, FieldModel]:
        found = self.mapping(parent, key)
        for name in found:
            self.name(name, found.line_of(name))
        return {name: self.field(name, self.mapping(found, name, True), found.line_of(name)) for name in found}

    def field(self, name: str, said: Marked, line: int) -> FieldModel:
        self.refuse_unknown(said, _OWN | OPTIONS)
        kind = str(said.get("kind", ""))
        if not is_offered(kind):
            self.tell(said.line_of("kind"), _("There is no kind “%(name)s”.") % {"name": kind[:40]})
        if not isinstance(said.get("required", False), bool):
            self.tell(said.line_of("required"), _("Write true or false."))
        choices = self.choices(said) if kind in WITH_CHOICES else []
        if "choices" in said and kind not in WITH_CHOICES:
            self.tell(said.line_of("choices"), _("Only lists have choices."))
        options = {key: _plain(value) for key, value in said.items() if key in OPTIONS and value is not None}
        help = " ".join(str(said.get("help") or "").split())[:300]
        return FieldModel(
            name, kind, self.labels(said, "labels"), said.get("required") is True, help, choices, options, line
        )

    def choices(self, said: Marked) -> list[dict[str, Any]]:
        found = self.mapping(said, "choices", True)
        chosen = []
        for value in found:
            entry = self.mapping(found, value, True)
            self.refuse_unknown(entry, {*_LANGUAGES, "colour", "archived"})
            choice: dict[str, Any] = {"value": value}
            choice["labels"] = {code: str(entry[code])[:80] for code in entry if code in _LANGUAGES}
            if not choice["labels"]:
                self.tell(found.line_of(value), _("Please fill this in."))
            if colour := entry.get("colour"):
                choice["colour"] = str(colour)
                if colour not in COLOURS:
                    self.tell(entry.line_of("colour"), _("There is no colour “%(name)s”.") % {"name": str(colour)[:40]})
            if entry.get("archived") is True:
                choice["archived"] = True
            chosen.append(choice)
        return chosen


def read(text: str) -> Model:
    """Raises ValidationError with all that is wrong, each with its line."""
    return read_data(load(text))


def read_data(data: Marked) -> Model:
    reader = _Reader()
    model = reader.model(data)
    if reader.problems:
        raise ValidationError(reader.problems[:MOST])
    return model


def _plain(value: Any) -> Any:
    """Without the lines, as it is kept in JSON."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
