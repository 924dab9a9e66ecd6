"""Quantities and amounts on the papers of sales."""

from decimal import Decimal

from django import template

from caruso.kernel.fields.number_kinds import show_number

register = template.Library()


@register.filter
def quantity(value: Decimal) -> str:
    """`2.0000` as `2`, in the reader's locale."""
    plain = value.normalize()
    return show_number(plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain)


@register.simple_tag
def money(amount: Decimal, currency: str) -> str:
    """As in cells: the amount in the reader's locale, and the code of its currency."""
    return f"{show_number(amount, 2)}\u00a0{currency}"
