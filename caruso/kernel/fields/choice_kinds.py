"""Kinds that choose from what is on offer."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.countries import country_code, country_name
from caruso.kernel.fields.kind import Kind
from caruso.kernel.text import fold

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

TRUE = {"true", "1", "yes", "y", "on", "tak", "ano", "prawda", "pravda", "x"}
FALSE = {"false", "0", "no", "n", "off", "nie", "ne", "falsz", "nepravda"}


def _chosen(raw: Any, field: "Field") -> str:
    """The value of the choice meant by its value or by its label in the reader's language."""
    text = str(raw).strip()
    folded = fold(text)
    for value, label in field.choices:
        if text == value or folded in (fold(str(value)), fold(str(label))):
            return value
    raise ValidationError(
        _("“%(value)s” is not on offer; choose one of: %(choices)s."),
        params={"value": text[:40], "choices": ", ".join(str(label) for _value, label in field.choices[:12])},
        code="choice",
    )


class YesNo(Kind):
    name = "yes_no"
    family = "yes_no"
    column_class = models.BooleanField

    def parse(self, raw: Any, field: "Field") -> bool | None:
        if raw in (None, ""):
            # An unticked box sends nothing at all; a column must hold yes or no.
            return None if field.custom else False
        if isinstance(raw, bool):
            return raw
        text = fold(str(raw).strip())
        if text in TRUE or text in FALSE:
            return text in TRUE
        raise ValidationError(_("“%(value)s” is neither yes nor no."), params={"value": str(raw)[:40]})

    def as_text(self, value: Any, field: "Field") -> str:
        return "" if value is None else str(_("yes") if value else _("no"))


class Choice(Kind):
    name = "choice"
    family = "choice"

    def parse(self, raw: Any, field: "Field") -> str:
        return "" if raw in (None, "") else _chosen(raw, field)

    def as_text(self, value: Any, field: "Field") -> str:
        return field.choice_label(value) if value else ""


class Country(Kind):
    """A country, kept as its ISO 3166 code. What is the name of none is kept as it was written."""

    name = "country"
    family = "choice"

    def parse(self, raw: Any, field: "Field") -> str:
        if isinstance(raw, (dict, list)):
            raise ValidationError(_("This should be text."), code="type")
        text = " ".join(str(raw or "").replace("\x00", "").split())
        codes = {country_code(part) for part in (text, *text.split(", "))} - {""}
        return codes.pop() if len(codes) == 1 else text

    def as_text(self, value: Any, field: "Field") -> str:
        return country_name(value) if value else ""


class MultiChoice(Kind):
    name = "choices"
    family = "choices"
    column_class = models.JSONField
    sortable = False

    def parse(self, raw: Any, field: "Field") -> list[str]:
        if raw in (None, "", []):
            return []
        parts = raw if isinstance(raw, (list, tuple)) else str(raw).replace(";", ",").split(",")
        chosen = [_chosen(part, field) for part in parts if str(part).strip()]
        return list(dict.fromkeys(chosen))

    def load(self, data: Any) -> list[str]:
        return data or []

    def as_text(self, value: Any, field: "Field") -> str:
        return ", ".join(field.choice_label(one) for one in value or ())
