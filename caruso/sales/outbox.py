"""Orders and invoices go to the back office through one outbox.

A *back office* is a program that takes them: a connector registers an adapter. Where there is none, the hand-overs wait to be
collected, by API or as CSV. A paper is sent once: its hand-over is marked as being sent and committed before the adapter is called, so
that one whose answer got lost is never sent again by itself, but shown to a person.
"""

import logging
from datetime import timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.models import User
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.kernel.serving.clock import by_the_clock
from caruso.sales.models.handover import COLLECTED, Handover, HandoverKind, HandoverState
from caruso.sales.models.invoice import Invoice
from caruso.sales.models.order import Order, OrderState

logger = logging.getLogger(__name__)

EVERY = 20.0
AT_ONCE = 50
LOST_AFTER = timedelta(minutes=10)
REFUSED = notification_kind("handover_refused", gettext_lazy("The back office does not take “%(title)s”"))


class Refused(Exception):
    """The back office says no; the text is shown to a person."""


class BackOffice(Protocol):
    """An adapter to a program that takes orders or invoices. `name` is kept with each hand-over and never changes."""

    name: str

    def takes(self, paper: Order | Invoice) -> bool: ...

    def hand_over(self, paper: Order | Invoice, key: str) -> str:
        """Send it, with the key that names it once and for all; returns its number there. Raises Refused."""
        ...

    def cancel(self, order: Order, key: str) -> str:
        """Tell that an order which was handed over is cancelled; returns the number of that there. Raises Refused."""
        ...


_offices: dict[str, BackOffice] = {}


def connect(office: BackOffice) -> None:
    """Have what the office takes go there from now on."""
    _offices[office.name] = office


def disconnect(name: str) -> None:
    _offices.pop(name, None)


def start() -> None:
    by_the_clock(EVERY, send_waiting)


def queue(paper: Order | Invoice, *, by: Any) -> None:
    """Put a confirmed order or an issued invoice into the outbox, in the transaction that made it so."""
    offices = [name for name, office in _offices.items() if office.takes(paper)] or [COLLECTED]
    for target in offices:
        newest = _handovers(paper, target).last()
        if newest is None:
            _put(paper, target, HandoverKind.PAPER, by)
        elif newest.state == HandoverState.RECALLED and not newest.is_cancellation:
            newest.try_again(by=by)
        elif newest.is_cancellation and not _recalled(newest, by):
            _put(paper, target, HandoverKind.PAPER, by)


def take_back(order: Order, *, by: Any) -> None:
    """A cancelled order does not go out any more; where it is already, the back office is handed the cancellation."""
    for target in set(_handovers(order).values_list("target", flat=True)):
        newest = _handovers(order, target).exclude(state=HandoverState.RECALLED).last()
        if newest is not None and not newest.is_cancellation and not _recalled(newest, by) and newest.is_there:
            _put(order, target, HandoverKind.CANCELLATION, by)


def _handovers(paper: Order | Invoice, target: str = "") -> Any:
    link = {"order": paper} if isinstance(paper, Order) else {"invoice": paper}
    found = Handover.objects.filter(**link).order_by("pk")
    return found.filter(target=target) if target else found


def _put(paper: Order | Invoice, target: str, kind: HandoverKind, by: Any) -> None:
    """Each has a key of its own: of an order that is cancelled and goes on, the back office hears one after the other."""
    known = _handovers(paper, target).count()
    key = f"{target}:{paper.described.key}:{paper.pk}" + (f":{known + 1}" if known else "")
    link = {"order": paper} if isinstance(paper, Order) else {"invoice": paper}
    people = {"owner_id": paper.owner_id, "team_id": paper.team_id}
    Handover(key=key, kind=kind, target=target, title=paper.number, **people, **link).create(by=by)


def _recalled(handover: Handover, by: Any) -> bool:
    """Take out what has not been sent; False for what is there."""
    stored = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if stored.state in (HandoverState.WAITING, HandoverState.REFUSED):
        stored.recall(by=by)
    return not stored.is_there


def send_waiting() -> int:
    """Send what waits for an office that is connected; returns how many were sent."""
    _give_up_lost()
    waiting = Handover.objects.live().filter(state=HandoverState.WAITING, target__in=list(_offices))
    return sum(send(handover) for handover in waiting.order_by("pk")[:AT_ONCE])


def send(handover: Handover) -> bool:
    """Send one, if nobody else does."""
    with transaction.atomic():
        stored = Handover.objects.select_for_update(of=("self",)).filter(pk=handover.pk).first()
        if stored is None or stored.state != HandoverState.WAITING:
            return False
        stored.change(
            {"state": HandoverState.SENDING, "attempts": stored.attempts + 1, "sent_at": timezone.now()},
            by=None,
            kind="sending",
        )
    try:
        office = _offices[stored.target]
        told = office.cancel if stored.is_cancellation else office.hand_over
        reference = told(stored.paper, stored.key)
    except Refused as refusal:
        stored.refuse(by=None, reason=str(refusal))
        return False
    except Exception:
        logger.exception("The back office %s failed on %s", stored.target, stored.key)
        stored.refuse(by=None, reason=_uncertain())
        return False
    stored.accept(by=None, reference=reference)
    return True


def tell_refused(handover: Handover) -> None:
    owner = handover.owner
    people = [owner] if owner else list(User.objects.active().filter(is_superuser=True))
    notify(people, REFUSED, record=handover)


def is_final(order: Order) -> bool:
    """Whether the order may go out: it is confirmed and there is something on it."""
    return order.state == OrderState.CONFIRMED and order.gross_total > 0


def _give_up_lost() -> None:
    """A worker that was killed while it sent: nobody knows whether it arrived."""
    lost = Handover.objects.live().filter(state=HandoverState.SENDING, sent_at__lt=timezone.now() - LOST_AFTER)
    for handover in lost[:AT_ONCE]:
        handover.refuse(by=None, reason=_uncertain())


def _uncertain() -> str:
    return _("There was no answer, so it may be there or not. Look there before you try again.")
