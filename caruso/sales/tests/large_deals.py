"""Deals above 50 000 USD, for which the policy of `conftest.py` wants the manager's yes."""

from decimal import Decimal
from typing import Any

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Opportunity


def large(account: Account, owner: User, amount: int = 1_200_000, **values: Any) -> Opportunity:
    """45 000 EUR are 50 000 USD; 1 200 000 CZK are 48 000 EUR."""
    record = Opportunity(name="Forty machines", account=account, owner=owner, amount=Decimal(amount), currency="CZK")
    for name, value in values.items():
        setattr(record, name, value)
    return record.create(by=owner)
