"""From an accepted quote to an order, and to a deal that is won."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.sales.models import Opportunity, Order, OrderLine, Quote
from caruso.sales.models.quote import QuoteState
from caruso.sales.quotes.approvals import obstacles_to_ordering
from caruso.sales.rules.weighing import worth_of

CARRIED = (
    "account_id", "contact_id", "opportunity_id", "currency", "language", "billing_address", "delivery_address",
    "customer_reference", "terms", "discount_percent", "rounding", "tax_country", "reverse_charge", "owner_id",
    "team_id",
)  # fmt: skip


def order_for(quote: Quote, *, by: User) -> Order:
    """The order of an accepted quote, with the lines that count; asked again, the same order.

    Raises ValidationError as long as the quote is not accepted, or its deal waits for an approval.
    """
    with transaction.atomic():
        stored = Quote.objects.select_for_update(of=("self",)).get(pk=quote.pk)
        if stored.state != QuoteState.ACCEPTED:
            raise ValidationError(_("Only an accepted quote becomes an order."))
        if order := existing_order(stored):
            return order
        if problems := obstacles_to_ordering(stored):
            raise ValidationError([str(one) for one in problems])
        order = Order(
            quote=stored, ordered_on=timezone.localdate(), **{name: getattr(stored, name) for name in CARRIED}
        )
        lines = [OrderLine(**_carried(line)) for line in stored.lines.all() if line.counts]
        return order.create(by=by, lines=lines, keep_taxes=True, data={"from": stored.number})


def win_by(quote: Quote, deal: Opportunity, *, by: User) -> None:
    """The deal is won for what the quote comes to without taxes: in its own currency at the day's rate, or in that of
    the quote where nobody has entered a rate."""
    worth = worth_of(quote, deal)
    amount, currency = (quote.net_total, quote.currency) if worth is None else (worth, deal.currency)
    note = _("The amount is that of the accepted quote %(number)s.") % {"number": quote.number}
    deal.win(by=by, amount=amount, currency=currency, data={"note": note})


def existing_order(quote: Quote) -> Order | None:
    """The order that the quote became, if it has not been put into the bin."""
    return Order.objects.live().filter(quote=quote).order_by("pk").first()


def _carried(line: object) -> dict[str, object]:
    """What was optional was chosen, and is as firm as the rest."""
    return {**line.carried(), "optional": False, "chosen": True}  # type: ignore[attr-defined]
