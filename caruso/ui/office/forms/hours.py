"""Business hours and days off, written as people write them: `09:00–12:00, 13:00–17:00`."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.time_kinds import date_from_text

_SPAN = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")
_MOST_SPANS = 6
_MOST_DAYS = 200


def spans_from_text(text: str) -> list[list[str]]:
    """`9-12, 13:00–17:30` → `[["09:00", "12:00"], ["13:00", "17:30"]]`. Raises ValidationError."""
    spans: list[list[str]] = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;]", text))):
        found = _SPAN.match(part)
        if not found:
            raise ValidationError(_("“%(part)s” is not a span of time; try 09:00–17:00."), params={"part": part[:30]})
        start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
        if not start < end or end > "24:00" or start[3:] > "59" or end[3:] > "59":
            raise ValidationError(_("“%(part)s” does not end after it begins."), params={"part": part[:30]})
        spans.append([start, end])
    spans.sort()
    if len(spans) > _MOST_SPANS or any(one[1] > other[0] for one, other in pairwise(spans)):
        raise ValidationError(_("These spans overlap."))
    return spans


def _clock(hour: str, minute: str | None) -> str:
    return f"{int(hour):02}:{minute or '00'}"


def text_from_spans(spans: list[list[str]]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)


def days_off_from_text(text: str) -> list[dict[str, str]]:
    """A line for each day: `2026-12-24 Christmas Eve`. Raises ValidationError that names the line."""
    days: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        written, _space, name = line.strip().partition(" ")
        day = date_from_text(written)
        if day is None:
            raise ValidationError(
                _("Line %(number)d does not begin with a date; try 2026-12-24."), params={"number": number}
            )
        days[day] = name.strip()[:100]
    if len(days) > _MOST_DAYS:
        raise ValidationError(_("At most %(most)d days fit here."), params={"most": _MOST_DAYS})
    return [{"day": day.isoformat(), "name": name} for day, name in sorted(days.items())]


def text_from_days_off(days: list[dict[str, str]]) -> str:
    return "\n".join(f"{entry['day']} {entry.get('name', '')}".strip() for entry in days)


class HoursForm(forms.Form):
    """One line for each weekday; an empty one is closed."""

    def __init__(self, *args: Any, week: dict[str, list[list[str]]], days_off: list[dict[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            self.fields[f"day_{day}"] = forms.CharField(
                label=str(name).capitalize(),
                required=False,
                max_length=120,
                initial=text_from_spans(week.get(str(day), [])),
                widget=forms.TextInput(attrs={"placeholder": _("closed")}),
            )
        self.fields["days_off"] = forms.CharField(
            label=_("Days off of the firm"),
            required=False,
            max_length=20_000,
            initial=text_from_days_off(days_off),
            help_text=_("A line for each day, such as 2026-12-24 Christmas Eve."),
            widget=forms.Textarea(attrs={"rows": 6}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.week: dict[str, list[list[str]]] = {}
        for day in WEEKDAYS:
            try:
                if spans := spans_from_text(cleaned.get(f"day_{day}") or ""):
                    self.week[str(day)] = spans
            except ValidationError as problem:
                self.add_error(f"day_{day}", problem)
        return cleaned

    def clean_days_off(self) -> list[dict[str, str]]:
        return days_off_from_text(self.cleaned_data["days_off"])

    @property
    def weekdays(self) -> list[Any]:
        return [self[f"day_{day}"] for day in WEEKDAYS]
