"""Telling the customer that a delivery has left, and where to follow it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caruso.kernel.mail import mail_leaves
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.request import Request
from caruso.sales.models import Delivery, Order
from caruso.sales.models.delivery import DeliveryState
from caruso.sales.printing.figures import quantity
from caruso.sales.printing.paper import in_its_language
from caruso.sales.sending.kinds import MailKind, mail_kind
from caruso.sales.sending.queueing import checked_address, queue_if_it_can_leave, queue_mail
from caruso.sales.sending.recipients import proposed_recipient, recipient_of


def _order(delivery: Delivery) -> Order:
    order: Order = delivery.order
    return order


def _has_left(delivery: Delivery) -> bool:
    return delivery.state in (DeliveryState.SHIPPED, DeliveryState.DELIVERED)


SHIPMENT = mail_kind(MailKind("shipment", document=_order, still_wanted=_has_left))


@dataclass(frozen=True)
class Telling:
    """What a dialog that ships asks: whether the customer is told, and where; ticked where there is an address."""

    email: str
    ticked: bool
    mail_leaves: bool

    @classmethod
    def of(cls, request: Request, order: Order) -> "Telling":
        if request.method == "POST":
            return cls(request.POST.get("email", ""), "tell" in request.POST, mail_leaves())
        email = proposed_recipient(order, request.user)
        return cls(email, bool(email), mail_leaves())


def tell_customer(delivery: Delivery, *, by: Any, email: str | None) -> None:
    """In the transaction in which it leaves: to this address, to nobody where it is empty, and where nothing is said to
    the one that the dialog proposes. Raises ValidationError for what was typed and is no address."""
    if email is None:
        proposed = recipient_of(delivery.order) if by is None else proposed_recipient(delivery.order, by)
        queue_if_it_can_leave(SHIPMENT, delivery, by=by, key="", email=proposed, **_in_words(delivery))
    elif email.strip():
        address = checked_address(email)
        queue_mail(SHIPMENT, delivery, by=by, key="", email=address, **_in_words(delivery))


def left_in_words(delivery: Delivery, email: str) -> str:
    """What whoever let it leave hears: that it did, and whether the customer is told."""
    if email:
        return _("%(delivery)s has left; we tell %(email)s.") % {"delivery": delivery, "email": email}
    return _("%(delivery)s has left. The customer was not told by e-mail.") % {"delivery": delivery}


def _in_words(delivery: Delivery) -> dict[str, Any]:
    with in_its_language(delivery.order):
        return _words(delivery)


def _words(delivery: Delivery) -> dict[str, Any]:
    order = delivery.order
    values = {
        "name": str(order.contact or order.account),
        "order": order.number,
        "contents": "\n".join(_contents(delivery)),
        "way": _way(delivery),
        "sender": str(order.owner or ""),
        "firm": str(current_organisation()),
    }
    subject = _("Your order %(order)s is on its way") % values
    message = _(
        "Dear %(name)s,\n\nthis has just left our house for you, of your order %(order)s:\n\n%(contents)s\n\n%(way)s"
        "Kind regards\n%(sender)s\n%(firm)s"
    )
    return {"subject": subject, "message": message % values}


def _contents(delivery: Delivery) -> list[str]:
    lines = delivery.lines.select_related("order_line").order_by("order_line__position", "pk")
    return [
        f"– {quantity(one.quantity)} {one.order_line.get_unit_display()} {one.order_line.description}" for one in lines
    ]


def _way(delivery: Delivery) -> str:
    """With whom it goes and where it is followed, as a paragraph; empty where nobody knows."""
    found = [_("Carrier: %(carrier)s") % {"carrier": delivery.carrier_name}] if delivery.carrier else []
    if delivery.tracking_number:
        found.append(_("Tracking number: %(number)s") % {"number": delivery.tracking_number})
    if delivery.tracking_url:
        found.append(_("Follow it here: %(address)s") % {"address": delivery.tracking_url})
    return "\n".join(found) + "\n\n" if found else ""
