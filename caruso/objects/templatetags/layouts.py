"""Tags of the screen builder."""

from django import template

register = template.Library()


@register.filter
def setting_template(name: str) -> str:
    """The template that asks for a setting of a panel."""
    return f"objects/layouts/settings/{name}.html"
