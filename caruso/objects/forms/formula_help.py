"""What can stand in a formula, said below its box."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caruso.kernel.objects import BusinessObject
from caruso.objects.formulas.functions import FUNCTIONS
from caruso.objects.formulas.values import TYPE_OF_FAMILY

EXAMPLE = "if(amount > 1000, round(amount * 0.95, 2), amount)"


def help_with_formulas(described: BusinessObject) -> SafeString:
    """An example, the fields of the object by the names that formulas call them, and the functions."""
    fields = [one for one in described.fields.values() if one.kind.family in TYPE_OF_FAMILY and not one.internal]
    functions = sorted(name for name in FUNCTIONS if name.isidentifier() and name not in ("and", "or", "not", "minus"))
    return format_html(
        "{} <code>{}</code><br>{} {}<br>{} <code>{}</code>",
        _("Such as"),
        EXAMPLE,
        _("Fields:"),
        format_html_join(", ", '<code title="{}">{}</code>', ((one.label, one.name) for one in fields)),
        _("Functions:"),
        ", ".join(functions),
    )
