"""What others have taken of an order or an invoice, for the next part of it (see `rules/sharing.py`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from caruso.kernel.money.amount import round_to_unit
from caruso.sales.models.invoice import Invoice
from caruso.sales.rules.sharing import Key, Share, Sum, groups_of_part
from caruso.sales.rules.totals import NOTHING, Totals


def key_of(line: Any) -> Key:
    return line.tax_class, line.tax_percent.normalize()


def sums_of(document: Any, lines: Iterable[Any]) -> dict[Key, Sum]:
    """What the lines of a document come to per tax group; discount and tax as the document says."""
    nets: dict[Key, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.counts:
            nets[key_of(line)] += line.net
    said = {(one["class"], Decimal(one["percent"]).normalize()): one for one in document.tax_summary}
    return {
        key: Sum(net, net - Decimal(said[key]["net"]), Decimal(said[key]["tax"]))
        for key, net in nets.items()
        if key in said
    }


def taken_by(documents: Iterable[Invoice]) -> dict[Key, Sum]:
    """What these invoices came to, less these credit notes' where they give back what the invoices took."""
    found: dict[Key, Sum] = {}
    for document in documents:
        for key, one in sums_of(document, document.lines.all()).items():
            before = found.get(key, Sum())
            found[key] = before - one if document.is_credit_note else before + one
    return found


def share_out(
    document: Invoice,
    lines: Sequence[Any],
    shares: Sequence[Share],
    whole: Mapping[Key, Sum],
    taken: Mapping[Key, Sum],
    open_after: Iterable[Key],
) -> None:
    """Have the document come to these shares; `open_after` are the groups of which something is left over."""
    nets = [share.net(document.currency) for share in shares]
    complete = {share.key for share in shares} - set(open_after)
    groups = groups_of_part(shares, nets, whole, taken, complete, document.discount_percent, document.currency)
    discount = sum((group.discount for group in groups), NOTHING)
    costs = [round_to_unit(line.cost * line.quantity, document.currency) for line in lines if line.cost is not None]
    document.share_totals = Totals(nets, groups, discount, sum(costs, NOTHING) if costs else None)
