"""A contact's account is its primary affiliation: one follows the other."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from caruso.customers.models import Affiliation, Contact
from caruso.kernel import rows
from caruso.kernel.written import Written


def keep(written: Written) -> None:
    if written.object.model is Affiliation and written.verb == "change":
        _follow_moved([row for row, changes in written.pairs() if changes and {"contact", "account"} & changes.keys()])
    if written.object.model is not Contact or written.verb not in ("create", "change"):
        return
    moved = [
        contact
        for contact, changes in written.pairs()
        if (contact.account_id if changes is None else "account" in changes)
    ]
    if not moved:
        return
    now = timezone.now()
    primary = [_primary(contact, contact.account_id, now) for contact in moved if contact.account_id]
    if written.verb == "create":
        rows.insert(primary)
        return
    # What lies in the bin keeps its mark, to come back as it was.
    Affiliation.objects.live().filter(contact__in=moved, primary=True).update(primary=False)
    Affiliation.objects.bulk_create(
        primary,
        update_conflicts=True,
        unique_fields=["contact", "account"],
        update_fields=["primary", "updated_at"],
        batch_size=500,
    )


def _primary(contact: Contact, account_id: int, now: datetime) -> Affiliation:
    return Affiliation(
        contact_id=contact.pk,
        account_id=account_id,
        primary=True,
        job_title=contact.job_title,
        owner_id=contact.owner_id,
        team_id=contact.team_id,
        created_at=now,
        updated_at=now,
    )


def _follow_moved(affiliations: list[Affiliation]) -> None:
    """Another contact's or account's now (a merge moves them): primary if it is where that contact belongs."""
    moved = Affiliation.objects.filter(pk__in=[affiliation.pk for affiliation in affiliations])
    moved.update(primary=Exists(Contact.objects.filter(pk=OuterRef("contact"), account=OuterRef("account"))))
