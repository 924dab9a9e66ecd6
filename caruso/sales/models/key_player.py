"""Key players: the people who decide about a deal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.affiliation import AffiliationRole
from caruso.kernel.models import Record


class Attitude(models.TextChoices):
    CHAMPION = "champion", _("champion")
    SUPPORTER = "supporter", _("supporter")
    NEUTRAL = "neutral", _("neutral")
    SCEPTIC = "sceptic", _("sceptic")
    OPPONENT = "opponent", _("opponent")


class KeyPlayer(Record):
    """A contact with a role in an opportunity."""

    opportunity = models.ForeignKey(
        "sales.Opportunity", models.CASCADE, related_name="players", verbose_name=_("opportunity")
    )
    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="roles_in_deals", verbose_name=_("contact")
    )
    role = models.CharField(_("role"), max_length=16, choices=AffiliationRole, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence, 1 to 5"), null=True, blank=True)
    attitude = models.CharField(_("attitude"), max_length=10, choices=Attitude, blank=True)
    characteristics = models.CharField(_("what to know about them"), max_length=500, blank=True)

    COLOURS: ClassVar[dict[str, dict[str, str]]] = {
        "attitude": {
            "champion": "green",
            "supporter": "teal",
            "neutral": "gray",
            "sceptic": "amber",
            "opponent": "red",
        }
    }

    class Meta:
        verbose_name = _("key player")
        verbose_name_plural = _("key players")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["opportunity", "contact"], name="key_player_once")
        ]

    def __str__(self) -> str:
        return str(self.contact)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.opportunity", self.opportunity_id), ("customers.contact", self.contact_id)]
