"""A model from text, with a message and its line for everything that is not as it should be."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import WITH_CHOICES, is_offered
from caruso.kernel.field_options import LONGEST_HELP
from caruso.objects.model_file import mapped, rights, screens
from caruso.objects.model_file.marked import Marked, load
from caruso.objects.model_file.model import PARTS, FieldModel, Model, ObjectModel
from caruso.objects.model_file.reader import LANGUAGES, Reader, plain
from caruso.objects.modelling.settings import COLOURS, SETTINGS, clean_settings

#: What else may be said of a field (see `CustomField.options`).
OPTIONS = {
    "target", "reverse", "reverse_labels", "many", "unique", "default", "minimum", "maximum", "pattern",
    "pattern_hint", "visible_when", "required_when", "formula", "result", "roll_up",
}  # fmt: skip
_OWN = {"kind", "labels", "required", "help", "choices"}
#: How many problems are told at once.
MOST = 20


def read(text: str) -> Model:
    """Raises ValidationError with all that is wrong, each with its line."""
    return read_data(load(text))


def read_data(data: Marked) -> Model:
    reader = Reader()
    model = _model(reader, data)
    if reader.problems:
        raise ValidationError(reader.problems[:MOST])
    return model


def _model(reader: Reader, data: Marked) -> Model:
    model = Model(parts=frozenset(part for part in PARTS if part in data))
    if data.get("caruso_model") != 1:
        reader.tell(1, _("A model begins with “caruso_model: 1”."))
    reader.refuse_unknown(data, {"caruso_model", "template", *PARTS})
    objects = reader.mapping(data, "objects")
    for name in objects:
        reader.name(name, objects.line_of(name))
        model.objects[name] = _object(reader, name, reader.mapping(objects, name, True), objects.line_of(name))
    extended = reader.mapping(data, "extended")
    for key in extended:
        model.extended[key] = _fields(reader, extended, key)
    mapped.read(reader, data, model)
    rights.read(reader, data, model)
    screens.read(reader, data, model)
    return model


def _object(reader: Reader, name: str, said: Marked, line: int) -> ObjectModel:
    reader.refuse_unknown(said, {"labels", "plurals", "fields", *SETTINGS})
    found: dict[str, Any] = {}
    for key in SETTINGS:
        if key in said:
            try:
                found |= clean_settings({key: said[key]})
            except (ValidationError, ValueError, TypeError) as problem:
                fallback = _("Please write this differently.")
                message = " ".join(problem.messages) if isinstance(problem, ValidationError) else fallback
                reader.tell(said.line_of(key), message)
    labels = reader.labels(said, "labels")
    plurals = reader.labels(said, "plurals", False) or labels
    return ObjectModel(name, labels, plurals, found, _fields(reader, said, "fields"), line)


def _fields(reader: Reader, parent: Marked, key: str) -> dict[str, FieldModel]:
    found = reader.mapping(parent, key)
    for name in found:
        reader.name(name, found.line_of(name))
    return {name: _field(reader, name, reader.mapping(found, name, True), found.line_of(name)) for name in found}


def _field(reader: Reader, name: str, said: Marked, line: int) -> FieldModel:
    reader.refuse_unknown(said, _OWN | OPTIONS)
    kind = str(said.get("kind", ""))
    if not is_offered(kind):
        reader.tell(said.line_of("kind"), _("There is no kind “%(name)s”.") % {"name": kind[:40]})
    choices = _choices(reader, said) if kind in WITH_CHOICES else []
    if "choices" in said and kind not in WITH_CHOICES:
        reader.tell(said.line_of("choices"), _("Only lists have choices."))
    options = {key: plain(value) for key, value in said.items() if key in OPTIONS and value is not None}
    labels, required = reader.labels(said, "labels"), reader.truth(said, "required")
    return FieldModel(name, kind, labels, required, _help(reader, said), choices, options, line)


def _help(reader: Reader, said: Marked) -> dict[str, str]:
    """In several languages, or in English where it is one text."""
    if isinstance(said.get("help"), Marked):
        return reader.labels(said, "help", False, LONGEST_HELP)
    text = " ".join(str(said.get("help") or "").split())[:LONGEST_HELP]
    return {"en": text} if text else {}


def _choices(reader: Reader, said: Marked) -> list[dict[str, Any]]:
    found = reader.mapping(said, "choices", True)
    chosen = []
    for value in found:
        entry = reader.mapping(found, value, True)
        reader.refuse_unknown(entry, {*LANGUAGES, "colour", "archived"})
        choice: dict[str, Any] = {"value": value}
        choice["labels"] = {code: str(entry[code])[:80] for code in entry if code in LANGUAGES}
        if not choice["labels"]:
            reader.tell(found.line_of(value), _("Please fill this in."))
        if colour := entry.get("colour"):
            choice["colour"] = str(colour)
            if colour not in COLOURS:
                reader.tell(entry.line_of("colour"), _("There is no colour “%(name)s”.") % {"name": str(colour)[:40]})
        if entry.get("archived") is True:
            choice["archived"] = True
        chosen.append(choice)
    return chosen
