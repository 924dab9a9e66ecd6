"""Roles: what people may do with each business object."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.first_roles import shown


class Role(models.Model):
    """A named set of rights.

    `rights` maps an object's key (or `*` for every other object) to
    `{"view": scope, "create": scope, ..., "fields": {name: "hidden" | "read"}}`,
    where a scope is none, own, team or all. What is not mentioned is not allowed.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    rights = models.JSONField(_("rights"), default=dict, blank=True)
    administers = models.BooleanField(
        _("administers"), default=False, help_text=_("May change settings, people, roles and fields.")
    )

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name"]

    def __str__(self) -> str:
        return shown(self.name)

    @property
    def explanation(self) -> str:
        """The description, in the reader's language where it is one of the house's."""
        return shown(self.description)
