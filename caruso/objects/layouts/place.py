"""What is being arranged: a face of an object, or the home page, for a role or for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caruso.kernel.models import Role
from caruso.objects.layouts.arranging import shipped_peek, titles_of
from caruso.objects.layouts.content import SHIPPED, TIMELINE, Content, PanelContent, sections_with_gained, with_gained
from caruso.objects.layouts.home import HOME, placed_cards
from caruso.objects.layouts.placing import placed_content, shipped_panels
from caruso.objects.models import Layout
from caruso.objects.models.layout import Face
from caruso.screens.description import Screen, Section
from caruso.screens.description.home import home_cards

IN_SECTIONS = (Face.RECORD, Face.FORM)
WITH_PANELS = (Face.RECORD, Face.HOME)


@dataclass
class Place:
    """`screen` is None for the home page."""

    screen: Screen | None
    face: Face
    role: Role | None = None

    @property
    def object(self) -> str:
        return self.screen.key if self.screen else HOME

    @property
    def layout(self) -> Layout | None:
        return Layout.objects.filter(object=self.object, face=self.face, role=self.role).first()

    @property
    def roles_with_own(self) -> set[int | None]:
        """The numbers of the roles for which this is arranged apart from everybody."""
        arranged = Layout.objects.filter(object=self.object, face=self.face).exclude(role=None).exclude(content=None)
        return set(arranged.values_list("role", flat=True))

    def content(self, layout: Layout | None) -> Content:
        """What to begin with: this arrangement, that for everybody, or what is shipped; with what came since."""
        content = layout.content if layout else None
        if content is None and self.role is not None:
            general = Layout.objects.filter(object=self.object, face=self.face, role=None).first()
            content = general.content if general else None
        return self.shipped() if content is None else self.completed(content)

    def completed(self, content: Content) -> Content:
        """The content with what the description has gained since it was saved."""
        known, done = content.get("known", []), Content()
        if self.screen is None:
            done["panels"] = placed_cards(content)
        elif self.face in IN_SECTIONS:
            done["sections"] = sections_with_gained(content.get("sections", []), self.shipped_fields(), known)
            if self.face == Face.RECORD:
                done["panels"] = placed_content(self.screen, content)
        else:
            done["fields"] = with_gained(content.get("fields", []), self.shipped_fields(), known)
        return done

    def shipped(self) -> Content:
        """The description itself as content."""
        if self.screen is None:
            return {"panels": [_shipped(card.name, card.position) for card in home_cards()]}
        if self.face not in IN_SECTIONS:
            return {"fields": list(self.shipped_fields())}
        english = {id(title): name for name, title in titles_of(self.shipped_sections()).items()}
        content = Content(
            sections=[
                {
                    "title": english.get(id(section.title), ""),
                    "fields": list(section.fields),
                    "closed": section.closed,
                    "when": section.when,
                }
                for section in self.shipped_sections()
            ]
        )
        if self.face == Face.RECORD:
            panels = [_shipped(name, panel.position) for name, panel in shipped_panels(self.screen).items()]
            content["panels"] = [*panels, {"kind": TIMELINE, "position": "middle"}]
        return content

    def shipped_sections(self) -> Sequence[Section]:
        assert self.screen is not None
        found = self.screen.form_sections() if self.face == Face.FORM else self.screen.fact_sections()
        return list(found)

    def shipped_fields(self) -> Sequence[str]:
        screen = self.screen
        if screen is None:
            return ()
        if self.face in IN_SECTIONS:
            return [name for section in self.shipped_sections() for name in section.fields]
        if self.face == Face.PEEK:
            return shipped_peek(screen)
        if self.face == Face.BOARD:
            return screen.board.card if screen.board else ()
        return screen.columns

    def offered_fields(self) -> Sequence[str]:
        """The fields that can stand here; a form asks for what can be written."""
        fields = self.screen.object.fields if self.screen else {}
        shipped = self.shipped_fields()
        return [
            name
            for name, field in fields.items()
            if (field.editable or name in shipped if self.face == Face.FORM else not field.internal)
        ]

    def offered_panels(self) -> Mapping[str, Any]:
        """The shipped panels, or cards of the home page, by name."""
        if self.screen is None:
            return {card.name: card for card in home_cards()}
        return shipped_panels(self.screen) if self.face == Face.RECORD else {}

    def known(self) -> list[str]:
        """Every name that there is now."""
        return [*self.offered_fields(), *self.offered_panels()]


def faces_of(screen: Screen) -> list[Face]:
    """The faces of an object that can be arranged."""
    return [face for face in Face if face != Face.HOME and (face != Face.BOARD or screen.board)]


def _shipped(name: str, position: str) -> PanelContent:
    return {"kind": SHIPPED, "name": name, "position": position}
