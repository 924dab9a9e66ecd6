"""Which fields saved views ask about."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from caruso.kernel.conditions import Condition, ConditionProblem, check, from_url, parse
from caruso.kernel.conditions.bound import fields_in
from caruso.kernel.field_uses import Named, Use
from caruso.kernel.objects import business_object
from caruso.screens.saved_views.models import SavedView


def uses_of_views() -> Iterator[Use]:
    """Columns are not needed: a view without one shows the rest. A condition that cannot be read shows nothing."""
    for view in SavedView.objects.select_related("owner"):
        if needs := frozenset(_needs(view)):
            yield Use(_("the view “%(name)s”") % {"name": view.name}, needs)


def _needs(view: SavedView) -> Iterator[Named]:
    for name, read in (("where", parse), ("filter", from_url)):
        text = str(view.parameters.get(name) or "")
        try:
            tree: Condition = read(text)
            yield from fields_in(check(tree, business_object(view.object), view.owner).bound)
        except (ConditionProblem, KeyError):
            continue
