"""From a message to a lead, or to the timeline of the lead that has written before."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.kernel.events.recording import through
from caruso.kernel.files import attach
from caruso.kernel.files.checking import Refused
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.joining import join, open_lead
from caruso.sales.mail.reading import MOST_LETTERS, Received, read
from caruso.sales.models import Lead, LeadMail
from caruso.sales.rules.lead_country import country_told

#: Bytes of the largest message that is read.
LARGEST = 40 * 1024 * 1024


def receive(raw: bytes) -> Lead | None:
    """The lead that this message has become or joined; None for a machine's, or for one that was here before."""
    received = read(raw)
    if received is None:
        return None
    try:
        return _receive(received)
    except IntegrityError:
        # Two took the same message at once, from a sender without a lead: the first has made it.
        if LeadMail.objects.filter(digest=received.digest).exists():
            return None
        raise


def _receive(received: Received) -> Lead | None:
    with transaction.atomic(), through("mail"):
        # Two who take the same message at once: the second waits here, and then finds it.
        lead = open_lead(received.sender)
        if LeadMail.objects.filter(digest=received.digest).exists():
            return None
        written_before = lead is not None
        if lead is None:
            lead = _new_lead(received)
        LeadMail.objects.create(digest=received.digest, lead=lead, received_at=timezone.now())
        left_out = _keep_files(lead, received)
        if written_before:
            join(lead, "email", received.subject or _("(no subject)"), received.text)
        if left_out:
            _note(lead, left_out)
    return lead


def _new_lead(received: Received) -> Lead:
    message = "\n\n".join(part for part in (received.subject, received.text) if part)[:MOST_LETTERS]
    lead = Lead(message=message, source="other", **received.guessed(current_organisation().country))
    lead.country = country_told(lead.phone, received.sender)
    lead.source_detail = _("E-mail to %(address)s") % {"address": received.to or "?"}
    return lead.create(by=None)


def _keep_files(lead: Lead, received: Received) -> list[str]:
    """Files that may come in become the lead's; the names of those that may not."""
    refused = []
    for file in received.files:
        upload = SimpleUploadedFile(file.name, file.content, file.content_type)
        try:
            attach(lead, upload, by=None)
        except Refused:
            refused.append(file.name)
    return refused


def _note(lead: Lead, left_out: list[str]) -> None:
    said = _("Left out, because files like these are not taken: %(names)s") % {"names": ", ".join(left_out)}
    note = Activity(kind="note", subject=said[:120], body=said, owner_id=lead.owner_id, team_id=lead.team_id)
    note.due_at = note.done_at = timezone.now()
    point_at(note, lead)
    note.create(by=None)
