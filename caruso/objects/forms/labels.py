"""Labels in each language of the house."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class LabelledForm(forms.Form):
    """A form with a field for each language of `labelled`; what a verb refuses is told beside the field it is about.

    One language is enough, whichever it is; the reader's own is asked first.
    """

    #: What is asked in each language, with its label in which %(language)s stands.
    labelled: dict[str, Any] = {}
    #: Of these one language must be filled in.
    needed: tuple[str, ...] = ("labels",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labelled.items():
            is_said = any(self.data.get(f"{name}_{code}", "").strip() for code in LANGUAGES)
            for code in LANGUAGES:
                language = get_language_info(code)["name_translated"]
                required = name in self.needed and code == readers_first()[0] and not is_said
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=label % {"language": language}, max_length=80, required=required
                )

    def bound(self, name: str) -> list[Any]:
        return [self[f"{name}_{code}"] for code in readers_first()]

    def in_languages(self, name: str) -> dict[str, str]:
        found = {code: " ".join(self.cleaned_data.get(f"{name}_{code}", "").split()) for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}

    def tell(self, problem: ValidationError) -> None:
        """Put what a verb refused beside the field that it is about."""
        told = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        for name, messages in told.items():
            place = f"{name}_{readers_first()[0]}" if name in self.labelled else name
            self.add_error(place if place in self.fields else None, messages)


def readers_first() -> list[str]:
    """The languages of the house, the reader's own before the others."""
    return sorted(LANGUAGES, key=lambda code: code != get_language())


def initial_labels(name: str, labels: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": labels.get(code, "") for code in LANGUAGES}
