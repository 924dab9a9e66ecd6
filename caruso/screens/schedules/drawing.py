"""Bars of a schedule as HTML, joined in Python as the cards of a board are.

Where a bar lies is said by attributes of SVG: the content policy allows no style of its own to an element.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.screens.cells import cell
from caruso.screens.description import Schedule, Screen
from caruso.screens.links import Links
from caruso.screens.schedules.reading import Bar, Mark
from caruso.screens.schedules.scale import Stretch
from caruso.ui.dates import show_short
from caruso.ui.templatetags.ui import due, due_state

#: In percent, so that the bar of a single day on a scale of years can be seen.
NARROWEST = 0.6
#: The field by which bars are coloured where the description names no choice.
NEXT = "next_activity_at"
DIAMOND = "M0-6 6 0 0 6-6 0z"


@dataclass(frozen=True)
class Bars:
    """How the bars of one schedule look; each is a link that says in words what it shows."""

    screen: Screen
    schedule: Schedule
    stretch: Stretch
    links: Links
    with_next: bool

    def drawn(self, bars: Iterable[Bar]) -> SafeString:
        return SafeString("\n".join(self._row(bar) for bar in bars))

    def _row(self, bar: Bar) -> str:
        record = bar.record
        ended = self.schedule.over(record)
        beside, below = self._told(record)
        days = f'<span class="plan-days">{escape(_days(bar.first, bar.last))}{" ·" if below else ""}</span>'
        return (
            f'<li><a class="plan{self._hue(record)}" href="{self.screen.record_url(record.pk)}"{self._due(record)}'
            f'{" data-over" if ended else ""}><span class="plan-name">{escape(str(record))}{beside}</span> '
            f'<span class="plan-told">{days} {below} {self._state(record, ended)}</span>{_in_words(bar.marks)}'
            f'<svg class="plan-track" aria-hidden="true">{self._bar(bar)}{self._diamonds(bar.marks)}</svg></a></li>'
        )

    def _bar(self, bar: Bar) -> str:
        x = self.stretch.at(bar.first)
        width = max(self.stretch.at(bar.last + timedelta(days=1)) - x, NARROWEST)
        return f'<rect x="{x}%" y="22%" width="{width:.2f}%" height="56%" rx="4"/>'

    def _diamonds(self, marks: list[Mark]) -> str:
        return "".join(
            f'<svg x="{self.stretch.at(mark.day)}%" y="50%" overflow="visible"><path d="{DIAMOND}"'
            f"{' data-reached' if mark.reached else ''}><title>{escape(_told(mark))}</title></path></svg>"
            for mark in marks
            if self.stretch.holds(mark.day)
        )

    def _hue(self, record: Any) -> str:
        colour = self.schedule.colour
        return f" {self.screen.field(colour).colours.get(getattr(record, colour), 'gray')}" if colour else ""

    def _told(self, record: Any) -> tuple[str, str]:
        """What stands beside the name and what below it: what the record belongs to, and everything else."""
        beside = below = ""
        for field in (self.screen.field(name) for name in self.schedule.told):
            shown = strip_tags(cell(field, record, self.links))
            if shown and field.kind.family == "link":
                beside += f" <small>{shown}</small>"
            elif shown:
                below += f"{' · ' if below else ''}{shown}"
        return beside, below

    def _due(self, record: Any) -> str:
        return f' data-due="{due_state(getattr(record, NEXT))}"' if self._by_next else ""

    @property
    def _by_next(self) -> bool:
        return self.with_next and not self.schedule.colour

    def _state(self, record: Any, ended: bool) -> str:
        if ended:
            return f'· <span class="plan-over">{escape(_("ended"))}</span>'
        if colour := self.schedule.colour:
            return strip_tags(cell(self.screen.field(colour), record, self.links))
        return due(getattr(record, NEXT)) if self._by_next else ""


def _days(first: date, last: date) -> str:
    return show_short(first) if first == last else f"{show_short(first)} – {show_short(last)}"


def _in_words(marks: list[Mark]) -> str:
    """The diamonds, for those who do not see them."""
    if not marks:
        return ""
    told = "; ".join(_told(mark) for mark in marks)
    return f' <span class="sr-only">{escape(_("Milestones: %(milestones)s") % {"milestones": told})}</span>'


def _told(mark: Mark) -> str:
    day = show_short(mark.day)
    text = _("%(milestone)s, %(day)s, reached") if mark.reached else _("%(milestone)s, %(day)s")
    return text % {"milestone": mark.name, "day": day}
