"""Somebody who has written before writes again: it joins the open lead, whose clock goes on as it was."""

from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.kernel.notifying.kinds import notification_kind
from caruso.kernel.notifying.telling import notify
from caruso.sales.assignment import OPEN
from caruso.sales.models import Lead

WROTE_AGAIN = notification_kind("lead_wrote", _("“%(title)s” has written again"))


def open_lead(email: str) -> Any:
    """The newest open lead with this address, held until the transaction ends; None for none.

    Until then nobody else who asks for the same address gets an answer: of two forms that come at once, or a form and a
    message, the second finds what the first has made.
    """
    _take_turns(email)
    leads = Lead.objects.live().select_for_update(of=("self",)).filter(email__iexact=email, state__in=OPEN)
    return leads.order_by("-pk").first()


def _take_turns(email: str) -> None:
    """SQLite has one writer at a time; PostgreSQL is told what for to wait, because there is no row yet to be locked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lead {email.lower()}"])


def join(lead: Lead, kind: str, subject: str, body: str) -> None:
    """Put what was written on the lead's timeline, and tell its owner."""
    message = Activity(kind=kind, direction="in", subject=subject[:120], body=body[:50_000])
    message.due_at = message.done_at = timezone.now()
    message.owner_id, message.team_id = lead.owner_id, lead.team_id
    point_at(message, lead)
    message.create(by=None)
    if lead.owner is not None:
        notify([lead.owner], WROTE_AGAIN, record=lead)
