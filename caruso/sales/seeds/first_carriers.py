"""The carriers that a firm starts with; the administrator keeps the list up to date.

The names that are words are translated where they are shown, as long as nobody has changed them.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

#: Code, name and where a parcel is followed.
CARRIERS: tuple[tuple[str, str, str], ...] = (
    ("own", _("our own car"), ""),
    ("pickup", _("picked up by the customer"), ""),
    ("inpost", "InPost", "https://inpost.pl/sledzenie-przesylek?number={number}"),
    ("dpd", "DPD", "https://tracktrace.dpd.com.pl/parcelDetails?p1={number}"),
    ("dhl", "DHL", "https://www.dhl.com/en/express/tracking.html?AWB={number}"),
    ("gls", "GLS", "https://gls-group.com/track/{number}"),
    ("ups", "UPS", "https://www.ups.com/track?tracknum={number}"),
    ("fedex", "FedEx", "https://www.fedex.com/fedextrack/?trknbr={number}"),
    ("packeta", "Packeta", "https://tracking.packeta.com/?id={number}"),
    ("ceska_posta", "Česká pošta", "https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers={number}"),
    ("poczta_polska", "Poczta Polska", "https://emonitoring.poczta-polska.pl/?numer={number}"),
    ("ppl", "PPL", "https://www.ppl.cz/vyhledat-zasilku?shipmentId={number}"),
    ("other", _("another carrier"), ""),
)


def seed_carriers(carrier_model: Any) -> None:
    """Make them, unless the firm has some."""
    if not carrier_model.objects.exists():
        carrier_model.objects.bulk_create(
            carrier_model(code=code, name=name, tracking=tracking, position=position)
            for position, (code, name, tracking) in enumerate(CARRIERS)
        )
