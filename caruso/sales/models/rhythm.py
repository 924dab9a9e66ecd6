"""How often an account buys, kept beside its orders."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.Model):
    """The usual interval of an account: the median of the days between its orders, known from three on."""

    account = models.OneToOneField("customers.Account", models.CASCADE, related_name="rhythm")
    orders = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    last_on = models.DateField()
    next_on = models.DateField()
    #: The missed day that the account's owner has been told of.
    told_for = models.DateField(null=True)

    class Meta:
        verbose_name = _("purchase rhythm")
        verbose_name_plural = _("purchase rhythms")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["next_on", "account"], name="rhythm_by_next")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.days}"
