"""Tags of the screens room."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from caruso.kernel.fields import Field
from caruso.screens.cells import cell
from caruso.screens.links import Links
from caruso.screens.lists.query import ListQuery

register = template.Library()


@register.simple_tag
def value(field: Field, record: Any, links: Links) -> SafeString:
    """The value of a field of a record, as a cell shows it."""
    return cell(field, record, links)


@register.simple_tag
def list_address(query: ListQuery, **changes: Any) -> str:
    """The address of a list with some parameters changed."""
    return query.address(**changes)
