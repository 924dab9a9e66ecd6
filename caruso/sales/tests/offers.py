"""Quotes for tests, and the customer who looks at them."""

from decimal import Decimal
from typing import Any

from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.models import Quote, QuoteAnswer, QuoteLine
from caruso.sales.quotes.sending import send_quote

MACHINE = {"description": "Espresso machine Łódź", "quantity": Decimal(2), "price": Decimal("1000.00")}
GRINDER = {"description": "Grinder Žižkov", "quantity": Decimal(1), "price": Decimal("300.00"), "optional": True}


def draft(account: Account, by: User, *lines: dict[str, Any], **values: Any) -> Quote:
    quote = Quote(account=account, owner=by, language="en", **{"currency": "CZK", **values})
    made = [QuoteLine(**line) for line in lines or (MACHINE, {**GRINDER, "chosen": False})]
    return quote.create(by=by, lines=made)


def sent(quote: Quote, by: User) -> str:
    """Send it; the address of the customer's page."""
    made = send_quote(quote, by=by, site="", email="jana@bistro.example")
    assert made is not None
    return made.address


class Customer:
    """Somebody with the address, without an account of Caruso."""

    def __init__(self, address: str) -> None:
        self.browser, self.address = Client(), address

    def looks(self, **headers: str) -> Any:
        return self.browser.get(self.address, headers=headers)

    def does(self, do: str, **values: Any) -> Any:
        return self.browser.post(self.address, {"do": do, **values})

    def accepts(self, **values: Any) -> Any:
        """As the page's form does: with the fingerprint of what was shown."""
        shown = self.looks()
        content = shown.context["content_hash"] if shown.context and "content_hash" in shown.context else "none"
        form = {"name": "Jana Veselá", "agreed": "on", "options": "1", "content": content, **values}
        return self.does("accept", **form)


def untouched(quote: Quote) -> bool:
    quote.refresh_from_db()
    return quote.state == "sent" and not QuoteAnswer.objects.exists() and quote.answered_at is None
