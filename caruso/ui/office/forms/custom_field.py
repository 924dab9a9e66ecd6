"""Custom fields."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from caruso.kernel.defining import OFFERED_KINDS, WITH_CHOICES
from caruso.kernel.models import CustomField

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class CustomFieldForm(forms.Form):
    """A new field, or one that is there (whose kind stays)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(OFFERED_KINDS.items()))
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=10_000,
        help_text=_("A line for each, in the languages above with | between them, such as: gold | złoto | zlato."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    help = forms.CharField(label=_("Help"), required=False, max_length=300, help_text=_("Shown below the field."))
    required = forms.BooleanField(label=_("Must be filled in"), required=False)

    def __init__(self, *args: Any, field: CustomField | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(field) if field else {}
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Label in %(language)s") % {"language": get_language_info(code)["name_translated"]},
                max_length=80,
                required=code == "en",
            )
        if field:
            del self.fields["kind"]
            if field.kind not in WITH_CHOICES:
                del self.fields["choices"]

    @property
    def labels(self) -> list[Any]:
        return [self[f"label_{code}"] for code in LANGUAGES]

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of the verbs that define fields."""
        cleaned = self.cleaned_data
        return {
            "labels": {code: cleaned[f"label_{code}"] for code in LANGUAGES},
            "choices": [_choice(line) for line in cleaned.get("choices", "").splitlines() if line.strip()],
            "help": cleaned["help"],
            "required": cleaned["required"],
        }

    def tell(self, problem: ValidationError) -> None:
        """Put what the verb refused beside the field that it is about."""
        for name, messages in problem.message_dict.items():
            place = {"labels": "label_en"}.get(name, name)
            self.add_error(place if place in self.fields else None, messages)


def _choice(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    return {"labels": {code: part for code, part in zip(LANGUAGES, parts, strict=False) if part}}


def _initial(field: CustomField) -> dict[str, Any]:
    offered = [choice["labels"] for choice in field.choices if not choice.get("archived")]
    lines = (" | ".join(labels.get(code, "") for code in LANGUAGES).rstrip(" |") for labels in offered)
    labels = {f"label_{code}": field.labels.get(code, "") for code in LANGUAGES}
    return {**labels, "choices": "\n".join(lines), "help": field.help, "required": field.required}
