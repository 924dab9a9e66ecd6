"""What a public form offers to choose from, and how an answer is read."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from caruso.kernel.countries import COUNTRIES
from caruso.kernel.fields import Field
from caruso.kernel.numbers import number_from
from caruso.kernel.objects import business_object
from caruso.sales.models import Product

#: A form with more products than this wants a shop, not a list.
MOST_PRODUCTS = 200


def options_of(field: Field, chosen: str = "") -> list[tuple[str, Any, bool]] | None:
    """Value, label and whether it is chosen; None where one writes."""
    if field.name == "product":
        offered = [(str(number), name) for number, name in _on_sale()[:MOST_PRODUCTS]]
    elif field.name == "country" or field.kind.name == "country":
        offered = list(COUNTRIES)
    elif field.kind.name == "choice":
        offered = list(field.choices)
    else:
        return None
    return [(value, label, value == chosen) for value, label in offered]


def parsed(name: str, text: str) -> Any:
    """The value of a lead's field. Raises ValidationError, also for a product that is not on offer."""
    field = business_object("sales.lead").field(name)
    if name == "product" and text:
        number = number_from(text)
        if number is None or not _on_sale().filter(pk=number).exists():
            raise ValidationError(_("Please choose from the list."))
        return number
    return field.parse(text)


def label_asked(field: Field) -> Any:
    """What a visitor is asked; of the firm's words only those that the firm uses of visitors are put otherwise."""
    return _("how can we help you?") if field.name == "message" else field.label


def language_chosen(request: HttpRequest) -> str:
    """The language that the address asks for, where we speak it."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def browser_language(request: HttpRequest) -> str:
    """The language that the visitor's browser likes best of those that we speak; empty for none."""
    spoken = dict(settings.LANGUAGES)
    liked = (code.split("-")[0] for code, _q in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((code for code in liked if code in spoken), "")


def _on_sale() -> Any:
    return Product.objects.live().filter(active=True, variant_of=None).order_by("name", "pk").values_list("pk", "name")
