"""The page about the pipeline: conversion, speed and age of stages, and why deals end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.sales.insight.asking import Asked, asked
from caruso.sales.insight.pipeline import Ending, beginning_of_old, endings, flows, largest, names_of, velocity
from caruso.sales.models.money import own_currency
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, require

NEEDED = ("stage", "outcome", "closed_at", "stage_entered_at", "amount")


def show_pipeline(request: Request) -> HttpResponse:
    screen = screen_of("sales.opportunity")
    require(screen, request.user)
    question = asked(request, each_pipeline=True)
    context: dict[str, Any] = {
        "asked": question,
        "tabs": question.tabs,
        "kept": question.kept,
        "currency": own_currency(),
        "may_see": may_see(screen, request.user, NEEDED),
    }
    if context["may_see"]:
        context |= _figures(request.user, question)
    return render(request, "sales/insight/pipeline.html", context)


def _figures(user: User, question: Asked) -> dict[str, Any]:
    screen = screen_of("sales.opportunity")
    found = endings(user, question.part, question.period)
    stages = flows(user, question.part, question.period)
    winners = names_of(found.winners, user) if may_see(screen, user, ("lost_to",)) else {}
    old = beginning_of_old(timezone.now()).date()
    tables = [
        _table(user, question, _("Lost through"), "loss_reason", "lost", largest(found.loss_reasons)),
        _table(user, question, _("Won through"), "win_reason", "won", largest(found.win_reasons)),
        _table(user, question, _("Lost to"), "lost_to", "lost", largest(found.winners), winners),
        _table(user, question, _("By source"), "source", "", largest(found.sources)),
    ]
    return {
        "flows": [
            (
                flow,
                question.deals(f'stage = "{flow.stage.code}"'),
                question.deals(f'stage = "{flow.stage.code}" and stage_entered_at < {old}', "stage_entered_at"),
            )
            for flow in stages
        ],
        "endings": found,
        "velocity": velocity(stages, found),
        "tables": [table for table in tables if table],
    }


def _table(
    user: User,
    question: Asked,
    title: str,
    name: str,
    outcome: str,
    rows: list[Ending],
    names: dict[int, str] | None = None,
) -> dict[str, Any] | None:
    """None where the field is hidden from the viewer. Each row leads to the list of its deals."""
    screen = screen_of("sales.opportunity")
    if not may_see(screen, user, (name,)):
        return None
    ended = f"closed_at between {question.period.first} and {question.period.last}"
    ended += f' and outcome = "{outcome}"' if outcome else ' and outcome != "open"'
    labels = dict(screen.field(name).with_retired.choices) if names is None else {}
    return {
        "title": title,
        "rates": not outcome,
        "rows": [
            {
                "ending": row,
                "label": names.get(row.key, _("somebody else"))
                if names is not None
                else labels.get(row.key, row.key) or _("not said"),
                "address": question.deals(f"{ended} and {_is(name, row.key, names is not None)}"),
            }
            for row in rows
        ],
    }


def _is(name: str, key: Any, link: bool) -> str:
    if link:
        return f"{name} = {key}"
    said = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'{name} = "{said}"' if key else f"{name} is empty"
