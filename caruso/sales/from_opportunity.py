"""From an opportunity to a quote, or straight to an order: what is known already is not typed again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from caruso.customers.models import Account, Affiliation, Contact
from caruso.kernel.models import User
from caruso.kernel.models.organisation import current_organisation
from caruso.sales.customer_addresses import address_of
from caruso.sales.from_quote import order_for
from caruso.sales.lines.offers import Catalogue
from caruso.sales.models import Opportunity, Order, OrderLine, Quote, QuoteLine
from caruso.sales.models.pipeline import StageOutcome
from caruso.sales.models.quote import QuoteState


def quote_for(opportunity: Opportunity, *, by: User, at: datetime | None = None) -> Quote:
    """A draft for the account and contact of the opportunity, with its products of interest as lines."""
    with transaction.atomic():
        quote = Quote(title=opportunity.name, **_known(opportunity, by))
        lines = _lines(opportunity, quote, QuoteLine, by)
        return quote.create(by=by, lines=lines, at=at, data={"from": str(opportunity)})


def order_from(opportunity: Opportunity, *, by: User) -> Order:
    """The order of a deal that is won: that of its accepted quote, or else of its products of interest.

    Asked again, the same order. Raises ValidationError as long as the deal is not won.
    """
    with transaction.atomic():
        deal = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
        if deal.outcome != StageOutcome.WON:
            raise ValidationError(_("Only a deal that is won becomes an order."))
        if order := Order.objects.live().filter(opportunity=deal).order_by("pk").first():
            return order
        accepted = Quote.objects.visible_to(by).filter(opportunity=deal, state=QuoteState.ACCEPTED)
        if quote := accepted.order_by("-answered_at").first():
            return order_for(quote, by=by)
        order = Order(ordered_on=timezone.localdate(), **_known(deal, by))
        return order.create(by=by, lines=_lines(deal, order, OrderLine, by), data={"from": str(deal)})


def _known(opportunity: Opportunity, by: User) -> dict[str, Any]:
    """What a paper for the deal's customer begins with."""
    account = Account.objects.get(pk=opportunity.account_id)
    contact = opportunity.contact or Contact.objects.visible_to(by).filter(account=account).order_by("pk").first()
    language = _language(account, contact)
    with translation.override(language):
        billing, delivery = address_of(account, "billing"), address_of(account, "shipping")
    return {
        "account": account,
        "contact": contact,
        "opportunity": opportunity,
        "currency": opportunity.currency,
        "language": language,
        "billing_address": billing,
        "delivery_address": delivery,
        "owner": opportunity.owner or by,
    }


def _language(account: Account, contact: Contact | None) -> str:
    """Of the person, where they belong to the account: one of another firm does not decide how this one is written to."""
    theirs = contact and (
        contact.account_id == account.pk or Affiliation.objects.live().filter(contact=contact, account=account).exists()
    )
    return str((contact and theirs and contact.language) or account.language or current_organisation().language)


def _lines(opportunity: Opportunity, document: Any, line: Any, by: User) -> list[Any]:
    """The products of interest that this person sees, at the prices of the catalogue."""
    interests = list(opportunity.interests.visible_to(by).order_by("pk"))
    catalogue = Catalogue(document, by, [one.product_id for one in interests if one.product_id])
    lines = []
    for interest in interests:
        offer = catalogue.offer(interest.product_id, interest.quantity) if interest.product_id else None
        if offer is None:
            continue
        product = offer.product
        lines.append(
            line(
                product=product,
                sku=product.sku,
                description=str(product),
                details=product.description,
                quantity=interest.quantity,
                unit=product.unit,
                price=offer.price or 0,
                cost=offer.cost,
                tax_class=product.tax_class,
                recurring=product.recurring,
            )
        )
    return lines
