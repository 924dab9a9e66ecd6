"""Records to look at, and what a page tells."""

import re
from typing import Any

from caruso.kernel.models import User
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of


def record(definition: ModelledObject, by: User, **values: Any) -> Any:
    made: Any = screen_of(definition.key).model(name="Cellar", owner=by)
    for name, value in values.items():
        setattr(made, name, value)
    return made.create(by=by)


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())
