"""From what a visitor filled in to a lead, or to the timeline of the one that is open, with the consent given."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caruso.customers.models import Activity
from caruso.kernel.events.recording import through
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object
from caruso.kernel.values import stored_value
from caruso.sales.joining import join, open_lead
from caruso.sales.models import Lead, LeadConsent, LeadForm

#: Sending the same again within this time is a second click, not a second wish.
SAME_FOR = timedelta(hours=24)
#: Of so many of the form's newest leads it is looked whether they are the same.
LOOKED_AT = 50


def receive(form: LeadForm, values: Mapping[str, Any], *, address: str | None, consents: bool) -> Lead | None:
    """The lead that the visitor has become or joined; None for one who sent the very same before.

    `values` are parsed fields of a lead that say something, `address` is where they came from (an IP address).
    """
    with transaction.atomic(), through("form"):
        # One after the other for each form, so that of two equal ones at once the second finds the first.
        form = LeadForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        now = timezone.now()
        lead = open_lead(values["email"]) if values.get("email") else None
        if _sent_before(form, values, now):
            return None
        if lead is None:
            lead = _new(form, values, now)
        elif not _join(lead, form, values, now):
            return None
        if consents and form.consent:
            LeadConsent.objects.create(
                lead=lead, wording=form.consent, given_at=now, ip_address=address, form=form.name
            )
    return lead


def _sent_before(form: LeadForm, values: Mapping[str, Any], now: datetime) -> bool:
    said = {name: _plain(name, value) for name, value in values.items()}
    recent = Lead.objects.filter(form=form, created_at__gt=now - SAME_FOR, email=values.get("email", ""))
    newest = recent.order_by("-pk")[:LOOKED_AT]
    return any(all(stored_value(lead, name) == value for name, value in said.items()) for lead in newest)


def _new(form: LeadForm, values: Mapping[str, Any], now: datetime) -> Lead:
    lead = Lead(
        form=form,
        product_id=form.product_id,
        source=form.source,
        source_detail=form.name[:200],
        campaign=form.campaign,
    )
    for name, value in values.items():
        lead.put(name, value)
    return lead.create(by=None, at=now, data={"form": form.pk})


def _join(lead: Lead, form: LeadForm, values: Mapping[str, Any], now: datetime) -> bool:
    """What was written stands on the timeline whole, and fills what was not known; False for a second click."""
    with translation.override(current_organisation().language):
        subject, body = _("Filled in: %(form)s") % {"form": form.name}, _as_text(values)
    same = Activity.objects.live().filter(about_object="sales.lead", about_record=lead.pk, body=body, subject=subject)
    if same.filter(created_at__gt=now - SAME_FOR).exists():
        return False
    empty = {name: value for name, value in values.items() if stored_value(lead, name) in (None, "", [])}
    lead.change(empty, by=None, trusted_links=True)
    join(lead, "note", subject, body)
    return True


def _as_text(values: Mapping[str, Any]) -> str:
    """The message first, then the rest by name; a product is called by its name."""
    fields = business_object("sales.lead").fields
    sample = Lead()
    for name, value in values.items():
        sample.put(name, value)
    lines = [
        f"{capfirst(str(fields[name].label))}: {sample.product if name == 'product' else fields[name].kind.as_text(value, fields[name])}"
        for name, value in values.items()
        if name not in ("message", "email")
    ]
    return "\n\n".join(part for part in (values.get("message", ""), "\n".join(lines)) if part)


def _plain(name: str, value: Any) -> Any:
    return business_object("sales.lead").field(name).kind.dump(value)
