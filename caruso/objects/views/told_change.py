"""A change of the model in words, for the page that compares a file with what is here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from caruso.objects.layouts.wording import Difference, differences
from caruso.objects.model_file.change import CHANGED_OBJECT, SCREEN, Change
from caruso.objects.model_file.model import ScreenModel
from caruso.objects.model_file.present import present
from caruso.objects.model_file.screens import content_of
from caruso.objects.wording import Wording


@dataclass(frozen=True)
class ToldChange:
    """`lost` is what a change of the kind loses, as the reader may see it."""

    change: Change
    wording: Wording
    lost: Mapping[str, Any]
    user: Any

    @property
    def differences(self) -> list[Difference]:
        change = self.change
        if change.what == SCREEN and change.screen is not None:
            return _of_screen(change.screen, self.user) or self._said()
        return self._said()

    @property
    def order(self) -> str:
        return ", ".join(self.wording.field(name) for name in self.change.order)

    def _said(self) -> list[Difference]:
        of_field = self.change.what != CHANGED_OBJECT
        return [
            (self.wording.setting(name, of_field=of_field), *self.wording.pair(name, before, after, self.change.name))
            for name, before, after in self.change.differences
        ]


def _of_screen(wanted: ScreenModel, user: Any) -> list[Difference]:
    """Zone by zone; nothing where the screen is of an object that the file brings."""
    before = present().screens.get(wanted.key)
    try:
        place, content = content_of(wanted)
        return differences(place, content_of(before)[1] if before else None, content, user)
    except ValidationError:
        return []
