"""What is said of an object, its fields and what roles may with it, put into words for the reader."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from caruso.kernel.access.rights import FIELD_RIGHTS, RIGHTS, SCOPES
from caruso.kernel.defining import OFFERED_KINDS
from caruso.kernel.fields import Field
from caruso.kernel.labels import in_language
from caruso.kernel.objects import Collection, business_object
from caruso.objects.forms.beginning import LATER
from caruso.objects.forms.field import FieldForm
from caruso.objects.forms.labels import LANGUAGES
from caruso.objects.forms.modelled_object import SettingsForm
from caruso.objects.forms.rolling_up import FUNCTIONS, called
from caruso.objects.modelling.settings import COLOURS, FIELDS
from caruso.objects.models import ModelledObject
from caruso.objects.readers import READER_LABELS

#: Settings that no single input asks for.
_NAMES: Mapping[str, Any] = {
    "labels": gettext_lazy("Label"), "plurals": gettext_lazy("Label of several"), "choices": gettext_lazy("Choices"),
    "roll_up": gettext_lazy("roll-up"), "reverse_labels": gettext_lazy("Label on the other side"),
    "reverse": gettext_lazy("Name from the other side"), "position": gettext_lazy("Place in the sidebar"),
    "kind": gettext_lazy("Kind"), "help": gettext_lazy("Help"), "helps": gettext_lazy("Help"),
    "fields": gettext_lazy("Fields"), "column": gettext_lazy("Column"), "links": gettext_lazy("Belongs with"),
    "codes": gettext_lazy("What its codes mean"), "writable": gettext_lazy("Records may be changed and added here"),
    "label": gettext_lazy("Label"),
}  # fmt: skip
#: Texts by language.
_IN_LANGUAGES = ("labels", "plurals", "reverse_labels", "help", "helps")
#: Settings that name one of a few things, or several of them.
_CALLED: Mapping[str, Mapping[str, Any]] = {
    "kind": OFFERED_KINDS, "result": OFFERED_KINDS, "colour": COLOURS, "readers": READER_LABELS, "function": FUNCTIONS,
    **dict.fromkeys(RIGHTS, SCOPES),
}  # fmt: skip
#: The parts of a roll-up as its page asks for them; databases keep them in an order of their own.
_PARTS = ("collection", "function", "field", "where")
_OF_FIELDS = ("columns", "matching", "field", "by", *FIELDS)


class Wording:
    """The words for one object. `labels` are those of fields that a file brings, by name."""

    def __init__(self, object: str, labels: Mapping[str, str] | None = None) -> None:
        self.object, self.labels = object, labels or {}

    def setting(self, name: str, *, of_field: bool = True) -> str:
        """What people call a setting; what is no setting is a field, called by its label."""
        forms = (FieldForm, SettingsForm) if of_field else (SettingsForm, FieldForm)
        asked = next((form.base_fields[name] for form in forms if name in form.base_fields), None)
        label = _NAMES.get(name) or RIGHTS.get(name) or (asked.label if asked else self.field(name))
        return str(capfirst(str(label)))

    def pair(self, name: str, before: Any, after: Any, field: str = "") -> tuple[str, str]:
        """What was and what is; of texts in several languages, and of choices, those that differ."""
        if name in _IN_LANGUAGES:
            was, now = _by_language(before), _by_language(after)
            differing = [code for code in LANGUAGES if was.get(code) != now.get(code)]
            return _in_languages(was, differing), _in_languages(now, differing)
        if name == "choices":
            before, after = _differing(before or [], after or [])
        said = self.value(name, before, field), self.value(name, after, field)
        if name == "choices" and said[0] == said[1]:
            return _all_labels(before), _all_labels(after)
        return said

    def value(self, name: str, value: Any, field: str = "") -> str:
        """`field` is the one of which it is said."""
        if value in (None, "", [], {}):
            return pgettext("value", "nothing")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name in _IN_LANGUAGES:
            return _in_languages(_by_language(value), LANGUAGES)
        if name == "choices":
            return ", ".join(_choice(one) for one in value)
        if isinstance(value, list):
            return ", ".join(self.value(name, one, field) for one in value)
        if isinstance(value, Mapping):
            return self._parts(name, value)
        return str(self._one(name, value, field))

    def field(self, name: str) -> str:
        """The label of a field; the name itself while it is not there."""
        found = self._fields.get(name)
        label = self.labels.get(name) or (found.label if found else name)
        return str(capfirst(str(label)))

    def _one(self, name: str, value: Any, field: str) -> Any:
        if name in _CALLED:
            return _CALLED[name].get(value, value)
        if name in _OF_FIELDS:
            return self.field(value)
        if name == "target":
            return object_label(value)
        if name == "collection":
            return called(self._gathered[value]) if value in self._gathered else value
        if name == "icon":
            return value.replace("-", " ")
        if name == "default":
            return self._beginning(value, field)
        return value

    def _beginning(self, value: Any, field: str) -> Any:
        """What new records begin with."""
        described = self._fields.get(field)
        kind = described.kind.name if described else ""
        if kind in LATER and value == LATER[kind][0]:
            return LATER[kind][1]
        return described.choice_label(value) if described and described.choices else value

    def _parts(self, name: str, value: Mapping[str, Any]) -> str:
        """Several settings as one, such as all that is said of a roll-up; rights by field; what codes mean."""
        if name == "fields":
            return ", ".join(f"{self.field(one)}: {FIELD_RIGHTS.get(right, right)}" for one, right in value.items())
        if name == "codes":
            return ", ".join(f"{code}: {in_language(labels)}" for code, labels in value.items())
        names = sorted(value, key=lambda one: _PARTS.index(one) if one in _PARTS else len(_PARTS))
        return " · ".join(f"{self.setting(one)}: {self._part(one, value[one], value)}" for one in names)

    def _part(self, name: str, said: Any, whole: Mapping[str, Any]) -> str:
        """What is added up is a field of the records that a roll-up goes over."""
        gathered = self._gathered.get(whole.get("collection", "")) if name == "field" else None
        return (Wording(gathered.target) if gathered else self).value(name, said)

    @property
    def _fields(self) -> Mapping[str, Field]:
        try:
            return business_object(self.object).fields
        except KeyError:
            return {}

    @property
    def _gathered(self) -> Mapping[str, Collection]:
        try:
            return business_object(self.object).gathered
        except KeyError:
            return {}


def object_label(key: str) -> str:
    """What the records of an object are called, also of one in the bin; the key itself while it is not there."""
    if not key:
        return capfirst(_("home page"))
    try:
        return capfirst(business_object(key).label_plural)
    except KeyError:
        away = ModelledObject.objects.filter(name=key.removeprefix("objects.")).first()
        return capfirst(away.label_plural) if away and key.startswith("objects.") else key


def _by_language(value: Any) -> Mapping[str, str]:
    """The help of a field was, or still is, one text in English."""
    return value if isinstance(value, Mapping) else {"en": value} if value else {}


def _in_languages(texts: Mapping[str, str], codes: list[str]) -> str:
    """Without the name of the language where English is all there is to tell."""
    said = [(code, texts[code]) for code in codes if texts.get(code)]
    if not said:
        return pgettext("value", "nothing")
    if list(texts) == ["en"]:
        return texts["en"]
    return " · ".join(f"{get_language_info(code)['name_translated']}: {text}" for code, text in said)


def _differing(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """The choices that are no longer the same; all of them where only their order is another."""
    gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
    return (gone, come) if gone or come else (before, after)


def _choice(choice: Mapping[str, Any], label: Callable[[Mapping[str, str]], str] = in_language) -> str:
    beside = [COLOURS.get(choice.get("colour", ""), ""), _("no longer offered") if choice.get("archived") else ""]
    told = ", ".join(str(one) for one in beside if one)
    return f"{label(choice['labels'])}{f' ({told})' if told else ''}"


def _all_labels(choices: Any) -> str:
    return ", ".join(_choice(one, lambda labels: _in_languages(labels, LANGUAGES)) for one in choices or [])
