"""From what a visitor filled in to a lead, with the consent that was given."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from caruso.kernel.events.recording import through
from caruso.sales.models import Lead, LeadConsent, LeadForm

#: Sending the same again within this time is a second click, not a second wish.
SAME_FOR = timedelta(hours=24)


def receive(form: LeadForm, values: Mapping[str, Any], *, address: str | None, consents: bool) -> Lead | None:
    """The lead that the visitor has become; None for one who sent the very same before.

    `values` are parsed fields of a lead, `address` is where they came from (an IP address).
    """
    with transaction.atomic(), through("form"):
        # One after the other for each form, so that of two equal ones at once the second finds the first.
        form = LeadForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        now = timezone.now()
        if Lead.objects.filter(form=form, created_at__gt=now - SAME_FOR, **values).exists():
            return None
        lead = Lead(
            form=form,
            product_id=form.product_id,
            source=form.source,
            source_detail=form.name[:200],
            campaign=form.campaign,
            language=form.language,
            **values,
        )
        lead.create(by=None, at=now, data={"form": form.pk})
        if consents and form.consent:
            LeadConsent.objects.create(
                lead=lead, wording=form.consent, given_at=now, ip_address=address, form=form.name
            )
    return lead
