"""The end of a deal: the dialogs in which it is won or lost, from its page and from the board."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.customers.models import Account
from caruso.kernel.request import Request
from caruso.sales.forms.closing import ClosingForm
from caruso.sales.models import Opportunity
from caruso.sales.screens.opportunity import LOST, WON
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404, require_writable
from caruso.ui.toasts import toast, with_toast

WINNING = ("amount", "win_reason", "closing_note")
LOSING = ("loss_reason", "lost_to", "closing_note")


def win(request: Request, number: int) -> HttpResponse:
    """GET asks what decided it, POST wins the deal."""
    deal = _deal(request, number, WON)

    def act(values: dict[str, Any]) -> None:
        reason, note = values.get("win_reason", ""), values.get("closing_note", "")
        deal.win(by=request.user, reason=reason, note=note, amount=values.get("amount"))

    return _ending(request, deal, WINNING, act, title=_("Won: %(deal)s") % {"deal": deal}, button=_("Won"))


def lose(request: Request, number: int) -> HttpResponse:
    """GET asks to whom and why, POST loses the deal."""
    deal = _deal(request, number, LOST)

    def act(values: dict[str, Any]) -> None:
        winner = values.get("lost_to")
        to = Account.objects.visible_to(request.user).filter(pk=winner).first() if winner else None
        reason, note = values.get("loss_reason", ""), values.get("closing_note", "")
        deal.lose(by=request.user, reason=reason, to=to, note=note)

    return _ending(request, deal, LOSING, act, title=_("Lost: %(deal)s") % {"deal": deal}, button=_("Lost"))


def _deal(request: Request, number: int, writes: Sequence[str]) -> Opportunity:
    screen = screen_of(Opportunity)
    deal: Opportunity = record_or_404(screen, number, request.user, "edit")
    require_writable(screen, request.user, writes)
    return deal


def _ending(
    request: Request, deal: Opportunity, names: tuple[str, ...], act: Any, *, title: str, button: str
) -> HttpResponse:
    screen = screen_of(Opportunity)
    data = request.POST if request.method == "POST" else None
    form = ClosingForm(screen, request.user, record=deal, data=data, names=names)
    if data is not None and form.is_valid():
        try:
            act(form.values)
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            return _ended(request, deal)
    context = {"deal": deal, "form": form, "title": title, "button": button}
    return render(request, "sales/closing.html", context, status=422 if form.errors else 200)


def _ended(request: Request, deal: Opportunity) -> HttpResponse:
    field = deal.described.field("stage")
    said = _("“%(record)s” is now %(lane)s.") % {"record": deal, "lane": field.choice_label(deal.stage)}
    if request.htmx:
        return with_toast(HttpResponse(), said, events=["moved", "close-dialog"])
    toast(request, said)
    return redirect(screen_of(deal).record_url(deal.pk))
