"""The panel of relationships: who stands how to this contact or account, as a small graph and as a list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caruso.customers.models import Relationship
from caruso.customers.models.relationship import INVERSE, RelationshipKind
from caruso.kernel.access.queryset import reaches
from caruso.screens.description import Panel, screen_of
from caruso.screens.links import titles
from caruso.screens.veil import veiled
from caruso.ui.templatetags.ui import initials

MOST = 10
ROW = 30


@dataclass
class Tie:
    """One relationship as seen from the record: the other end and what it is to us."""

    title: str
    url: str
    edit: str
    label: Any
    note: str
    y: int


class RelationshipPanel(Panel):
    template = "customers/panels/relationships.html"
    label, icon = _("Relationships"), "waypoints"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        if not user.access.may("customers.relationship", "view"):
            return None
        ties = self._ties(record, user)
        height = max(len(ties) * ROW + 12, 60)
        name = record._meta.model_name
        screen = screen_of(Relationship)
        may_add = user.access.may(screen.key, "create")
        return {
            "ties": ties,
            "height": height,
            "middle": height // 2,
            "initials": initials(str(record)),
            "add": f"{screen.url('new')}?from_{name}={record.pk}" if may_add else "",
            "chart": reverse("customers:organisation_chart", args=[record.pk]) if name == "account" else "",
        }

    def _ties(self, record: Any, user: Any) -> list[Tie]:
        name = record._meta.model_name
        mine = Q(**{f"from_{name}": record.pk}) | Q(**{f"to_{name}": record.pk})
        found = list(Relationship.objects.visible_to(user).filter(mine).order_by("kind", "pk")[:MOST])
        editable = {tie.pk for tie in found if reaches(tie, user, "edit")}
        names = self._names(veiled(found, user), user)
        ties: list[Tie] = []
        for tie in found:
            outward = getattr(tie, f"from_{name}_id") == record.pk
            object, number = self._other_end(tie, outward)
            if title := names.get((object, number)):
                label = RelationshipKind(tie.kind).label if outward else INVERSE[tie.kind]
                url = screen_of(object).record_url(number)
                edit = screen_of(Relationship).url("edit", tie.pk) if tie.pk in editable else ""
                ties.append(Tie(title, url, edit, label, tie.note, len(ties) * ROW + 21))
        return ties

    def _names(self, found: list[Relationship], user: Any) -> dict[tuple[str, int], str]:
        """What both ends are called, where the viewer may see them."""
        numbers: dict[str, set[int]] = {}
        for tie in found:
            for object, number in tie.ends():
                numbers.setdefault(object, set()).add(number)
        return {
            (object, number): title
            for object, wanted in numbers.items()
            for number, title in titles(object, wanted, user).items()
        }

    @staticmethod
    def _other_end(tie: Relationship, outward: bool) -> tuple[str, int]:
        side = "to" if outward else "from"
        if number := getattr(tie, f"{side}_contact_id"):
            return "customers.contact", number
        return "customers.account", getattr(tie, f"{side}_account_id") or 0
