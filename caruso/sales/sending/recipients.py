"""To whom a mail about a document is proposed to go."""

from typing import Any

from caruso.screens.description import screen_of
from caruso.screens.doors import may_see


def recipient_of(document: Any) -> str:
    """The contact's address, else the account's; empty where neither has one."""
    contact = getattr(document, "contact", None)
    return str((contact.email if contact is not None else "") or document.account.email)


def proposed_recipient(document: Any, user: Any) -> str:
    """The same, of what this person may see."""
    for customer in (getattr(document, "contact", None), document.account):
        if customer is not None and customer.email and _is_seen(customer, user):
            return str(customer.email)
    return ""


def _is_seen(customer: Any, user: Any) -> bool:
    sees_field = may_see(screen_of(customer), user, ("emails",))
    return sees_field and type(customer).objects.visible_to(user).filter(pk=customer.pk).exists()
