"""What happened with orders, deliveries, invoices and payments, as timelines tell it."""

from typing import Any

from django.utils.translation import pgettext_lazy

from caruso.screens.timeline.telling import ICONS, SENTENCES

#: By kind of event: the sentence, the icon and its hue.
TOLD: dict[str, tuple[Any, str, str]] = {
    "sales.order:held": (pgettext_lazy("event", "put on hold"), "pause", "amber"),
    "sales.order:released": (pgettext_lazy("event", "let go on"), "play", "green"),
    "sales.order:confirmed": (pgettext_lazy("event", "confirmed"), "check", "green"),
    "sales.order:partly": (pgettext_lazy("event", "sent in part"), "package", "amber"),
    "shipped": (pgettext_lazy("event", "sent off"), "truck", "blue"),
    "delivered": (pgettext_lazy("event", "delivered"), "package-check", "green"),
    "closed": (pgettext_lazy("event", "closed"), "lock", "gray"),
    "cancelled": (pgettext_lazy("event", "cancelled"), "ban", "red"),
    "sales.return:received": (pgettext_lazy("event", "received what came back"), "undo-2", "teal"),
    "sales.return:refused": (pgettext_lazy("event", "refused the return"), "ban", "red"),
    "issued": (pgettext_lazy("event", "issued"), "file-check", "blue"),
    "subscribed": (pgettext_lazy("event", "invoiced by the subscription"), "repeat", "blue"),
    "sales.invoice:partly": (pgettext_lazy("event", "counted a payment of a part"), "coins", "amber"),
    "paid": (pgettext_lazy("event", "settled in full"), "circle-check", "green"),
    "credited": (pgettext_lazy("event", "corrected by a credit note"), "file-minus", "violet"),
    "settled": (pgettext_lazy("event", "counted anew what is open"), "coins", "gray"),
    "allocated": (pgettext_lazy("event", "put to invoices"), "coins", "teal"),
    "reminded": (pgettext_lazy("event", "reminded of"), "bell-ring", "amber"),
    "proposed": (pgettext_lazy("event", "proposed"), "bell", "gray"),
    "skipped": (pgettext_lazy("event", "passed over"), "skip-forward", "gray"),
    "sales.reminder:sent": (pgettext_lazy("event", "sent the reminder"), "send", "blue"),
    "sales.reminder:posted": (pgettext_lazy("event", "sent the reminder in another way"), "send", "blue"),
    "sales.handover:sending": (pgettext_lazy("event", "began to hand over"), "send", "blue"),
    "sales.handover:accepted": (pgettext_lazy("event", "handed over"), "circle-check", "green"),
    "sales.handover:refused": (pgettext_lazy("event", "was refused when handing over"), "ban", "red"),
    "recalled": (pgettext_lazy("event", "took out of the outbox"), "undo-2", "gray"),
    "tried_again": (pgettext_lazy("event", "tried again to hand over"), "undo-2", "gray"),
}


def start() -> None:
    for kind, (sentence, icon, hue) in TOLD.items():
        SENTENCES[kind] = sentence
        ICONS[kind] = (icon, hue)
