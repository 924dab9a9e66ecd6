"""How often accounts buy: worked out anew for the accounts whose orders were written."""

from django.utils import timezone

from caruso.kernel.written import Written
from caruso.sales.models import Order, Rhythm
from caruso.sales.models.order import OrderState
from caruso.sales.rules.rhythm import habit


def keep(written: Written) -> None:
    if written.object.model is not Order:
        return
    concerned = {
        account
        for order, changes in written.pairs()
        if written.verb != "change" or changes is None or {"ordered_on", "state", "account"} & changes.keys()
        for account in (order.account_id, *((changes or {}).get("account", ())))
        if account
    }
    going = {order.pk for order in written.records} if written.verb == "destroy" else set()
    for account in sorted(concerned):
        remember(account, going)


def remember(account: int, without: set[int] | None = None) -> None:
    """Write down the account's habit, or that it has none."""
    orders = Order.objects.live().filter(account=account).exclude(state=OrderState.CANCELLED)
    rows = orders.exclude(pk__in=without or ()).values_list("ordered_on", "created_at")
    found = habit(day or timezone.localdate(created) for day, created in rows)
    if found is None:
        Rhythm.objects.filter(account=account).delete()
        return
    values = {"orders": found.orders, "days": found.days, "last_on": found.last_on, "next_on": found.next_on}
    Rhythm.objects.update_or_create(account_id=account, defaults=values)
