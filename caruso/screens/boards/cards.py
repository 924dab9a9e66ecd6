"""Cards of a board as HTML, joined in Python: a board has as many cells as a list (`lists/rows.py`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.kernel.fields import Field
from caruso.screens.cells import cell
from caruso.screens.description import Screen
from caruso.screens.faces import face_of, has_face
from caruso.screens.links import Links
from caruso.ui.templatetags.ui import due, due_state, icon


@dataclass(frozen=True)
class Cards:
    """How the cards of one board look: what stands on them, and which of them (by number) this person may move."""

    screen: Screen
    fields: list[Field]
    links: Links
    movable: Collection[int]

    def drawn(self, records: Iterable[Any]) -> SafeString:
        with_faces = has_face(self.screen)
        has_next = "next_activity_at" in self.screen.object.fields
        return SafeString("\n".join(self._card(record, with_faces, has_next) for record in records))

    def _card(self, record: Any, with_faces: bool, has_next: bool) -> str:
        title = escape(str(record))
        quiet = self.screen.board.quiet(record) if self.screen.board else 0
        face = f"{face_of(self.screen, record, size='xs')} " if with_faces else ""
        marks = self.links.marks(self.screen.key, record.pk)
        lines = "".join(f"<p>{shown}</p>" for field in self.fields if (shown := cell(field, record, self.links)))
        may_move = record.pk in self.movable
        foot = due(record.next_activity_at) if has_next else ""
        return (
            f'<article class="board-card" data-id="{record.pk}"'
            f"{self._due(record) if has_next else ''}{' data-rotting' if quiet else ''}{'' if may_move else ' data-fixed'}>"
            f'<a id="card-{record.pk}" href="{self.screen.record_url(record.pk)}">{face}{title}</a>{marks}{lines}'
            f"<footer>{foot}{_rotting(quiet) if quiet else ''}{_move(title) if may_move else ''}</footer></article>"
        )

    def _due(self, record: Any) -> str:
        return f' data-due="{due_state(record.next_activity_at)}"'


def _rotting(days: int) -> str:
    text = ngettext("quiet for %(days)s day", "quiet for %(days)s days", days) % {"days": days}
    hint = escape(_("Nothing has happened for too long"))
    return f'<span class="rotting" title="{hint}">{icon("hourglass")}{escape(text)}</span>'


def _move(title: str) -> str:
    """The island fills it with the lanes; `title` is escaped already."""
    label = escape(_("Move %(card)s")) % {"card": title}
    return f'<details class="move" name="move"><summary aria-label="{label}">{icon("arrow-right-left")}</summary></details>'
