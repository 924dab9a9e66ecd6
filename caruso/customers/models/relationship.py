"""Relationships: ties between contacts and accounts, read in both directions."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record


class RelationshipKind(models.TextChoices):
    """Named from the first to the second; `INVERSE` names the way back."""

    REPORTS_TO = "reports_to", _("reports to")
    SPOUSE_OF = "spouse_of", _("spouse of")
    PARENT_OF = "parent_of", _("parent of")
    SIBLING_OF = "sibling_of", _("sibling of")
    FRIEND_OF = "friend_of", _("friend of")
    REFERRED_BY = "referred_by", _("referred by")
    ASSISTANT_OF = "assistant_of", _("assistant of")
    PARTNER_OF = "partner_of", _("partner of")
    SUPPLIER_OF = "supplier_of", _("supplier of")
    COMPETITOR_OF = "competitor_of", _("competitor of")


INVERSE: dict[str, Any] = {
    "reports_to": _("manager of"),
    "spouse_of": _("spouse of"),
    "parent_of": _("child of"),
    "sibling_of": _("sibling of"),
    "friend_of": _("friend of"),
    "referred_by": _("referred"),
    "assistant_of": _("assisted by"),
    "partner_of": _("partner of"),
    "supplier_of": _("supplied by"),
    "competitor_of": _("competitor of"),
}


def _link(to: str, label: Any, back: str) -> Any:
    return models.ForeignKey(to, models.CASCADE, null=True, blank=True, related_name=back, verbose_name=label)


class Relationship(Record):
    """`from_…` stands in `kind` to `to_…`; each end is one contact or one account."""

    kind = models.CharField(_("relationship"), max_length=16, choices=RelationshipKind)
    from_contact = _link("customers.Contact", _("contact"), "relationships_out")
    from_account = _link("customers.Account", _("account"), "relationships_out")
    to_contact = _link("customers.Contact", _("to contact"), "relationships_in")
    to_account = _link("customers.Account", _("to account"), "relationships_in")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="relationship_has_two_ends",
                condition=(Q(from_contact__isnull=True) ^ Q(from_account__isnull=True))
                & (Q(to_contact__isnull=True) ^ Q(to_account__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.from_end, self.get_kind_display(), self.to_end) if part)

    @property
    def from_end(self) -> Any:
        return self.from_contact or self.from_account

    @property
    def to_end(self) -> Any:
        return self.to_contact or self.to_account

    def ends(self) -> list[tuple[str, int]]:
        """Both ends as (object, number)."""
        numbers = [
            ("customers.contact", self.from_contact_id),
            ("customers.account", self.from_account_id),
            ("customers.contact", self.to_contact_id),
            ("customers.account", self.to_account_id),
        ]
        return [(object, number) for object, number in numbers if number]

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return self.ends()

    @classmethod
    def validate(cls, values: dict[str, Any], record: "Relationship | None") -> None:
        """Each end is exactly one contact or account, and not the same one twice."""
        for first, second in (("from_contact", "from_account"), ("to_contact", "to_account")):
            if bool(values.get(first)) == bool(values.get(second)):
                raise ValidationError({first: _("Choose one contact or one account.")})
        if values.get("from_contact") and values.get("from_contact") == values.get("to_contact"):
            raise ValidationError({"to_contact": _("Nobody is in a relationship with oneself here.")})
        if values.get("from_account") and values.get("from_account") == values.get("to_account"):
            raise ValidationError({"to_account": _("Nobody is in a relationship with oneself here.")})
