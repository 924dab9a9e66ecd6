"""Interests: the products that a deal is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record


class Interest(Record):
    """A product of interest, with a quantity."""

    opportunity = models.ForeignKey(
        "sales.Opportunity", models.CASCADE, related_name="interests", verbose_name=_("opportunity")
    )
    product = models.ForeignKey("sales.Product", models.CASCADE, related_name="interests", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=1)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("product of interest")
        verbose_name_plural = _("products of interest")

    def __str__(self) -> str:
        return str(self.product)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [("sales.opportunity", self.opportunity_id)]
