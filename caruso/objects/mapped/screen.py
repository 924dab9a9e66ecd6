"""What a mapped object looks like to people."""

from typing import Any

from caruso.kernel.objects import BusinessObject
from caruso.objects.mapped.altered import said_of
from caruso.objects.mapped.described import MappedBusinessObject
from caruso.objects.mapped.panels import LinkedPanel
from caruso.screens.description import Screen, Section

_IN_LISTS = 7
_COMPUTED_IN_LISTS = 3
_SEARCHED = ("text", "email", "phone", "url")


class MappedScreen(Screen):
    """The description of a mapped object, read from its definition. What Caruso does not keep has no bin to offer."""

    importable = False
    mergeable = False
    in_search = False
    has_bin = False

    def __init__(self, described: MappedBusinessObject) -> None:
        definition, fields = described.definition, described.built_in_fields
        self._object = described
        self.model = described.model  # type: ignore[misc]
        self.slug, self.icon, self.colour = definition.slug, definition.icon, "teal"  # type: ignore[misc]
        self.position, self.group = 200, "objects"  # type: ignore[misc]
        self.title, self.order = described.title, "id"  # type: ignore[misc]
        self.in_search_apart = definition.in_search  # type: ignore[misc]
        if definition.missing:
            self.list_note = "objects/mapped/altered.html"  # type: ignore[misc]
        kept = {name: field for name, field in fields.items() if field.computed is None}
        computed = [name for name in fields if name not in kept]
        short = [name for name, field in kept.items() if field.kind.name != "long_text" and name != self.title]
        # Who had an attribute worked out wants to see it.
        self.columns = (self.title, *short[:_IN_LISTS], *computed[:_COMPUTED_IN_LISTS])  # type: ignore[misc]
        self.subtitle = tuple(short[:1])  # type: ignore[misc]
        self.search = tuple(name for name, field in kept.items() if field.kind.name in _SEARCHED)  # type: ignore[misc]
        self.form = (Section("", *kept),)  # type: ignore[misc]
        self.facts = (Section("", *fields),)  # type: ignore[misc]
        self.panels = tuple(LinkedPanel(link) for link in definition.links)  # type: ignore[misc]

    @property
    def object(self) -> BusinessObject:
        return self._object

    @property
    def altered(self) -> str:
        """What the table lacks by now."""
        return said_of(self.definition, self.definition.missing)

    @property
    def definition(self) -> Any:
        return self._object.definition
