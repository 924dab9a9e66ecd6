"""How quotes are told: on timelines, and to their owners."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.screens.timeline.telling import ICONS, SENTENCES, Teller, telling

for _name, _line in (
    ("quote_opened", _("“%(title)s” was opened by the customer")),
    ("quote_asked", _("%(name)s asks about “%(title)s”")),
    ("quote_accepted", _("%(name)s has accepted “%(title)s”")),
    ("quote_declined", _("%(name)s has declined “%(title)s”")),
    ("quote_expired", _("“%(title)s” has expired without an answer")),
):
    notification_kind(_name, _line)


def start() -> None:
    telling.tellers["sales.quote"] = Teller("sales/quotes/_event.html")
    SENTENCES.update(
        {
            "sent": pgettext_lazy("event", "sent"),
            "sent_again": pgettext_lazy("event", "sent once more"),
            "opened": pgettext_lazy("event", "opened"),
            "accepted": pgettext_lazy("event", "accepted"),
            "declined": pgettext_lazy("event", "declined"),
            "expired": pgettext_lazy("event", "expired"),
            "superseded": pgettext_lazy("event", "replaced by a new version"),
            "asked": pgettext_lazy("event", "asked"),
            "replied": pgettext_lazy("event", "answered"),
        }
    )
    ICONS.update(
        {
            "sent": ("send", "blue"),
            "sent_again": ("send", "blue"),
            "opened": ("eye", "teal"),
            "accepted": ("circle-check", "green"),
            "declined": ("ban", "red"),
            "expired": ("clock", "amber"),
            "superseded": ("files", "gray"),
            "asked": ("circle-help", "violet"),
            "replied": ("message-square-reply", "blue"),
        }
    )


def tell_owner(quote: Any, kind: str, **params: Any) -> None:
    """In the transaction of what is told."""
    if quote.owner is not None:
        notify([quote.owner], kind, record=quote, **params)
