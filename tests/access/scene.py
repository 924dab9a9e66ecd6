"""Records of any described object, made from its description alone, so that tests need to know none by name."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from caruso.kernel.fields import Field
from caruso.kernel.models import Event, User
from caruso.screens.description import Screen, screen_of
from caruso.screens.merging.merge import merge
from caruso.screens.merging.models import Merge
from caruso.screens.saved_views.models import SavedView

#: Values that rules over several fields ask for, beyond what each field requires: screen → field → target of a link.
ENDS = {"relationships": {"from_contact": "customers.contact", "to_account": "customers.account"}}
#: The same for values that are typed.
BESIDE = {"targets": {"amount": "1000"}}
#: The same for values that are typed: screen → field → text.
ALONG = {"promotions": {"percent": "10"}, "contacts": {"last_name": "Typed"}}
#: What is the owner's in a scene, whoever is at the door.
OF_THE_OWNER = ("record", "sibling", "binned", "merged", "last_change")
TYPED = {
    "text": "Typed",
    "long_text": "Typed",
    "datetime": "2026-05-04 10:00",
    "date": "2026-05-04",
    "annual_day": "2026-05-04",
}


def form_of(screen: Screen, owner: User) -> dict[str, Any]:
    """The least that a form of this screen has to be filled with, as text."""
    filled: dict[str, Any] = {}
    for name, field in screen.object.fields.items():
        if field.editable and field.required:
            filled[name] = _typed(field, owner)
    filled |= BESIDE.get(screen.slug, {})
    filled |= {name: make(screen_of(key), owner).pk for name, key in ENDS.get(screen.slug, {}).items()}
    filled |= ALONG.get(screen.slug, {})
    return {**filled, text_field(screen): "Typed"}


def _typed(field: Field, owner: User) -> Any:
    if field.kind.name == "relation":
        return make(screen_of(field.target), owner).pk
    if field.choices:
        return next(iter(field.choices))[0]
    return TYPED.get(field.kind.name, "1")


def make(screen: Screen, owner: User) -> Any:
    """A record of this owner."""
    record = screen.model()
    for name, typed in form_of(screen, owner).items():
        record.put(name, screen.field(name).parse(typed))
    record.owner = owner
    return record.create(by=owner)


def text_field(screen: Screen) -> str:
    """A field that takes any words."""
    fields = (screen.field(name) for section in screen.form_sections() for name in section.fields)
    return next(field.name for field in fields if field.kind.name == "text" and field.editable)


@dataclass(frozen=True)
class Scene:
    """What the faces of one screen are tried on: records of `owner`, with `person` at the door."""

    screen: Screen
    owner: User
    person: User

    @cached_property
    def record(self) -> Any:
        """A record that was changed once."""
        record = make(self.screen, self.owner)
        record.change({text_field(self.screen): "Typed later"}, by=self.owner)
        return record

    @cached_property
    def sibling(self) -> Any:
        return make(self.screen, self.owner)

    @cached_property
    def binned(self) -> Any:
        record = make(self.screen, self.owner)
        record.put_in_bin(by=self.owner)
        return record

    @cached_property
    def merged(self) -> Merge:
        main, other = make(self.screen, self.owner), make(self.screen, self.owner)
        return merge(main, [other], {}, by=None)

    @cached_property
    def scopes(self) -> dict[str, str]:
        """How far each right of the person's only role reaches, as the role keeps it."""
        role = self.person.roles.first()
        return role.rights["*"] if role else {}

    @cached_property
    def view(self) -> SavedView:
        return SavedView.objects.create(object=self.screen.key, name="Mine", owner=self.person)

    @cached_property
    def last_change(self) -> Event:
        return Event.objects.get(object=self.screen.key, record=self.record.pk, kind="changed")

    def prepare(self) -> "Scene":
        """Make everything now, so that what is written later is the doing of the person at the door."""
        for name in (*OF_THE_OWNER, "view"):
            getattr(self, name)
        return self

    def with_at_the_door(self, person: User) -> "Scene":
        """The same records with somebody else at the door, who has a view of their own."""
        other = replace(self, person=person)
        other.__dict__.update({name: getattr(self, name) for name in OF_THE_OWNER})
        return other.prepare()
