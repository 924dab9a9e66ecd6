"""A step of reminders, with its words in each language."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from caruso.sales.models import ReminderStep
from caruso.sales.models.reminder_step import Wording
from caruso.sales.rules.reminder_words import check_placeholders, shipped_words, words_of

PARTS = ("subject", "text")


class ReminderStepForm(forms.ModelForm):
    """Words are shown as they would be sent; those that are Caruso's own are not kept, so that they follow it."""

    class Meta:
        model = ReminderStep
        fields = ("days", "wording")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, _name in settings.LANGUAGES:
            with override(language):
                subject, text = words_of(self.instance)
            self.fields[f"subject_{language}"] = _field(_("Subject"), subject, 200, forms.TextInput)
            self.fields[f"text_{language}"] = _field(_("Text"), text, 5_000, forms.Textarea)

    @property
    def languages(self) -> Iterator[tuple[Any, Any, Any]]:
        """The name of each language, with the fields of its words."""
        for language, name in settings.LANGUAGES:
            yield name, self[f"subject_{language}"], self[f"text_{language}"]

    def save(self, commit: bool = True) -> Any:
        self.instance.texts = {
            language: own for language, _name in settings.LANGUAGES if (own := self._own_words(language))
        }
        return super().save(commit)

    def _own_words(self, language: str) -> dict[str, str]:
        with override(language):
            shipped = [shipped_words(wording) for wording in Wording.values]
        typed = {part: _plain(self.cleaned_data[f"{part}_{language}"]) for part in PARTS}
        return {
            part: text
            for place, (part, text) in enumerate(typed.items())
            if text and text not in {words[place] for words in shipped}
        }


def _field(label: Any, initial: str, longest: int, widget: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        required=False,
        max_length=longest,
        widget=widget(attrs={"rows": 8} if widget is forms.Textarea else {}),
        validators=[check_placeholders],
    )


def _plain(text: str) -> str:
    return "\n".join(text.splitlines()).strip()
