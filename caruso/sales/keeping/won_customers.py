"""Who orders, pays or lets a deal be won is a prospect no more: roles and life cycle of the account follow."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from caruso.customers.models import Account
from caruso.customers.models.account import AccountRole
from caruso.customers.models.customer import LifecycleStage
from caruso.kernel.written import Changes, Written
from caruso.sales.models.invoice import Invoice, InvoiceState
from caruso.sales.models.opportunity import Opportunity
from caruso.sales.models.order import UNDER_WAY, Order
from caruso.sales.models.pipeline import StageOutcome

BECAME_CUSTOMER = "became_customer"
#: By what is written: the field that tells it, and the values of it that only a customer's has.
SHOWN_BY: dict[Any, tuple[str, tuple[str, ...]]] = {
    Order: ("state", UNDER_WAY),
    Opportunity: ("outcome", (StageOutcome.WON,)),
    Invoice: ("state", (InvoiceState.PAID,)),
}
#: Stages from which the way goes on to customer; one that was lost or has lapsed stays with the people.
EARLIER = ("", LifecycleStage.AWARE, LifecycleStage.PROSPECT, LifecycleStage.QUALIFIED)
BUYING = {AccountRole.PROSPECT, AccountRole.CUSTOMER}


def keep(written: Written) -> None:
    field, values = SHOWN_BY.get(written.object.model, ("", ()))
    if not field or written.verb not in ("create", "change"):
        return
    shown = {
        record.account_id: record.written_at or timezone.now()
        for record, changes in written.pairs()
        if getattr(record, field) in values and _is_told_now(changes, field)
    }
    if shown:
        make_customers(shown)


def make_customers(since: dict[int, datetime]) -> None:
    """The prospects among these accounts become customers at their moments. It is Caruso's doing: whoever sells need not have
    the right to write the account."""
    for account in _not_yet(since):
        moment = max(since[account.pk], account.updated_at)
        account.change(steps_of(account), by=None, kind=BECAME_CUSTOMER, at=moment)


def steps_of(account: Account) -> dict[str, Any]:
    """What makes a customer of it; nothing for one already, and for who only supplies, competes or is a partner."""
    roles = set(account.roles)
    if roles and not roles & BUYING:
        return {}
    steps: dict[str, Any] = {}
    if AccountRole.PROSPECT in roles:
        renamed = [AccountRole.CUSTOMER.value if role == AccountRole.PROSPECT else role for role in account.roles]
        steps["roles"] = list(dict.fromkeys(renamed))
    # Where nobody has filled in either, nobody tells prospects from customers.
    if account.lifecycle_stage in EARLIER and (account.lifecycle_stage or steps):
        steps["lifecycle_stage"] = LifecycleStage.CUSTOMER.value
    return steps


def _not_yet(numbers: Iterable[int]) -> list[Account]:
    return [account for account in Account.objects.live().filter(pk__in=numbers) if steps_of(account)]


def _is_told_now(changes: Changes | None, field: str) -> bool:
    return changes is None or not {field, "account"}.isdisjoint(changes)
