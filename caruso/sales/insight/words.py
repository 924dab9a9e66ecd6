"""Periods and amounts as the pages of insight write them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money import show_money
from caruso.sales.rules.periods import SPANS, Period, period_of
from caruso.ui.dates import reader_locale

LABELS = {"month": gettext_lazy("Month"), "quarter": gettext_lazy("Quarter"), "year": gettext_lazy("Year")}


@dataclass(frozen=True)
class Tabs:
    """The way from a period to others."""

    spans: list[tuple[Any, str, bool]]
    before: str
    label: str
    after: str


def period_tabs(period: Period, today: date) -> Tabs:
    """Month, quarter and year, each of today where the period shown is another kind; and the one before and after."""
    day = today if period.holds(today) else period.first
    spans = [(LABELS[span], period_of(span, day).key, span == period.span) for span in SPANS]
    return Tabs(spans, period.moved(-1).key, label_of(period), period.moved(1).key)


def label_of(period: Period) -> str:
    if period.span == "month":
        return format_skeleton("yMMMM", period.first, locale=reader_locale())
    if period.span == "quarter":
        return _("Quarter %(number)s of %(year)s") % {"number": period.key[-1], "year": period.key[:4]}
    return period.key


def in_own_currency(amount: Decimal | None) -> str:
    """In whole units of the firm's currency."""
    return show_money(amount, current_organisation().currency, cents=False)
