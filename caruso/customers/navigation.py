"""The pages of customers in the sidebar."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.ui.navigation import Entry, sidebar


def _sees_contacts(user: Any) -> bool:
    return user.access.may("customers.contact", "view")


def start() -> None:
    sidebar.add(Entry(_("My day"), "customers:home", "sun", group="work", order=1))
    sidebar.add(
        Entry(_("Greetings"), "customers:greetings", "cake", group="customers", order=40, visible=_sees_contacts)
    )
