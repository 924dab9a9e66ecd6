"""The page of the best customers, and of those who should have bought again."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.customers.models import Activity
from caruso.customers.models.activity import ActivityKind
from caruso.kernel.request import Request
from caruso.sales.assignment import promised_by
from caruso.sales.insight.customers import best_customers, invoices_behind, overdue
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see, record_or_404, require
from caruso.ui.toasts import toast

#: Open minutes until a call that is planned by one click.
SOON = 60


def show_customers(request: Request) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    require(screen_of("customers.account"), user)
    invoices, orders = screen_of("sales.invoice"), screen_of("sales.order")
    sees_money = may_see(invoices, user, ("net_total", "account", "issued_on", "kind"))
    sees_orders = may_see(orders, user, ("account", "ordered_on", "state"))
    best = best_customers(user, today) if sees_money else None
    context = {
        "best": best,
        "ranked": [(one, _invoices(one.account.pk, today)) for one in best.customers] if best else [],
        "overdue": overdue(user, today) if sees_orders else [],
        "may_plan": user.access.may("customers.activity", "create"),
    }
    return render(request, "sales/insight/customers.html", context)


def _invoices(account: int, today: date) -> str:
    query = urlencode({"where": invoices_behind(account, today), "sort": "-issued_on"})
    return f"{screen_of('sales.invoice').list_url}?{query}"


@require_POST
def plan_call(request: Request, number: int) -> HttpResponse:
    """Plan a call to a customer who should have bought again, for oneself, with a reminder."""
    account = record_or_404(screen_of("customers.account"), number, request.user)
    request.user.access.require("customers.activity", "create")
    at = promised_by(timezone.now(), SOON).replace(second=0, microsecond=0)
    call = Activity(
        kind=ActivityKind.CALL,
        subject=_("Usually buys by now: ask what is needed"),
        account=account,
        owner=request.user,
        due_at=at,
        reminder_at=at,
    )
    call.create(by=request.user)
    toast(request, _("“%(subject)s” is planned.") % {"subject": call.subject})
    return redirect("sales:top_customers")
