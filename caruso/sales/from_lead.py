"""From a lead to a customer: account, contact and opportunity, with all that the lead collected. Undoable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.sales.carrying_over import carry_over
from caruso.sales.filling import fill, take_custom
from caruso.sales.models import Interest, KeyPlayer, Lead, Opportunity
from caruso.sales.models.lead import LeadState
from caruso.screens.description import screen_of
from caruso.screens.matching.candidates import Candidate, candidates

#: Less than that is a namesake.
LEAST_PERCENT = 40


@dataclass(frozen=True)
class Matches:
    """Customers that the lead may be, surest first."""

    accounts: list[Candidate]
    contacts: list[Candidate]


def matches_of(lead: Lead, user: User) -> Matches:
    """Who is already known, as far as this person sees them."""
    found: list[list[Candidate]] = []
    for drawn in (account_from(lead) if lead.company else None, contact_from(lead)):
        if drawn is None or not user.access.may(drawn.described.key, "view"):
            found.append([])
            continue
        drawn.derive()
        found.append([one for one in candidates(screen_of(drawn), drawn, user) if one.percent >= LEAST_PERCENT])
    return Matches(*found)


def account_from(lead: Lead) -> Account:
    """A new account, not written yet, of the company that the lead is from."""
    account = Account(
        name=lead.company or lead.name,
        tax_number=lead.tax_number,
        website=lead.website,
        lifecycle_stage="prospect",
        roles=["prospect"],
        currency=lead.currency,
    )
    return _reachable(account, lead)


def contact_from(lead: Lead) -> Contact:
    """A new contact, not written yet, of the person who is the lead."""
    contact = Contact(
        first_name=lead.first_name,
        last_name=lead.last_name or ("" if lead.first_name else lead.name),
        job_title=lead.job_title,
        lifecycle_stage="prospect",
    )
    return _reachable(contact, lead)


def _reachable(customer: Any, lead: Lead) -> Any:
    customer.emails = [{"type": "work", "value": lead.email, "primary": True}] if lead.email else []
    customer.phones = [{"type": "work", "value": lead.phone, "primary": True}] if lead.phone else []
    place = {"street": lead.street, "postal_code": lead.postcode, "city": lead.city, "country": lead.country}
    if any(place.values()):
        said = {name: value for name, value in place.items() if value}
        customer.addresses = [{"type": "work", **said, "primary": True}]
    for name in ("source", "source_detail", "language", "owner_id", "team_id"):
        setattr(customer, name, getattr(lead, name))
    customer.tags, customer.notes = list(lead.tags), lead.notes
    take_custom(customer, lead)
    return customer


def convert(
    lead: Lead,
    *,
    by: User,
    account: Account | None = None,
    contact: Contact | None = None,
    opportunity: str = "",
    at: datetime | None = None,
) -> Opportunity | None:
    """Make the lead a customer, or join it to `account` and `contact`; with a name, begin an opportunity.

    What the lead collected (timeline, activities, files, wishes) goes along; of who is known already it fills what is
    empty. Raises ValidationError for a closed lead, PermissionDenied for who may not make what it would become.
    """
    with transaction.atomic():
        lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
        if not lead.is_open or lead.in_bin:
            raise ValidationError(_("This lead is closed already."))
        made: dict[str, Any] = {}
        if account is None and contact is not None:
            account = contact.account
        known = [one for one in (account, contact) if one is not None]
        if account is None and (lead.company or opportunity):
            by.access.require("customers.account", "create")
            account = made["account"] = account_from(lead).create(by=by, at=at)
        if contact is None and (lead.first_name or lead.last_name or account is None):
            by.access.require("customers.contact", "create")
            contact = contact_from(lead)
            contact.account = account
            made["contact"] = contact.create(by=by, at=at)
        deal = None
        if opportunity and account:
            by.access.require("sales.opportunity", "create")
            deal = made["opportunity"] = _opportunity(lead, opportunity, account, contact, by, at)
        filled = [fill(one, _drawn(one, lead, account), by, at=at) for one in known]
        carried = carry_over(lead, account, contact, deal, by)
        for one in made.values():
            one.refresh_from_db(fields=["version"])
        links = {"account": account, "contact": contact, "opportunity": deal}
        lead.change(
            {
                "state": LeadState.CONVERTED,
                "converted_at": at or timezone.now(),
                **{name: one and one.pk for name, one in links.items()},
            },
            by=by,
            at=at,
            kind="converted",
            data={
                "made": {name: [one.pk, one.version] for name, one in made.items()},
                "carried": carried,
                "filled": filled,
            },
            trusted_links=True,
        )
    return deal


def _drawn(known: Account | Contact, lead: Lead, account: Account | None) -> Account | Contact:
    """What a new one would be, to be told to the known one."""
    if isinstance(known, Account):
        return account_from(lead)
    drawn = contact_from(lead)
    drawn.account = account
    return drawn


def _opportunity(
    lead: Lead, name: str, account: Account, contact: Contact | None, by: User, at: datetime | None
) -> Opportunity:
    deal = Opportunity(
        name=name,
        account=account,
        contact=contact,
        budget=lead.budget,
        amount=lead.budget,
        currency=lead.currency,
        source=lead.source,
        source_detail=lead.source_detail,
        campaign=lead.campaign,
        notes=lead.message,
        owner_id=lead.owner_id,
        team_id=lead.team_id,
        tags=list(lead.tags),
    )
    take_custom(deal, lead)
    deal.create(by=by, at=at)
    if contact is not None:
        KeyPlayer(opportunity=deal, contact=contact, owner_id=lead.owner_id).create(by=by, at=at)
    if lead.product_id:
        Interest(opportunity=deal, product_id=lead.product_id, owner_id=lead.owner_id).create(by=by, at=at)
    return deal
