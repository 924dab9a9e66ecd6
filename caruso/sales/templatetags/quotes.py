"""Quotes in templates: versions side by side, and figures that were kept as evidence."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.sales.models.paid_parts import how_often as words_of
from caruso.sales.printing import figures
from caruso.sales.quotes.comparison import Comparison, LinePair
from caruso.ui.templatetags.ui import chip

register = template.Library()

HUES = {"added": "green", "removed": "red", "changed": "amber"}


@register.simple_tag
def kept_amount(text: str, currency: str) -> str:
    """An amount as it was kept for evidence, written for the reader."""
    return figures.amount(Decimal(text), currency, exact=True)


@register.simple_tag
def kept_quantity(text: str) -> str:
    return figures.quantity(Decimal(text))


@register.filter
def how_often(interval: str) -> str:
    """Once, or every month, quarter or year."""
    return words_of(interval)


@register.simple_tag
def line_mark(pair: LinePair) -> SafeString:
    """Whether the line is new, gone or different."""
    labels = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    return chip(labels.get(pair.kind, ""), HUES.get(pair.kind, "gray"))


@register.inclusion_tag("sales/quotes/_version_line.html")
def version_line(line: Any, pair: LinePair, comparison: Comparison, mark: str) -> dict[str, Any]:
    """A line with what is different marked as `del` or `ins`."""
    currency = line.document.currency
    shows_discount = comparison.shows_discounts and line.discount_percent
    discount = f"− {figures.percent(line.discount_percent)}" if shows_discount else ""
    texts = {
        "section": line.section,
        "description": line.description,
        "optional": _("optional") if line.optional else "",
        "details": line.details,
        "quantity": f"{figures.quantity(line.quantity)} {line.get_unit_display()}",
        "price": f"× {figures.amount(line.price, currency, exact=True)} {currency}",
        "discount_percent": discount,
        "recurring": words_of(line.recurring) if line.recurring or "recurring" in pair.changed else "",
        "net": f"{figures.amount(line.net, currency)} {currency}",
    }
    names = {"unit": "quantity"}
    changed = {names.get(name, name) for name in pair.changed}
    cells = [{"name": name, "text": text, "changed": name in changed} for name, text in texts.items() if text]
    return {"cells": cells, "mark": mark}
