"""Models that come with Caruso, each for a line of business: files as an administrator could write them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from caruso.kernel.labels import in_language
from caruso.objects.model_file.marked import Marked, load
from caruso.objects.model_file.model import Model
from caruso.objects.model_file.reading import read_data
from caruso.objects.models import ModelledObject

_FOLDER = Path(__file__).parent
#: In the order in which they are offered.
NAMES = ("utilities", "banking", "professional_services", "publishing_portal")


@dataclass(frozen=True)
class Blueprint:
    """`about` and `labels` map a language to text."""

    name: str
    text: str
    data: Marked

    @property
    def icon(self) -> str:
        return self.data["template"]["icon"]

    @property
    def colour(self) -> str:
        return self.data["template"]["colour"]

    @property
    def label(self) -> str:
        return in_language(self.data["template"]["labels"])

    @property
    def about(self) -> str:
        return in_language(self.data["template"]["about"])

    @property
    def objects(self) -> list[tuple[str, str]]:
        """Label and icon of each object it brings."""
        return [(in_language(one["plurals"]), one["icon"]) for one in self.data["objects"].values()]

    @property
    def model(self) -> Model:
        return read_data(self.data)

    @property
    def taken(self) -> list[str]:
        """Its objects that are here already, in use or in the bin; with one of them it is not applied."""
        names = list(self.data["objects"])
        return [one.label_plural for one in ModelledObject.objects.filter(name__in=names)]


@cache
def _read(name: str) -> Blueprint:
    text = (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return Blueprint(name, text, load(text))


def blueprints() -> list[Blueprint]:
    return [_read(name) for name in NAMES]


def blueprint(name: str) -> Blueprint:
    """Raises KeyError for one that does not exist."""
    if name not in NAMES:
        raise KeyError(name)
    return _read(name)


def icons_of_blueprints() -> set[str]:
    """What must be drawn for them."""
    found: set[Any] = {one.icon for one in blueprints()}
    return found | {icon for one in blueprints() for _label, icon in one.objects}
