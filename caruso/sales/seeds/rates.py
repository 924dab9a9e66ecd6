"""What the demo's currencies were worth in euros, quarter by quarter."""

from datetime import date, timedelta
from decimal import Decimal

from caruso.kernel.models import ExchangeRate
from caruso.kernel.models.organisation import current_organisation

RATES = {"PLN": "0.2310", "CZK": "0.0400", "GBP": "1.1700", "USD": "0.9200"}
QUARTER = timedelta(days=91)
QUARTERS = 9


def seed_rates(today: date) -> None:
    """Rates of the last two years, drifting a little; nothing where the firm keeps its books in another currency."""
    base = current_organisation().currency
    if base != "EUR":
        return
    for currency, rate in RATES.items():
        for back in range(QUARTERS):
            drift = 1 + Decimal(back % 5 - 2) / 200
            ExchangeRate.objects.get_or_create(
                base=base, currency=currency, day=today - back * QUARTER, defaults={"rate": Decimal(rate) * drift}
            )
