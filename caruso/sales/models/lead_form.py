"""Lead forms: what visitors of the firm's own website fill in."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.customers.models.customer import HeardThrough
from caruso.kernel.columns import ChoicesColumn
from caruso.kernel.fields.offered import OfferedChoices
from caruso.kernel.models import Record
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.objects import business_object

ASKED: list[tuple[str, Any]] = [
    ("first_name", _("first name")),
    ("last_name", _("last name")),
    ("job_title", _("job title")),
    ("company", _("company")),
    ("email", _("e-mail")),
    ("phone", _("telephone")),
    ("street", _("street")),
    ("postcode", _("postcode")),
    ("city", _("city")),
    ("country", _("country")),
    ("language", _("language")),
    ("tax_number", _("tax number")),
    ("website", _("website")),
    ("product", _("product")),
    ("budget", _("expected budget")),
    ("message", _("what they want")),
]
#: Kinds of custom fields that a visitor can fill in.
ASKABLE = frozenset(
    {"text", "long_text", "integer", "decimal", "percent", "money", "date", "choice", "yes_no", "country", "email",
     "phone", "url", "rating"}
)  # fmt: skip
#: What a form asks for that says nothing else.
USUALLY = ("first_name", "last_name", "email", "phone", "message")


def askable() -> list[tuple[str, Any]]:
    """What a form can ask for: built-in fields of a lead, and those that the administrator has added."""
    custom = business_object("sales.lead").custom_fields.values()
    return [*ASKED, *((one.name, one.label) for one in custom if one.kind.name in ASKABLE)]


def _unguessable() -> str:
    return secrets.token_urlsafe(12)


class LeadForm(Record):
    """A public form; whoever has its `token` may fill it in. `consent` is the wording that must be agreed to."""

    name = models.CharField(_("name"), max_length=120)
    token = models.CharField(max_length=40, unique=True, default=_unguessable, editable=False)
    active = models.BooleanField(pgettext_lazy("a form", "open"), default=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    intro = models.TextField(_("words before the form"), blank=True, max_length=2_000)
    asks = ChoicesColumn(_("asks for"), offer=OfferedChoices(askable))
    requires = ChoicesColumn(_("must be filled in"), offer=OfferedChoices(askable))
    consent = models.TextField(
        _("consent"), blank=True, max_length=2_000, help_text=_("Must be agreed to; empty for none.")
    )
    thanks = models.TextField(_("words of thanks"), blank=True, max_length=2_000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    product = models.ForeignKey(
        "sales.Product", models.SET_NULL, null=True, blank=True, related_name="lead_forms", verbose_name=_("product")
    )
    source = models.CharField(_("source"), max_length=16, choices=HeardThrough, default=HeardThrough.WEBSITE)
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)

    HIDDEN_COLUMNS = ("token",)

    class Meta:
        verbose_name = _("lead form")
        verbose_name_plural = _("lead forms")

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> list[str]:
        """The fields asked for in their order: what must be filled in is asked as well."""
        wanted = {*(self.asks or USUALLY), *self.requires}
        return [name for name, _label in askable() if name in wanted]

    @property
    def spoken(self) -> str:
        """The language that it speaks; empty for the visitor's. Words of its own are in one language, so what stands
        around them is as well: nobody shall agree to what they were not told in the same language as the rest."""
        has_words = self.title or self.intro or self.consent or self.thanks
        return self.language or (current_organisation().language if has_words else "")

    @property
    def consent_mark(self) -> str:
        """Tells which wording was agreed to: a copy on a website may still show an earlier one."""
        return hashlib.sha256(self.consent.encode()).hexdigest()[:16]
