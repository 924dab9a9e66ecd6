"""What accounts and contacts have in common: they can be reached, and things happen with them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.entries import ADDRESS_ENTRY, EMAIL_ENTRY, PHONE_ENTRY, WEB_ENTRY, primary_value
from caruso.kernel.columns import CountryColumn, EntriesColumn, PhoneColumn, SortKeyColumn, TagsColumn
from caruso.kernel.models import Record
from caruso.kernel.text import sort_key


class LifecycleStage(models.TextChoices):
    AWARE = "aware", _("heard of us")
    PROSPECT = "prospect", _("prospect")
    QUALIFIED = "qualified", _("qualified")
    CUSTOMER = "customer", _("customer")
    LOYAL = "loyal", _("loyal customer")
    ADVOCATE = "advocate", _("advocate")
    LAPSED = "lapsed", _("lapsed")
    LOST = "lost", _("lost")


class HeardThrough(models.TextChoices):
    REFERRAL = "referral", _("recommendation")
    WEB_SEARCH = "web_search", _("web search")
    WEBSITE = "website", _("our website")
    SOCIAL = "social", _("social network")
    ADVERTISEMENT = "advertisement", _("advertisement")
    FAIR = "fair", _("fair or event")
    MAILING = "mailing", _("mailing")
    PRESS = "press", _("press")
    COLD_CALL = "cold_call", _("our call")
    PARTNER = "partner", _("partner")
    OTHER = "other", _("other")


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("chat")
    POST = "post", _("post")
    VISIT = "visit", _("in person")


class Customer(Record):
    """An account or a contact. `email`, `phone`, `city` and `country` repeat the primary entries of the lists."""

    sort_name = SortKeyColumn()
    emails = EntriesColumn(_("e-mails"), entry=EMAIL_ENTRY)
    phones = EntriesColumn(_("telephones"), entry=PHONE_ENTRY)
    addresses = EntriesColumn(_("addresses"), entry=ADDRESS_ENTRY)
    web = EntriesColumn(_("web profiles"), entry=WEB_ENTRY)
    email = models.EmailField(_("e-mail"), blank=True, editable=False)
    phone = PhoneColumn(_("telephone"), blank=True, editable=False)
    city = models.CharField(_("city"), max_length=120, blank=True, editable=False)
    country = CountryColumn(_("country"), blank=True, editable=False)
    lifecycle_stage = models.CharField(_("life cycle"), max_length=12, choices=LifecycleStage, blank=True)
    source = models.CharField(_("heard of us through"), max_length=16, choices=HeardThrough, blank=True)
    source_detail = models.CharField(_("more about the source"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    tags = TagsColumn(_("tags"))
    notes = models.TextField(_("background"), blank=True, max_length=20_000)
    external_id = models.CharField(_("number elsewhere"), max_length=120, blank=True)
    next_activity_at = models.DateTimeField(_("next activity"), null=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False)

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("sort_name",)
    REPEATED: ClassVar[dict[str, str]] = {
        "email": "emails",
        "phone": "phones",
        "city": "addresses",
        "country": "addresses",
    }
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"name": "sort_name"}
    COLOURS: ClassVar[dict[str, dict[str, str]]] = {
        "lifecycle_stage": {
            "aware": "gray",
            "prospect": "blue",
            "qualified": "violet",
            "customer": "green",
            "loyal": "teal",
            "advocate": "amber",
            "lapsed": "coral",
            "lost": "red",
        }
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    name: Any

    def derive(self) -> None:
        self.email = primary_value(self.emails)
        self.phone = primary_value(self.phones)
        self.city = primary_value(self.addresses, "city")
        self.country = primary_value(self.addresses, "country")
        self.sort_name = sort_key(self.name_to_sort_by())

    def name_to_sort_by(self) -> str:
        return str(self.name)


def list_indexes(table: str) -> list[models.Index]:
    """The orders in which lists of a million customers are read, over the live ones only."""
    live = models.Q(binned_at__isnull=True)
    orders = {
        "name": ["sort_name", "id"],
        "updated": ["updated_at", "id"],
        "created": ["created_at", "id"],
        "owner": ["owner", "updated_at", "id"],
        "team": ["team", "updated_at", "id"],
        "city": ["city", "id"],
        "email": ["email", "id"],
        "stage": ["lifecycle_stage", "updated_at", "id"],
        "next": ["next_activity_at", "id"],
        "last": ["last_activity_at", "id"],
    }
    indexes = [
        models.Index(fields=fields, name=f"{table}_by_{name}", condition=live) for name, fields in orders.items()
    ]
    indexes.append(models.Index(fields=["binned_at", "id"], name=f"{table}_in_bin", condition=~live))
    indexes.append(models.Index(fields=["external_id"], name=f"{table}_elsewhere", condition=~models.Q(external_id="")))
    return indexes
