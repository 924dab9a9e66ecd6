"""Sections that only some records have."""

from collections.abc import Iterable, Iterator
from typing import Any

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.models import User
from caruso.screens.description.parts import Section
from caruso.screens.description.screen import Screen


def held(sections: Iterable[Section], screen: Screen, record: Any, user: User) -> Iterator[Section]:
    """The sections whose condition the record meets."""
    return (section for section in sections if holds(section, screen, record, user))


def holds(section: Section, screen: Screen, record: Any, user: User) -> bool:
    """Whether a record has this section.

    A condition that nobody understands any more hides nothing; nor does one on what is hidden from this person, who
    would else be told of it.
    """
    if not section.when:
        return True
    try:
        return check(parse(section.when), screen.object, user).matches(record)
    except ConditionProblem:
        return True
