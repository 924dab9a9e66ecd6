"""Bringing files in for tests, the way the pages do."""

from typing import Any

from caruso.kernel.models import User
from caruso.screens.description import screen_at
from caruso.screens.transfer.importing import beginning, running, undoing
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.models import Import


def begun(text: str | bytes, by: User, slug: str = "contacts", name: str = "people.csv", **choices: Any) -> Import:
    """A planned import of this file, with the choices set in its plan."""
    content = text.encode() if isinstance(text, str) else text
    run = beginning.begin([content], name, by=by, screen=screen_at(slug))
    plan = Plan.from_json(run.plan)
    for choice, value in choices.items():
        setattr(plan, choice, value)
    run.plan = plan.as_json()
    run.save()
    return run


def brought_in(text: str | bytes, by: User, slug: str = "contacts", *, dry: bool = False, **choices: Any) -> Import:
    """The finished import of this file."""
    run = begun(text, by, slug, **choices)
    running.start(run, by=by, dry=dry)
    return running.run_here(run)


def taken_back(run: Import, by: User, *, force: bool = False) -> Import:
    undoing.start_undo(run, by=by, force=force)
    return running.run_here(run)


def outcomes(run: Import) -> list[list[Any]]:
    """[row, outcome, record, messages] of every row."""
    return [row for rows in run.chunks.order_by("first_row").values_list("rows", flat=True) for row in rows]
