"""A field and what may be said of one of its kind."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS, WITH_CHOICES
from caruso.kernel.field_choices import clean_choices
from caruso.kernel.field_names import RESERVED, name_for
from caruso.kernel.field_options import HELPS, LEADS_ELSEWHERE, LONGEST_HELP
from caruso.kernel.fields import KINDS, Field
from caruso.kernel.models import CustomField
from caruso.kernel.objects import BusinessObject, business_objects
from caruso.objects.asked_condition import LABELS, AskedCondition, asked_condition, posted_condition
from caruso.objects.forms.beginning import Beginning
from caruso.objects.forms.choice_editor import ChoiceEditor
from caruso.objects.forms.formula_help import help_with_formulas
from caruso.objects.forms.labels import LANGUAGES, LabelledForm, initial_labels, readers_first
from caruso.objects.forms.rolling_up import FUNCTIONS, collections_of, fields_in, screen_of_collection
from caruso.objects.kinds import Offer, offer_of
from caruso.objects.modelling.computing import CONDITIONS
from caruso.screens.description import Screen, screen_of
from caruso.screens.filters.condition_input import MOST

_OTHER_LANGUAGES = [code for code in LANGUAGES if code != "en"]
_OTHER_HELPS = [f"help_{code}" for code in _OTHER_LANGUAGES]
RESULTS = ("text", "integer", "decimal", "money", "percent", "date", "datetime", "yes_no", "duration")


class FieldForm(LabelledForm):
    """A new field of a kind, or one that is there, whose kind and name stay."""

    labelled = {
        "labels": _("Label in %(language)s"),
        "reverse_labels": _("Called there in %(language)s"),
    }

    help = forms.CharField(
        label=_("Help in English"),
        required=False,
        max_length=LONGEST_HELP,
        help_text=_("Shown below the field; where another language is missing, this one stands in."),
    )
    required = forms.BooleanField(label=_("Must be filled in"), required=False)
    unique = forms.BooleanField(label=_("No two records have the same"), required=False)
    default = forms.CharField(label=_("Begins with"), required=False)
    minimum = forms.CharField(label=_("Least allowed"), required=False, max_length=40)
    maximum = forms.CharField(label=_("Most allowed"), required=False, max_length=40)
    pattern = forms.CharField(
        label=_("Pattern"),
        required=False,
        max_length=200,
        help_text=_("A regular expression, such as [A-Z]{2}[0-9]{6}."),
    )
    pattern_hint = forms.CharField(
        label=_("Explained as"), required=False, max_length=200, help_text=_("What people read when it does not fit.")
    )
    target = forms.ChoiceField(label=_("Leads to"), required=False)
    many = forms.BooleanField(label=_("To several records"), required=False)
    formula = forms.CharField(
        label=_("Formula"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    result = forms.ChoiceField(label=_("Gives"), required=False)
    collection = forms.ChoiceField(label=_("Over"), required=False)
    function = forms.ChoiceField(label=_("What is worked out"), required=False, choices=lambda: list(FUNCTIONS.items()))
    where = forms.CharField(label=LABELS["where"], required=False, max_length=MOST)
    visible_when = forms.CharField(label=LABELS["visible_when"], required=False, max_length=MOST)
    required_when = forms.CharField(label=LABELS["required_when"], required=False, max_length=MOST)
    field = forms.ChoiceField(
        label=_("Of the field"),
        required=False,
        help_text=_("Not needed for how many there are."),
        error_messages={"invalid_choice": _("Please choose from the list.")},
    )

    def __init__(
        self, data: Any, kind: str, described: BusinessObject, user: Any, row: CustomField | None = None
    ) -> None:
        self.offer: Offer = offer_of(kind)
        self.kind, self.described, self.user, self.row = kind, described, user, row
        self.choice_problem = ""
        super().__init__(data, initial=_initial(row) if row else {"required": False})
        self.choices = ChoiceEditor(self.data if self.is_bound else None, row.choices if row else [])
        self._ask_for_helps()
        self._offer_choices()
        said = {*self.offer.said, "help", *_OTHER_HELPS, "required", *CONDITIONS}
        if "target" in said and "relations" in KINDS:
            said |= {"many"}
        if self.is_computed:
            said -= {"required", "required_when"}
        if "roll_up" in said:
            said |= {"collection", "function", "field", "where"}
        for name in list(self.fields):
            if name.startswith("reverse_labels_"):
                if "reverse" not in said:
                    del self.fields[name]
            elif name not in said and not name.startswith("labels_"):
                del self.fields[name]
        if "formula" in self.fields:
            self.fields["formula"].help_text = help_with_formulas(described)
        if row:
            for name in {"target", "many"} & self.fields.keys():
                self.fields[name].disabled = True
        self.beginning = Beginning(self, self.row) if "default" in said else None
        self.conditions = [self._condition(name) for name in CONDITIONS if name in said]
        self.which = self._which() if "where" in said else None

    def _condition(self, name: str) -> AskedCondition:
        kept = str(self.row.options.get(name, "")) if self.row else ""
        return self._asked(name, screen_of(self.described.key), kept)

    def _which(self) -> AskedCondition:
        """About what the roll-up goes over, as soon as that is chosen."""
        screen = screen_of_collection(self.described, self._over)
        return self._asked("where", screen, self._roll_up.get("where", ""))

    def _asked(self, name: str, screen: Screen | None, kept: str) -> AskedCondition:
        if self.is_bound:
            return posted_condition(name, screen, self.user, self.data)
        return asked_condition(name, screen, self.user, kept)

    @property
    def _roll_up(self) -> dict[str, Any]:
        return (self.row.options.get("roll_up") or {}) if self.row else {}

    @property
    def _over(self) -> str:
        """The collection that the roll-up goes over; empty as long as none is chosen."""
        return str((self.data if self.is_bound else self._roll_up).get("collection", ""))

    @property
    def _function(self) -> str:
        return str((self.data if self.is_bound else self._roll_up).get("function", "count"))

    @property
    def is_computed(self) -> bool:
        return bool({"formula", "roll_up"} & set(self.offer.said))

    @property
    def has_choices(self) -> bool:
        return self.kind in WITH_CHOICES

    @property
    def names(self) -> list[Any]:
        return self.bound("labels")

    @property
    def reverse_names(self) -> list[Any]:
        return self.bound("reverse_labels")

    @property
    def rules(self) -> list[Any]:
        """What else is asked, in the order of the page."""
        names = ("unique", "minimum", "maximum", "pattern", "pattern_hint")
        return [self[name] for name in names if name in self.fields]

    @property
    def computing(self) -> list[Any]:
        names = ("formula", "result", "collection", "function", "field")
        return [self[name] for name in names if name in self.fields]

    @property
    def helps(self) -> list[Any]:
        names = {"en": "help", **dict(zip(_OTHER_LANGUAGES, _OTHER_HELPS, strict=True))}
        return [self[names[code]] for code in readers_first()]

    @property
    def has_help(self) -> bool:
        return any(one.value() or one.errors for one in self.helps)

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of the verbs."""
        return {
            "labels": self.in_languages("labels"),
            "choices": self.choices.said if self.has_choices else [],
            "required": bool(self.cleaned_data.get("required")),
            "help": self.cleaned_data["help"],
            "options": self._options(),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("minimum", "maximum"):
            if cleaned.get(name):
                self._check(name, lambda text: self.dumped(text))
        if self.beginning:
            cleaned["default"] = self.beginning.cleaned()
        for asked in self.asked_conditions:
            cleaned[asked.name] = asked.text
            if asked.problem:
                self.add_error(asked.name, asked.problem)
        if cleaned.get("pattern"):
            self._check("pattern", _compiled)
        for name in ("target", "formula", "collection"):
            if name in self.fields and not cleaned.get(name) and not self.fields[name].disabled:
                self.add_error(name, _("Please fill this in."))
        return cleaned

    def tell(self, problem: ValidationError) -> None:
        if hasattr(problem, "error_dict") and "choices" in problem.message_dict:
            self.choice_problem = " ".join(problem.message_dict["choices"])
        super().tell(problem)
        for asked in self.asked_conditions:
            if asked.input and asked.name in self.errors:
                asked.input.problem = " ".join(str(one) for one in self.errors[asked.name])

    def _check(self, name: str, cleaned: Any) -> None:
        try:
            self.cleaned_data[name] = cleaned(self.cleaned_data[name])
        except ValidationError as problem:
            self.add_error(name, problem)

    def dumped(self, text: str) -> Any:
        kind = KINDS[self.kind]
        known = self._values_by_name()
        field = Field(self.kind, "", kind, choices=list(known.items()))
        return kind.dump(kind.parse(known.get(text, text), field))

    def _values_by_name(self) -> dict[str, str]:
        """The values of the choices as they will be kept, by themselves and by what they are called in any language."""
        try:
            choices = clean_choices(self.choices.said, self.row.choices if self.row else [])
        except ValidationError:
            return {}  # told beside the choices
        known: dict[str, str] = {}
        for one in choices:
            if not one.get("archived"):
                known |= {**dict.fromkeys(one["labels"].values(), one["value"]), one["value"]: one["value"]}
        return known

    @property
    def asked_conditions(self) -> list[AskedCondition]:
        return [*self.conditions, *([self.which] if self.which else [])]

    def _options(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = (
            "many", "unique", "default", "minimum", "maximum", "pattern", "pattern_hint", "formula", "result", "visible_when",
            "required_when",
        )  # fmt: skip
        # What this page does not ask for (it may be newer than the page) stays.
        asked, said = {*self.fields, HELPS}, self.row.options if self.row else {}
        kept = {name: value for name, value in said.items() if name not in asked}
        if helps := {code: cleaned[f"help_{code}"] for code in _OTHER_LANGUAGES if cleaned.get(f"help_{code}")}:
            kept[HELPS] = helps
        if "collection" in self.fields:
            kept.pop("roll_up", None)
        options = {name: cleaned[name] for name in names if cleaned.get(name) not in (None, "", False, [])}
        if "collection" in self.fields:
            said = ("collection", "function", "field", "where")
            options["roll_up"] = {name: cleaned[name] for name in said if cleaned.get(name)}
        return {**kept, **options, **self._link()}

    def _link(self) -> dict[str, Any]:
        if "target" not in self.fields:
            return {}
        labels = self.in_languages("reverse_labels")
        if self.row:
            target, reverse = self.row.options["target"], self.row.options.get("reverse", "")
        else:
            target, reverse = self.cleaned_data["target"], self._reverse(labels)
        link = {"target": target, "reverse": reverse, "reverse_labels": labels}
        return {name: value for name, value in link.items() if value}

    def _reverse(self, labels: Mapping[str, str]) -> str:
        """How conditions and the API call this side from there; another name where that is taken."""
        wanted = _name(labels.get("en") or next(iter(labels.values()), "")) or _name(self.described.label_plural)
        target = next(one for one in business_objects() if one.key == self.cleaned_data["target"])
        taken = {*target.fields, *target.collections, *RESERVED}
        own = _name(self.in_languages("labels").get("en", "")) or "other"
        return wanted if wanted and wanted not in taken else f"{wanted or 'records'}_{own}"[:50]

    def _ask_for_helps(self) -> None:
        for code, name in zip(_OTHER_LANGUAGES, _OTHER_HELPS, strict=True):
            language = get_language_info(code)["name_translated"]
            label = _("Help in %(language)s") % {"language": language}
            self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST_HELP)

    def _offer_choices(self) -> None:
        objects = sorted(
            ((one.key, one.label_plural.capitalize()) for one in business_objects() if one.takes_fields),
            key=lambda one: one[1],
        )
        if self.data.get("target") in {one.key for one in business_objects() if not one.takes_fields}:
            self.fields["target"].error_messages["invalid_choice"] = LEADS_ELSEWHERE
        offered: dict[str, Sequence[tuple[str, Any]]] = {
            "target": [("", _("choose …")), *objects],
            "result": [("", _("what comes of it")), *((name, OFFERED_KINDS[name]) for name in RESULTS)],
            "collection": [("", _("choose …")), *collections_of(self.described)],
            "field": [("", _("choose …")), *fields_in(self.described, self._over, self._function)],
        }
        for name, choices in offered.items():
            chosen: Any = self.fields[name]
            chosen.choices = choices


def _name(label: str) -> str:
    """Empty for a label that gives none."""
    try:
        return name_for(label)
    except ValidationError:
        return ""


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        raise ValidationError(_("This is no regular expression.")) from None
    return pattern


def _initial(row: CustomField) -> dict[str, Any]:
    roll_up = row.options.get("roll_up") or {}
    plain = {name: value for name, value in row.options.items() if isinstance(value, (str, int, float, bool))}
    labels = initial_labels("labels", row.labels) | initial_labels(
        "reverse_labels", row.options.get("reverse_labels", {})
    )
    helps = {f"help_{code}": text for code, text in row.options.get(HELPS, {}).items()}
    return {**plain, **roll_up, **labels, **helps, "help": row.help, "required": row.required}
