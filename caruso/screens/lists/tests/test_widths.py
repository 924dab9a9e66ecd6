"""A column begins wide enough for what stands in it."""

from typing import Any

import pytest

from caruso.kernel.fields import Field
from caruso.kernel.fields.kinds import kind_named
from caruso.screens.lists.widths import TITLE, width_of

LONG = "Request for quotation received"


def stage(*labels: str, **values: Any) -> Field:
    choices = [(str(at), label) for at, label in enumerate(labels)]
    return Field("stage", "Stage", kind_named("choice"), "stage", choices=choices, **values)


@pytest.mark.parametrize(
    ("labels", "least", "most"), [(("new",), 136, 136), (("new", LONG), 230, 260), (("new", LONG * 9), 230, 260)]
)
def test_a_chip_has_room_for_its_longest_word_within_reason(labels: tuple[str, ...], least: int, most: int) -> None:
    assert least <= width_of(stage(*labels, colours={"0": "blue"})) <= most


def test_other_columns_are_as_wide_as_their_kind() -> None:
    assert width_of(stage("new", LONG)) == 136
    assert width_of(stage(LONG, colours={"0": "blue"}), title=True) == TITLE
