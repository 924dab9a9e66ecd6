"""Undoing the conversion of a lead: it is open again, and what was made of it is gone if nobody has touched it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from caruso.customers.about import link_to
from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.links_to import links_to
from caruso.kernel.models import Event, User
from caruso.sales.carrying_over import carry_back
from caruso.sales.filling import empty_again
from caruso.sales.models import KeyPlayer, Lead, Opportunity
from caruso.sales.models.lead import LeadState

MODELS = {"opportunity": Opportunity, "contact": Contact, "account": Account}


def take_back(lead: Lead, *, by: User) -> list[Any]:
    """Open a converted lead again. What it was made into goes to the bin if it is as it was then; what has been worked
    with since stays and is returned. Raises ValidationError for a lead that is not converted."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
        event = _conversion(lead)
        if lead.state != LeadState.CONVERTED or event is None:
            raise ValidationError(_("This lead is not converted."))
        carry_back(lead, event.data.get("carried", {}), lead.opportunity_id, by)
        for told in event.data.get("filled", ()):
            empty_again(told, by)
        kept = _put_away(event, by)
        before = event.changes.get("state", [LeadState.WORKING])[0]
        links = dict.fromkeys(MODELS)
        lead.change({"state": before, "converted_at": None, **links}, by=by, kind="unconverted")
    return kept


def _conversion(lead: Lead) -> Event | None:
    events = Event.objects.filter(object="sales.lead", record=lead.pk, kind="converted")
    return events.select_related("actor").order_by("-pk").first()


def _put_away(event: Event, by: User) -> list[Any]:
    """The newest first, so that what leads to an older one is gone by then."""
    kept: list[Any] = []
    for name, model in MODELS.items():
        number, version = event.data.get("made", {}).get(name, (None, None))
        record = model.objects.live().filter(pk=number).first() if number else None
        if record is None:
            continue
        needed = any(getattr(one, f"{name}_id", None) == number for one in kept)
        if record.version == version and not needed and not _is_used(record, event):
            _with_players(record, by)
            record.put_in_bin(by=by)
        else:
            kept.append(record)
    return kept


def _with_players(record: Any, by: User) -> None:
    """The roles of people in a deal that is gone would stand on their pages still."""
    if isinstance(record, Opportunity):
        for player in KeyPlayer.objects.live().filter(opportunity=record):
            player.put_in_bin(by=by)


def _is_used(record: Any, event: Event) -> bool:
    """Whether anything that came after the conversion leads to this record."""
    if Activity.objects.live().filter(created_at__gt=event.at, **link_to(record)).exists():
        return True
    return any(
        link.model.objects.live().filter(created_at__gt=event.at, **{link.name: record.pk}).exists()
        for link in links_to(type(record))
        if hasattr(link.model.objects, "live")
    )
