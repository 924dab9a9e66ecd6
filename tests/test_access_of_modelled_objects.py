"""Objects modelled at run time pass the same tests of access as built-in ones."""

import pytest

from caruso.kernel.models import User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import Screen, screen_of
from tests.access.asking import wrong_answers_to_all


@pytest.fixture
def claims(anna: User) -> Screen:
    definition = make_object(
        {"en": "Claim"}, {"en": "Claims"}, by=anna, board_lane="state", calendar_start="happened_at",
        schedule_start="happened_at", schedule_end="settled_on",
    )  # fmt: skip
    add_field(definition.key, "text", {"en": "Subject"}, by=anna)
    add_field(definition.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    add_field(definition.key, "money", {"en": "Amount"}, by=anna)
    add_field(definition.key, "datetime", {"en": "Happened at"}, by=anna)
    add_field(definition.key, "date", {"en": "Settled on"}, by=anna)
    add_field(definition.key, "relation", {"en": "Contact"}, by=anna, options={"target": "customers.contact"})
    return screen_of(definition.key)


def test_the_cast_at_every_face_of_a_modelled_object(
    claims: Screen, cast: list[User], petra: User, tomas: User
) -> None:
    wrong = wrong_answers_to_all(claims, cast, owners=[petra, tomas])
    assert not wrong, "\n".join(["", *wrong])
