"""An arrangement that may still have mistakes."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.objects.asked_condition import AskedCondition
from caruso.objects.layouts.content import Content
from caruso.objects.layouts.panels import KINDS, make_panel
from caruso.objects.layouts.place import Place
from caruso.objects.layouts.posted import Posted
from caruso.objects.models.layout import Face


@dataclass
class Draft:
    """`errors`, `keys` and `conditions` are by the part (`section-0`, `panel-2`): what is wrong in each setting of it,
    what the names of its inputs begin with, and what was asked. Under "" is what is wrong with the whole.
    """

    place: Place
    content: Content
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, AskedCondition] = field(default_factory=dict)

    @classmethod
    def posted(cls, place: Place, data: QueryDict, user: Any) -> "Draft":
        posted = Posted(place, data, user)
        draft = cls(place, posted.content(), keys=posted.keys, conditions=posted.conditions)
        draft.check()
        return draft

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def to_keep(self) -> Content:
        """What is stored: the content with the names that were there to choose from."""
        return {**self.content, "known": self.place.known()}

    @property
    def general_error(self) -> str:
        return self.errors.get("", {}).get("", "")

    def without_mistakes(self) -> Content:
        """What can be shown already: sections without conditions that nobody understands, panels that know what to show."""
        content = self.to_keep()
        if sections := content.get("sections"):
            content["sections"] = [
                {**one, "when": ""} if f"section-{number}" in self.errors else one
                for number, one in enumerate(sections)
            ]
        if panels := content.get("panels"):
            content["panels"] = [one for number, one in enumerate(panels) if f"panel-{number}" not in self.errors]
        return content

    def check(self) -> None:
        screen = self.place.screen
        for number, section in enumerate(self.content.get("sections", [])):
            if screen is not None and section.get("when"):
                try:
                    check(parse(section["when"]), screen.object, None)
                except ConditionProblem as problem:
                    self.errors[f"section-{number}"] = {"when": str(problem)}
        for number, panel in enumerate(self.content.get("panels", [])):
            if panel["kind"] in KINDS:
                try:
                    make_panel(panel).check(screen)
                except ValidationError as problem:
                    self.errors[f"panel-{number}"] = {n: " ".join(m) for n, m in problem.message_dict.items()}
        for piece, condition in self.conditions.items():
            if condition.problem:
                self.errors.setdefault(piece, {})[condition.which] = condition.problem
        if self.place.face == Face.FORM and screen is not None:
            self._refuse_unasked()
        if self.place.face == Face.LIST and not self.content.get("fields"):
            self.errors[""] = {"": _("A list needs at least one column.")}

    def _refuse_unasked(self) -> None:
        """What must be filled in has to be asked for, and of every record."""
        assert self.place.screen is not None
        sections = self.content.get("sections", [])
        asked = {name for section in sections if not section.get("when") for name in section["fields"]}
        missing = [
            str(capfirst(str(one.label)))
            for name in self.place.shipped_fields()
            if (one := self.place.screen.field(name)).required
            and one.editable
            and not one.never_empty
            and one.default in (None, "")
            and name not in asked
        ]
        if missing:
            said = _("These fields must be filled in, so every form has to ask for them: %(names)s.")
            self.errors[""] = {"": said % {"names": ", ".join(missing)}}
