"""Cells and figures of lines. Plain Python, because a document has hundreds of cells."""

from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.kernel.fields.number_kinds import show_number
from caruso.kernel.money.currencies import smallest_unit
from caruso.sales.models.product import Interval, TaxClass

register = template.Library()

_TEXTS = {"description": 500, "sku": 60}


@register.simple_tag
def cell_input(
    row: Any, name: str, label: str = "", placeholder: str = "", right: str = "edit", oob: bool = False
) -> SafeString:
    """The input of one cell with what is wrong with it."""
    key = f"{row.key}-{name}"
    numeric = "" if name in _TEXTS else ' inputmode="decimal"'
    length = f' maxlength="{_TEXTS[name]}"' if name in _TEXTS else ""
    shown = f' placeholder="{escape(placeholder)}"' if placeholder else ""
    locked = "" if right == "edit" else " disabled"
    swap = ' hx-swap-oob="true"' if oob else ""
    named = f' aria-label="{escape(label)}"' if label else ""
    error = row.errors.get(name, "")
    wrong = f' aria-invalid="true" aria-describedby="{key}-error"' if error else ""
    value = escape(row.text.get(name, ""))
    return SafeString(
        f'<input id="{key}" name="{key}" type="text" value="{value}"{numeric}{length}{shown}{locked}{named}{wrong}{swap}>'
        f"{cell_error(row, name)}"
    )


@register.simple_tag
def cell_error(row: Any, name: str) -> SafeString:
    """What is wrong with one cell; empty where nothing is."""
    error = row.errors.get(name, "")
    return SafeString(f'<small class="error" id="{row.key}-{name}-error">{escape(error)}</small>' if error else "")


@register.simple_tag
def line_options(choices: Any, chosen: str | None) -> SafeString:
    """Choices as options."""
    return SafeString(
        "".join(
            f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
            for value, label in choices
        )
    )


@register.simple_tag
def line_marks(row: Any) -> SafeString:
    """What is set among the things that are out of sight."""
    marks: list[str] = []
    if row.get("optional"):
        marks.append(_("optional, chosen") if row.get("chosen") else _("optional"))
    if row.get("recurring") in Interval.values:
        marks.append(str(Interval(row.get("recurring")).label))
    if row.get("details"):
        marks.append(_("with details"))
    return SafeString("".join(f" · {escape(str(mark))}" for mark in marks))


@register.simple_tag
def is_bundle(editor: Any, row: Any) -> bool:
    """Whether the row is about a bundle, which can be unfolded."""
    return bool(editor.is_bundle(row))


@register.simple_tag
def net(editor: Any, row: Any) -> str:
    """What a row comes to, in the currency's units."""
    found = editor.net_of(row)
    return "" if found is None else _money(found, editor.document.currency)


@register.simple_tag
def rate(editor: Any, row: Any) -> str:
    """The tax rate that a row's class means."""
    line = editor.line_of.get(row.key)
    return "" if line is None else f"{show_number(line.tax_percent.normalize() + 0)} %"


@register.simple_tag
def money(value: Decimal | None, currency: str) -> SafeString:
    return SafeString(f"{_money(value or Decimal(0), currency)}&nbsp;{escape(currency)}")


@register.simple_tag
def price(value: Decimal) -> str:
    """A price with two decimals, or as many as it has."""
    exponent = value.normalize().as_tuple().exponent
    return show_number(value, max(2, -exponent if isinstance(exponent, int) else 2))


@register.simple_tag
def amount(value: Decimal) -> str:
    """A number with the decimals that it has."""
    exponent = value.normalize().as_tuple().exponent
    return show_number(value, max(0, -exponent if isinstance(exponent, int) else 0))


@register.simple_tag
def tax_label(tax: dict[str, Any]) -> str:
    """A tax group in words."""
    name = TaxClass(tax["class"]).label if tax["class"] in TaxClass.values else tax["class"]
    return f"{str(name)[:1].upper()}{str(name)[1:]} {amount(tax['percent'])} %"


def _money(value: Decimal, currency: str) -> str:
    exponent = smallest_unit(currency).as_tuple().exponent
    return show_number(value, -exponent if isinstance(exponent, int) else 2)
