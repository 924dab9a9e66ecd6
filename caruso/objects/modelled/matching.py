"""What tells two records of a modelled object apart, as the administrator ticked it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field
from caruso.screens.description import MatchRule

#: So many can be ticked; the more there are, the less each says.
MOST = 5
#: What follows the name of a text that is compared without spaces, dashes and the like.
AS_NUMBER = ":number"


#: A name alone is no proof. Whatever else is ticked tells records apart by itself, however they are called.
PROOF, HINT = 0.97, 0.4
#: How values of each kind are compared.
_HOW = {"text": "text", "email": "email", "phone": "phone", "url": "text", "integer": "text"}


def match_rules(said: Sequence[str], fields: Mapping[str, Field]) -> tuple[MatchRule, ...]:
    """The rules of matching; what is ticked of fields that are not there is passed over."""
    found = []
    for one in said:
        name, as_number = one.removesuffix(AS_NUMBER), one.endswith(AS_NUMBER)
        if (field := fields.get(name)) and _is_offered(field, name):
            how = "number" if as_number else _HOW[field.kind.name]
            found.append(MatchRule((name,), how=how, weight=HINT if name == "name" else PROOF))
    return tuple(found)


def offered_matching(fields: Mapping[str, Field]) -> list[tuple[str, Any]]:
    """What can be ticked, with what people read."""
    found: list[tuple[str, Any]] = []
    for name, field in fields.items():
        if _is_offered(field, name):
            found.append((name, field.label))
            if field.kind.name == "text" and name != "name":
                label = _("%(field)s, whatever its spaces and dashes") % {"field": field.label}
                found.append((f"{name}{AS_NUMBER}", label))
    return found


def _is_offered(field: Field, name: str) -> bool:
    return field.kind.name in _HOW and field.computed is None and name not in ("currency", "number")
