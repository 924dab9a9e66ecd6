"""The page of the forecast."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.sales.insight.asking import Asked, asked
from caruso.sales.insight.forecast import Forecast, Sums, forecast
from caruso.sales.insight.goals import goal_of
from caruso.sales.insight.promises import promises
from caruso.sales.insight.snapshots import taken, turned_out
from caruso.sales.models.money import own_currency
from caruso.sales.models.pipeline import stage_choices, stages
from caruso.sales.rules.history import FEW, StageHistory
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, require

#: Fields without which there is no forecast.
NEEDED = ("amount", "outcome", "stage", "close_date", "closed_at", "commitment", "probability")


def show_forecast(request: Request) -> HttpResponse:
    """What will be won in the period, reckoned in three ways, and how such reckonings turned out before."""
    screen = screen_of("sales.opportunity")
    require(screen, request.user)
    question = asked(request)
    context: dict[str, Any] = {
        "asked": question,
        "tabs": question.tabs,
        "currency": own_currency(),
        "kept": question.kept,
        "may_see": False,
    }
    if may_see(screen, request.user, NEEDED):
        context |= _figures(request.user, question)
    return render(request, "sales/insight/forecast.html", context)


def _figures(user: User, question: Asked) -> dict[str, Any]:
    found = forecast(user, question.period, question.part)
    period = f"{question.period.first} and {question.period.last}"
    won = f'(outcome = "won" and closed_at between {period})'
    closing = f'outcome = "open" and close_date between {period}'
    return {
        "may_see": True,
        "total": found.total,
        "goal": goal_of(user, question.part, question.period),
        "stages": _stages(found, question, period),
        "owners": _owners(found, question, f"{won} or ({closing})"),
        "promises": [
            (one, question.deals(f'{closing} and commitment = "{one.commitment}"'))
            for one in promises(user, question.period, question.part)
        ],
        "snapshots": taken(user, question.part, question.period),
        "turned_out": turned_out(user, question.part, question.period),
        "won_address": question.deals(won),
        "probable_address": question.deals(f"{won} or ({closing})"),
        "promised_address": question.deals(f"{won} or ({closing} and commitment in (committed, best_case))"),
        "history_address": question.deals(f'{won} or outcome = "open"'),
        "late_address": question.deals(f'outcome = "open" and close_date < {question.period.first}', "close_date"),
    }


def _stages(found: Forecast, question: Asked, period: str) -> list[dict[str, Any]]:
    """Each open stage with its amounts in the period, and what history says of it."""
    rows, names = [], dict(stage_choices())
    for stage in stages(question.part.pipeline):
        if not stage.is_open:
            continue
        history = found.histories.get(stage.code, StageHistory())
        where = f'stage = "{stage.code}" and close_date between {period}'
        rows.append(
            {
                "stage": stage if question.part.pipeline else names[stage.code],
                "sums": found.by_stage.get(stage.code, Sums()),
                "rate": history.rate,
                "few": history.rate.of < FEW,
                "half": half_won_after(history),
                "address": question.deals(where),
            }
        )
    return rows


def half_won_after(history: StageHistory) -> int | None:
    """The weeks in which half of the won deals were won; None where none was."""
    if not history.won:
        return None
    return next((weeks for weeks in range(1, 105) if history.won_within(weeks) >= 0.5), 105)


def _owners(found: Forecast, question: Asked, counted: str) -> list[dict[str, Any]]:
    """Each person's part, the largest first; `counted` is the condition of deals won or expected in the period."""
    by_owner: dict[int | None, Sums] = {}
    for (owner, _team), sums in found.by_owner.items():
        by_owner.setdefault(owner, Sums()).add(sums)
    names = dict(User.objects.filter(pk__in=[pk for pk in by_owner if pk]).values_list("pk", "name"))
    rows: list[dict[str, Any]] = [
        {
            "name": names.get(owner, _("nobody")) if owner else _("nobody"),
            "sums": sums,
            "address": question.deals(f"({counted}) and owner {f'= {owner}' if owner else 'is empty'}"),
        }
        for owner, sums in by_owner.items()
        if sums.won or sums.open
    ]
    return sorted(rows, key=lambda row: -row["sums"].by_probability)[:30]
